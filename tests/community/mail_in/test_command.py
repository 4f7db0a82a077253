"""`vlavirgem mail_in`: one mail on standard input, as a mail server pipes it."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.mail_in.models import IncomingMail
from community.mail_in.services import MAX_BYTES
from tests.community.mail_in.conftest import DOMAIN, ledger
from tests.community.mail_in.letters import away, dsn, path_of

pytestmark = pytest.mark.django_db


def mail_in(raw: bytes, monkeypatch: Any, *words: str) -> str:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    call_command("mail_in", *words, stdout=out)
    return out.getvalue().strip()


def test_a_report_is_taken_in_and_acted_upon_at_once(sent, monkeypatch):
    delivery = sent()
    raw = dsn(to=path_of(delivery.pk), recipient=delivery.address.value)

    assert mail_in(raw, monkeypatch) == "Niet afgeleverd"
    assert mail_in(raw, monkeypatch) == "Niet afgeleverd"
    assert ledger(delivery) == ("failed", "5.1.1", "teruggekeerd", ["undelivered"])


def test_the_envelope_goes_before_the_head(sent, monkeypatch):
    delivery = sent()
    raw = dsn(to=f"iets@{DOMAIN}", recipient=delivery.address.value)
    words = ("--to", path_of(delivery.pk), "--from", "mailer-daemon@mx.stad.example")

    assert mail_in(raw, monkeypatch, *words) == "Niet afgeleverd"
    row = IncomingMail.objects.get()
    assert (row.recipient, row.sender) == (path_of(delivery.pk), "mailer-daemon@mx.stad.example")


def test_the_server_that_delivered_names_whom_it_was_for(sent, monkeypatch):
    delivery = sent()
    raw = f"Delivered-To: {path_of(delivery.pk)}\r\n".encode() + dsn(
        to="undisclosed@stad.example", recipient=delivery.address.value
    )

    assert mail_in(raw, monkeypatch) == "Niet afgeleverd"


def test_without_a_domain_a_report_piped_from_the_senders_mailbox_counts(
    sent, monkeypatch, settings
):
    settings.REPLY_DOMAIN = ""
    delivery = sent()
    raw = dsn(
        to="noreply@vlavirgem.example", recipient=delivery.address.value, returned=delivery.pk
    )

    assert mail_in(raw, monkeypatch) == "Niet afgeleverd"


def test_any_other_mail_changes_nothing(sent, monkeypatch):
    delivery = sent()

    assert mail_in(away(to=path_of(delivery.pk)), monkeypatch) == "Niets te doen"
    assert mail_in(b"zomaar iets", monkeypatch) == "Niet geplaatst"
    assert ledger(delivery) == ("sent", "", "bevestigd", [])


@pytest.mark.parametrize("raw", [b"", b" \r\n\r\n", b"x" * (MAX_BYTES + 1)])
def test_what_is_no_mail_is_said_with_the_code_mail_servers_know(raw, monkeypatch):
    with pytest.raises(CommandError) as refused:
        mail_in(raw, monkeypatch)

    assert refused.value.returncode == 65
    assert IncomingMail.objects.count() == 0
