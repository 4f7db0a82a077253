from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.messaging.delivering import deliver
from community.messaging.models import Body, Delivery
from community.messaging.outbox import letter_of
from tests.factories.messaging import mail_address, phone, say

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "community:outbox"


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


def send_both():
    mail, mobile = mail_address("lezer@stad.example"), phone("+32470123456")
    say(mail, mobile, text="Werk bij: België – [[why]]")
    deliver("email")
    deliver("sms")
    return (
        Delivery.objects.get(channel="email"),
        Delivery.objects.get(channel="sms"),
    )


def test_without_debug_it_is_not_there():
    mail, _sms = send_both()

    for path in (
        reverse(PAGE),
        reverse("community:outbox-item", args=[mail.pk]),
        reverse("community:outbox-mail", args=[mail.pk]),
    ):
        assert Client().get(path).status_code == 404


def test_what_stayed_is_listed_for_who_has_not_signed_in(debug):
    send_both()

    page = Client().get(reverse(PAGE)).content.decode()

    assert "lezer@stad.example" in page
    assert "+32470123456" in page
    assert "Kritiek: PoortWacht" in page


@pytest.mark.parametrize(
    ("query", "shown", "left_out"),
    [
        ("channel=sms", "+32470123456", "lezer@stad.example"),
        ("recipient=LEZER", "lezer@stad.example", "+32470123456"),
    ],
)
def test_filtering(debug, query, shown, left_out):
    send_both()

    page = Client().get(f"{reverse(PAGE)}?{query}").content.decode()

    assert shown in page
    assert left_out not in page


def test_a_subject_is_listed_in_the_language_of_its_reader_and_found_by_it(debug):
    mail, _sms = send_both()
    Body.objects.create(
        message=mail.message,
        channel="email",
        language="en",
        subject="Critical: GateWatch",
        text="x",
    )
    Body.objects.filter(message=mail.message, channel="email", language="nl").update(text="y")

    def listed(**asked: str) -> str:
        return Client().get(reverse(PAGE), asked).content.decode()

    assert "Kritiek: PoortWacht" in listed()
    assert "Critical: GateWatch" not in listed()
    assert "lezer@stad.example" in listed(subject="kritiek: poort")
    assert "lezer@stad.example" not in listed(subject="Critical")
    Delivery.objects.filter(pk=mail.pk).update(language="en")
    assert "Critical: GateWatch" in listed()


def test_a_mail_is_shown_with_headers_text_and_frame(debug):
    mail, _sms = send_both()

    page = Client().get(reverse("community:outbox-item", args=[mail.pk])).content.decode()

    assert "Kritiek: PoortWacht" in page
    assert "Werk bij: België – U vroeg erom." in page
    assert "List-Unsubscribe" in page
    assert f'src="{reverse("community:outbox-mail", args=[mail.pk])}"' in page
    assert 'sandbox="allow-top-navigation-by-user-activation' in page


def test_the_frame_holds_the_mail_itself_under_its_own_policy(debug):
    mail, _sms = send_both()

    reply = Client().get(reverse("community:outbox-mail", args=[mail.pk]))

    assert "<p>Werk bij: België – U vroeg erom.</p>" in reply.content.decode()
    policy = reply.headers["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "script-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert reply.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_an_sms_is_shown_as_the_phone_gets_it(debug):
    _mail, sms = send_both()

    page = Client().get(reverse("community:outbox-item", args=[sms.pk])).content.decode()

    assert "Werk bij: Belgie - U vroeg erom." in page
    assert "1 sms-deel" in page


def test_what_a_provider_took_is_not_shown(debug):
    mail, _sms = send_both()
    Delivery.objects.filter(pk=mail.pk).update(provider_id="250 2.0.0 Ok")

    assert "lezer@stad.example" not in Client().get(reverse(PAGE)).content.decode()


def test_the_list_takes_as_many_queries_for_three_as_for_one(debug, django_assert_num_queries):
    client = Client()
    send_both()
    client.get(reverse(PAGE))
    with CaptureQueriesContext(connection) as some:
        client.get(reverse(PAGE))
    say(mail_address(), mail_address())
    deliver("email")

    with django_assert_num_queries(len(some)):
        client.get(reverse(PAGE))


def test_a_mail_carries_the_moment_that_the_ledger_knows(debug):
    mail, _sms = send_both()
    moment = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
    Delivery.objects.filter(pk=mail.pk).update(sent_at=moment)
    mail.refresh_from_db()

    assert letter_of(mail).headers["Date"] == "Tue, 01 Sep 2026 12:00:00 +0200"
