"""The door as mail servers meet it: a process of its own, spoken to over a real line."""

from __future__ import annotations

import random
import smtplib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, connections, transaction

from community.mail_in.listening import CannotListen, door_address
from community.mail_in.models import IncomingMail
from community.mail_in.services import MAX_BYTES
from tests.community.mail_in.conftest import DOMAIN
from tests.community.mail_in.letters import away, dsn
from tests.standins.site import Life, Site, on_test_database, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]

TO = f"bounce+1-x@{DOMAIN}"


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


class Doorstep:
    """The process, started and killed at will, and a client that calls at its door."""

    def __init__(self, site: Site, port: int) -> None:
        self.site, self.port = site, port
        self.open()

    def open(self) -> None:
        self.life: Life = self.site.start("mail")
        assert wait_until(self.answers, 20), self.life.said()

    def answers(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        self.life.kill()
        assert wait_until(lambda: not self.life.alive() and not self.answers(), 10)

    def client(self, kind: type[smtplib.SMTP] = smtplib.SMTP) -> smtplib.SMTP:
        return kind("127.0.0.1", self.port, timeout=20)

    def send(self, raw: bytes, *to: str, sender: str = "") -> dict[str, Any]:
        with self.client() as line:
            return line.sendmail(sender, list(to) or [TO], raw)


@pytest.fixture(scope="module")
def nursery(django_db_setup: None, tmp_path_factory: Any) -> Iterator[tuple[Site, int]]:
    """Where the process is born, once for all tests: it loads the code."""
    folder, port = tmp_path_factory.mktemp("door"), free_port()
    environment = on_test_database(folder, REPLY_DOMAIN=DOMAIN, MAIL_IN_LISTEN=f"127.0.0.1:{port}")
    with Site(environment, folder / "site.log") as site:
        yield site, port


@pytest.fixture
def doorstep(nursery: tuple[Site, int]) -> Iterator[Doorstep]:
    made = Doorstep(*nursery)
    yield made
    made.kill()


def rows() -> list[tuple[str, str, int]]:
    return list(IncomingMail.objects.order_by("pk").values_list("recipient", "sender", "size"))


def test_what_is_answered_250_is_a_row(doorstep):
    raw = dsn(to=TO, recipient="lezer@stad.example")
    doorstep.send(raw)
    # The same again, and a mail of somebody with 8-bit text, a dot and a very long line.
    doorstep.send(raw)
    other = away(to=TO) + b".begin\r\n..twee\r\n" + b"x" * 50_000 + "\r\né\r\n".encode()
    doorstep.send(other, f"An@{DOMAIN.upper()}", f"bo@{DOMAIN}", sender="an@stad.example")

    assert rows() == [
        (TO, "", len(raw)),
        (f"An@{DOMAIN.upper()}", "an@stad.example", len(other)),
        (f"bo@{DOMAIN}", "an@stad.example", len(other)),
    ]
    assert bytes(IncomingMail.objects.latest("pk").raw) == other


def test_mail_for_others_and_mail_that_is_too_large_are_refused(doorstep):
    with doorstep.client() as line:
        line.ehlo()
        assert line.docmd("MAIL FROM:<>")[0] == 250
        assert line.docmd("RCPT TO:<an@elders.example>")[0] == 550
        assert line.docmd(f"RCPT TO:<an@{DOMAIN}.elders.example>")[0] == 550
        assert line.docmd("RCPT TO:<postmaster>")[0] == 550
        assert line.docmd("DATA")[0] == 503
        assert line.docmd(f"MAIL FROM:<> SIZE={MAX_BYTES + 1}")[0] in (503, 552)
        line.rset()
        line.docmd("MAIL FROM:<>")
        assert line.docmd(f"RCPT TO:<an@{DOMAIN}>")[0] == 250
        assert line.data(b"x" * 70 + b"\r\n" + b"y" * MAX_BYTES)[0] in (500, 552)
        # The same line is still good.
        line.docmd("MAIL FROM:<>")
        assert line.docmd(f"RCPT TO:<an@{DOMAIN}>")[0] == 250
        assert line.data(b"Subject: klein\r\n\r\n")[0] == 250

    assert [row[0] for row in rows()] == [f"an@{DOMAIN}"]


def test_lmtp_answers_for_each_recipient(doorstep):
    with socket.create_connection(("127.0.0.1", doorstep.port), timeout=20) as line:
        file = line.makefile("rwb")
        said = [file.readline()]

        def say(text: str, replies: int = 1) -> None:
            file.write(f"{text}\r\n".encode())
            file.flush()
            for _n in range(replies):
                said.append(file.readline())
                while said[-1][3:4] == b"-":
                    said[-1] = file.readline()

        for command in ("LHLO mx", "MAIL FROM:<>", f"RCPT TO:<a@{DOMAIN}>", f"RCPT TO:<b@{DOMAIN}>",
                        "DATA"):  # fmt: skip
            say(command)
        say("Subject: twee\r\n\r\nTekst\r\n.", replies=2)

    assert [each[:3] for each in said] == [b"220", *[b"250"] * 4, b"354", b"250", b"250"]
    assert [row[0] for row in rows()] == [f"a@{DOMAIN}", f"b@{DOMAIN}"]


def is_writing() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted "
            "AND relation = 'community_incomingmail'::regclass"
        )
        return bool(cursor.fetchone()[0])


def test_killed_before_the_commit_it_never_said_250(doorstep):
    raw, outcome = away(to=TO), []

    def send() -> None:
        try:
            outcome.append(doorstep.send(raw, f"an@{DOMAIN}"))
        except (OSError, smtplib.SMTPException) as error:
            outcome.append(error)

    # The count of strange mail is not stopped by it, writing one is.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE community_incomingmail IN SHARE ROW EXCLUSIVE MODE")
        sending = threading.Thread(target=send)
        sending.start()
        assert wait_until(is_writing, 20)
        doorstep.kill()
        sending.join(20)
    assert wait_until(lambda: not is_writing(), 10)

    assert isinstance(outcome[0], OSError | smtplib.SMTPException)
    assert rows() == []
    doorstep.open()
    send()
    assert (outcome[1], len(rows())) == ({}, 1)


def test_killed_time_and_again_nothing_is_lost_or_doubled(doorstep):
    lot, kept = random.Random(3), []
    mails = [away(to=TO) + f"{n}\r\n".encode() for n in range(40)]

    def deliver_all() -> None:
        """As a mail server does: again and again, until it hears 250."""
        for raw in mails:
            while True:
                with suppress(OSError, smtplib.SMTPException):
                    doorstep.send(raw, f"an@{DOMAIN}")
                    break
                time.sleep(0.05)
            kept.append(raw)

    server = threading.Thread(target=deliver_all)
    server.start()
    # By what came through and not by the clock: a quick machine is done before a slow one begins.
    for so_many in sorted(lot.sample(range(1, 34), 4)):
        assert wait_until(lambda n=so_many: len(kept) >= n, 60)
        time.sleep(lot.uniform(0, 0.05))
        doorstep.kill()
        doorstep.open()
    server.join(60)

    assert len(kept) == 40
    assert IncomingMail.objects.count() == 40


def test_while_the_database_is_away_the_mail_stays_with_its_server(doorstep):
    raw = away(to=TO)
    name = connection.settings_dict["NAME"]
    with connections["default"]._nodb_cursor() as cursor:
        try:
            cursor.execute("UPDATE pg_database SET datallowconn = false WHERE datname = %s", [name])
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s "
                "AND pid <> pg_backend_pid()", [name],
            )  # fmt: skip
            with doorstep.client() as line:
                line.ehlo()
                line.docmd("MAIL FROM:<>")
                code = line.docmd(f"RCPT TO:<an@{DOMAIN}>")[0]
        finally:
            cursor.execute("UPDATE pg_database SET datallowconn = true WHERE datname = %s", [name])
    connection.close()

    assert code == 451
    assert doorstep.send(raw, f"an@{DOMAIN}") == {}
    assert len(rows()) == 1


@pytest.mark.parametrize(
    ("given", "domain", "said"),
    [
        ("2525", DOMAIN, "geen host:poort"), ("localhost:", DOMAIN, "geen host:poort"),
        ("localhost:25a", DOMAIN, "geen host:poort"), ("localhost:2525", "", "REPLY_DOMAIN"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_said_in_a_sentence(settings, given, domain, said):
    settings.MAIL_IN_LISTEN, settings.REPLY_DOMAIN = given, domain

    with pytest.raises(CannotListen, match=said):
        door_address()


def test_addresses_may_be_of_either_kind(settings):
    found = []
    for given in ("127.0.0.1:25", "[::1]:2525", ":24"):
        settings.MAIL_IN_LISTEN = given
        found.append(door_address())

    assert found == [("127.0.0.1", 25), ("::1", 2525), ("0.0.0.0", 24)]
