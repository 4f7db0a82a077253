from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from community.messaging import bodies
from community.messaging.jobs import Job
from community.messaging.models import Body

pytestmark = pytest.mark.django_db


def job(text: str, *, parts: dict[str, str] | None = None, **fields: object) -> Job:
    body = Body(pk=hash(text) % 10**9, channel="email", language="nl",
                subject=str(fields.pop("subject", "Kritiek: België")), text=text,
                html=f"<p>{text}</p>", headers={"X-VlaVirGem-Reference": "KEV/CVE-1#1 new"})  # fmt: skip
    plain = {
        "id": 1, "key": "k|lezer:1|email", "kind": "qrc.alert", "recipient": "lezer:1",
        "address_id": 7, "address": "lezer@stad.example", "secret": "", "user_id": None,
        "language": "nl", "parts": parts or {}, "reply_to": "", "attempts": 1, "priority": 2,
        "is_demo": False,
    }  # fmt: skip
    return Job(**plain | fields, body=body)  # type: ignore[arg-type]


def parsed(mail: bytes) -> EmailMessage:
    return message_from_bytes(mail, policy=default)  # type: ignore[return-value]


def plain_text(mail: bytes) -> str:
    part = parsed(mail).get_body(("plain",))
    assert part is not None
    return part.get_content().replace("\r\n", "\n")


def test_mail_bytes_fill_the_recipients_parts():
    mail = bodies.mail_bytes(
        job("Werk bij.\n[[why]]\nDank u.\n", parts={"why": "Voor België & Gent."})
    )

    assert plain_text(mail) == "Werk bij.\nVoor België & Gent.\nDank u.\n"
    html = parsed(mail).get_body(("html",))
    assert html is not None
    assert "Voor België &amp; Gent." in html.get_content()


def test_a_part_of_several_lines_is_plain_text_in_both_and_never_markup():
    mail = bodies.mail_bytes(
        job("Wij stuurden:\n[[list]]\n", parts={"list": "<b>Een</b> & [[why]]\n.twee", "why": "x"})
    )

    assert plain_text(mail) == "Wij stuurden:\n<b>Een</b> & [[why]]\n.twee\n"
    html = parsed(mail).get_body(("html",))
    assert html is not None
    assert "&lt;b&gt;Een&lt;/b&gt; &amp; [[why]]<br>\n.twee" in html.get_content().replace(
        "\r\n", "\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        ".\n.verborgen punt\n[[why]]\n",
        "é" * 500 + "\n",
        "a = b = c\n" * 40,
        "spatie aan het eind \n[[why]] en verder\n",
        "x" * 2000 + "[[why]]" + "y" * 2000 + "\n",
    ],
)
def test_mail_bytes_survive_the_line(text):
    why = ".begint met een punt = is-teken " + "ü" * 100
    mail = bodies.mail_bytes(job(text, parts={"why": why}))

    assert plain_text(mail) == text.replace("[[why]]", why)
    lines = mail.split(b"\r\n")
    assert not [line for line in lines if line.startswith(b".")]
    assert max(map(len, lines)) <= 998
    assert b"\n" not in mail.replace(b"\r\n", b"")


def test_mail_bytes_headers():
    one = job("Tekst\n", reply_to="<eerste@vlavirgem.example>")
    mail = parsed(bodies.mail_bytes(one))

    assert mail["To"] == "lezer@stad.example"
    assert mail["Subject"] == "Kritiek: België"
    assert mail["Message-ID"] == bodies.message_id(one.key)
    assert mail["In-Reply-To"] == mail["References"] == "<eerste@vlavirgem.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<qrc.vlavirgem.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<http")
    assert mail["X-VlaVirGem-Reference"] == "KEV/CVE-1#1 new"


def test_subject_cannot_smuggle_a_header():
    mail = parsed(bodies.mail_bytes(job("Tekst\n", subject="Let op\r\nBcc: ander@stad.example")))

    assert mail["Bcc"] is None
    assert mail["Subject"] == "Let op Bcc: ander@stad.example"


def test_message_id_is_stable_and_own():
    assert bodies.message_id("a") == bodies.message_id("a")
    assert bodies.message_id("a") != bodies.message_id("b")


BOTH = "Lees.\n[[?ack]]Bevestig: [[ack]]\n[[/ack]][[!ack]]Lees hier verder.\n[[/ack]]Einde.\n"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"ack": "https://x.example/b/1?a=1&b=2"},
         "Lees.\nBevestig: https://x.example/b/1?a=1&b=2\nEinde.\n"),
        ({}, "Lees.\nLees hier verder.\nEinde.\n"),
        ({"ack": ""}, "Lees.\nLees hier verder.\nEinde.\n"),
    ],
)  # fmt: skip
def test_a_section_is_for_who_has_the_part(parts, expected):
    one = job(BOTH, parts=parts)
    mail = bodies.mail_bytes(one)

    assert plain_text(mail) == expected
    assert bodies.stamped_text(one) == expected
    html = parsed(mail).get_body(("html",))
    assert html is not None
    shown = html.get_content().replace("\r\n", "\n")
    assert shown == f"<p>{expected.replace('&', '&amp;')}</p>"
    assert bodies.stamped_html(one) == shown


def test_a_section_without_an_end_stays_as_it_is_written():
    one = job("Kop [[?ack]] en [[!why]] los.\n", parts={"ack": "x", "why": "y"})

    assert bodies.stamped_text(one) == "Kop [[?ack]] en [[!why]] los.\n"
