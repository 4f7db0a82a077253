"""Heads that a message brings itself, and ways to answer and to leave that are the recipient's own."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from community.messaging import bodies, stopping
from community.messaging.gates import as_shown_to, ask_again
from community.messaging.kinds import Kind, kinds
from community.messaging.models import Address, Body
from community.messaging.stopping import on_stop_one_of
from tests.community.messaging.test_bodies import job
from tests.factories.messaging import mail_address

pytestmark = pytest.mark.django_db

LONG = f"<{'a' * 120}@elders.example>"
OWN = {
    "Message-ID": "<post.1@vlavirgem.example>", "In-Reply-To": LONG,
    "References": f"<een@vlavirgem.example> {LONG} <twee@vlavirgem.example>",
    "List-Id": '"Mail & archief" <mail.forum.vlavirgem.example>', "Auto-Submitted": "auto-replied",
}  # fmt: skip


def mail(*, headers: dict[str, str] | None = None, stops: str = "", **fields: Any) -> bytes:
    one = job("Tekst\n", **fields)
    one.body.headers, one.body.stops = headers or {}, stops
    return bodies.mail_bytes(one)


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=default)  # type: ignore[return-value]


def test_a_messages_own_heads_stand_instead_of_the_houses_once():
    read = parsed(mail(headers=OWN))

    assert {name: read.get_all(name) for name in OWN} == {
        name: [value] for name, value in OWN.items()
    }


def test_names_are_broken_between_two_and_never_encoded():
    raw = mail(headers=OWN)

    assert (
        b"\r\nReferences: <een@vlavirgem.example>\r\n " + LONG.encode()
        + b"\r\n <twee@vlavirgem.example>\r\n"
    ) in raw  # fmt: skip


def test_heads_of_a_mail_that_brings_none_are_as_they_were():
    """Byte for byte, but for the moment: filters of receivers hang on it."""
    raw = mail(headers={"X-VlaVirGem-Reference": "KEV/CVE-1#1 new"}, parts={"why": "x"})
    head = raw.partition(b"\r\n\r\n")[0].decode()
    names = [line.partition(":")[0] for line in head.split("\r\n") if not line.startswith(" ")]

    assert names == [
        "From", "Subject", "Auto-Submitted", "X-VlaVirGem-Kind", "X-VlaVirGem-Reference",
        "MIME-Version", "Content-Type", "List-Id", "To", "Date", "Message-ID", "X-VlaVirGem-Ref",
        "List-Unsubscribe", "List-Unsubscribe-Post",
    ]  # fmt: skip
    read = parsed(raw)
    assert (read["Auto-Submitted"], read["List-Id"], read["Message-ID"]) == (
        "auto-generated", "<qrc.vlavirgem.example>", bodies.message_id("k|lezer:1|email"),
    )  # fmt: skip


def test_the_recipients_own_address_to_answer_at():
    read = parsed(mail(parts={"reply_to": "antwoord+a.1-b@terug.example"}))

    assert read["Reply-To"] == "antwoord+a.1-b@terug.example"
    assert read["List-Post"] == "<mailto:antwoord+a.1-b@terug.example>"
    assert parsed(mail())["Reply-To"] is None


@pytest.mark.parametrize("stops", ["", "proef.12"])
def test_one_click_leaves_the_list_that_the_message_names(stops):
    read = parsed(mail(stops=stops))
    token = read["List-Unsubscribe"].rstrip("/>").rpartition("/")[2]

    assert stopping.read(token) == (7, stops or "qrc")


def test_a_body_keeps_which_list_it_stops(db):
    from community.messaging.services import notify
    from community.messaging.values import Recipient, Words

    address = mail_address()
    words = Words(text="x", subject="x", html="<p>x</p>", stops="proef.12")
    to = [Recipient("lezer", "email", address.pk)]
    message = notify(kinds.get("qrc.alert"), to=to, content={("email", "nl"): words}, key="proef")

    assert Body.objects.get(message=message).stops == "proef.12"


@pytest.fixture
def family() -> Any:
    heard: list[tuple[str, int, str]] = []
    on_stop_one_of(
        "proef", lambda *, address_id, about: heard.append(("stop", address_id, about)),
        resume=lambda *, address_id, about: heard.append(("hervat", address_id, about)),
        label="berichten van een proef",
    )  # fmt: skip
    yield heard
    del stopping._families["proef"]


def test_one_list_of_a_family_is_left_and_joined_again(family, client):
    address = mail_address()
    path = f"/uit/{stopping.token(address.pk, 'proef.12')}/"
    page = client.get(path).content.decode()
    assert "berichten van een proef" in page
    client.post(path, {"doe": "stop"})
    client.post(path, {"doe": "hervat"})
    client.post(path, {"List-Unsubscribe": "One-Click"})

    assert family == [
        ("stop", address.pk, "12"),
        ("hervat", address.pk, "12"),
        ("stop", address.pk, "12"),
    ]
    assert Address.objects.get(pk=address.pk).is_confirmed


def test_what_is_not_for_its_reader_any_more_says_nothing_and_the_rest_stays(alice):
    from notifications.models import Notification

    from community.messaging import gates
    from community.messaging.delivering import deliver
    from community.messaging.services import notify
    from community.messaging.values import Recipient, Words

    guarded = Kind("community.proef_dicht", "Dicht", channels=("web",))
    with kinds.temporarily(guarded):
        ask_again(guarded, set)
        try:
            for key, kind in (
                ("een:open", guarded),
                ("twee:dicht", guarded),
                ("drie", kinds.get("qrc.alert")),
            ):
                words = Words(text=f"tekst {key}", subject=f"titel {key}", url="/x/")
                notify(
                    kind,
                    to=[Recipient("a", "web", user_id=alice.pk)],
                    content={("web", "nl"): words},
                    key=key,
                )
            deliver("web")
            ask_again(guarded, lambda told: {each for each in told if each[1].endswith("open")})
            rows = Notification.objects.filter(recipient=alice).order_by("pk")
            shown = {
                each.verb: (each.description, each.data["url"]) for each in as_shown_to(alice, rows)
            }
        finally:
            del gates._gates[guarded.key]

    assert shown == {
        "titel een:open": ("tekst een:open", "/x/"), "Dit bericht kunt u niet meer lezen": ("", ""),
        "titel drie": ("tekst drie", "/x/"),
    }  # fmt: skip
