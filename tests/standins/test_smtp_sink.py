"""The sink against the standard library's own client."""

from __future__ import annotations

import smtplib
import socket
import time

import pytest

from tests.standins.smtp_sink import SmtpSink
from tests.standins.standalone import Process

DOTS = b"Subject: punten\r\n\r\n.een\r\n..twee\r\nvier.\r\n.\r\n...\r\neinde\r\n"


@pytest.fixture
def sink():
    with SmtpSink() as sink:
        yield sink


def hand_over(sink: SmtpSink, data: bytes, to: str = "a@stad.example") -> None:
    with smtplib.SMTP("127.0.0.1", sink.port, timeout=5) as line:
        line.sendmail("van@stad.example", [to], data)


def test_dots_at_the_start_of_a_line_come_out_as_they_went_in(sink):
    hand_over(sink, DOTS)

    assert [each.data for each in sink.accepted] == [DOTS]
    assert sink.accepted[0].sender == "van@stad.example"
    assert sink.accepted[0].to == ("a@stad.example",)


def test_a_message_in_small_pieces_is_one_message(sink):
    with socket.create_connection(("127.0.0.1", sink.port), 5) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in (b"EHLO x\r\nMAIL FROM:<a@b.example>\r\nRC", b"PT TO:<c@d.example>\r\nDATA\r\n",
                      b"..x\r", b"\n.", b"\r\nNOOP\r\nQUIT\r\n"):  # fmt: skip
            line.sendall(piece)
            time.sleep(0.02)
        heard = b""
        while more := line.recv(4096):
            heard += more

    assert [each.data for each in sink.accepted] == [b".x\r\n"]
    assert heard.splitlines()[-3:] == [b"250 2.0.0 ok", b"250 ok", b"221 dag"]


def test_a_refused_recipient_gets_nothing(sink):
    sink.refusals["weg@stad.example"] = "550 5.1.1 Bestaat niet"

    with pytest.raises(smtplib.SMTPRecipientsRefused):
        hand_over(sink, DOTS, "weg@stad.example")
    assert (sink.count, sink.accepted) == (0, [])


def test_replies_are_used_up_from_the_front(sink):
    sink.replies += ["451 4.3.0 Later", "552 5.2.2 Vol", "disconnect"]

    for refused in (451, 552):
        with pytest.raises(smtplib.SMTPDataError) as error:
            hand_over(sink, DOTS)
        assert error.value.smtp_code == refused
    with pytest.raises(smtplib.SMTPServerDisconnected):
        hand_over(sink, DOTS)
    hand_over(sink, DOTS)
    assert sink.count == 1


def test_the_hook_sees_a_message_three_times():
    seen: list[tuple[str, int, int]] = []
    with SmtpSink(
        hook=lambda stage, each: seen.append((stage, each.connection, len(each.data)))
    ) as sink:
        hand_over(sink, DOTS)

    assert seen == [("envelope", 1, 0), ("data", 1, len(DOTS)), ("accepted", 1, len(DOTS))]


def test_it_counts_in_a_process_of_its_own(tmp_path):
    with Process("tests.standins.smtp_sink") as process:
        start = time.monotonic()
        with smtplib.SMTP("127.0.0.1", process.port, timeout=5) as line:
            line.sendmail("van@stad.example", ["a@stad.example"], DOTS)
        told = process.ask("wait", 1, 5)

        assert told["count"] == 1
        assert start < told["last_at"] < time.monotonic()
        assert process.kept(tmp_path / "kept") == [("a@stad.example", DOTS)]
        assert process.ask("reset") == {"count": 0, "last_at": 0.0}
