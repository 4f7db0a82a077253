from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from community.messaging.models import Address, Delivery
from community.messaging.outbox import letter_of, short_message_of
from community.organisations.models import Membership
from qrc.advisories.models import Advisory
from qrc.cases.links import Link, acknowledge_token, acknowledge_url, read_link
from qrc.cases.models import Case
from qrc.subscriptions.models import Subscriber
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import portfolio
from tests.people import make_member

DAY = date(2026, 11, 25)


def test_a_link_says_whose_it_is_and_how_long():
    token = acknowledge_token(subscriber=41, advisory=977, since=DAY, via="sms")

    assert read_link(token) == Link(41, 977, date(2026, 12, 25), "sms")
    assert token == acknowledge_token(subscriber=41, advisory=977, since=DAY, via="sms")


def test_a_link_is_short_enough_for_an_sms(settings):
    url = acknowledge_url(subscriber=123456, advisory=1234567, since=DAY, via="sms")

    assert len(url.removeprefix(settings.SITE_URL)) <= 40


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "1" + t, lambda t: t + "A", lambda t: t.replace("-", "")]
)
def test_a_forged_link_is_nobodys(change):
    token = acknowledge_token(subscriber=1, advisory=2, since=DAY, via="mail")

    assert read_link(change(token)) is None


def link_of(case: Case, channel: str = "email") -> str:
    row = Delivery.objects.get(message__kind="qrc.alert", channel=channel, address__isnull=False)
    return str(row.parts["ack"])


def path_of(case: Case) -> str:
    return "/b/" + link_of(case).rpartition("/")[2]


@pytest.mark.django_db
def test_opening_the_link_changes_nothing_and_posting_acknowledges(case, bob):
    visitor, path = Client(enforce_csrf_checks=True), path_of(case)
    before = Case.objects.values().get()
    page = visitor.get(path)
    visitor.get(path)
    assert Case.objects.values().get() == before
    assert page.status_code == 200
    assert case.advisory.title in page.content.decode()

    assert visitor.post(path).headers["Location"] == path
    assert visitor.post(path).headers["Location"] == path
    case.refresh_from_db()
    assert (case.acknowledged_by, case.acknowledged_via) == (bob, "mail")
    assert "u bevestigde dit" in visitor.get(path).content.decode()
    assert bob.last_name not in visitor.get(path).content.decode()


@pytest.mark.django_db
def test_a_link_has_its_day(case):
    path = path_of(case)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        page = Client().post(path)

    assert page.status_code == 410
    assert "geldt niet meer" in page.content.decode()
    assert Case.objects.get().acknowledged_at is None


@pytest.mark.django_db
def test_a_forged_link_gets_a_clear_page(case):
    page = Client().post(path_of(case)[:-2] + "zz")

    assert page.status_code == 404
    assert "niet volledig" in page.content.decode()
    assert Case.objects.get().acknowledged_at is None


@pytest.mark.django_db
def test_who_left_answers_no_more(case, bob):
    path = path_of(case)
    Membership.objects.filter(user=bob).update(left_at=timezone.now())

    assert Client().post(path).status_code == 410
    assert Case.objects.get().acknowledged_at is None


@pytest.mark.django_db
def test_above_green_the_page_names_nothing(bob, gent, told):
    portfolio.known(gent)
    advisory = told(severity="critical", tlp="AMBER")
    page = Client().get(path_of(Case.objects.get()))

    assert page.status_code == 200
    assert advisory.title not in page.content.decode()


@pytest.mark.django_db
def test_one_link_answers_for_every_bestuur_of_its_holder(bob, charlie, gent, aalst, told):
    make_member(bob, aalst, "ict")
    portfolio.known(gent)
    portfolio.known(aalst)
    told()
    mail = Delivery.objects.get(channel="email", user=bob)
    Client().post("/b/" + mail.parts["ack"].rpartition("/")[2])

    assert {case.acknowledged_by for case in Case.objects.all()} == {bob}


@pytest.mark.django_db
def test_only_whose_portfolio_is_hit_gets_a_link(alice, bob, charlie, gent, told):
    """Charlie asked for every warning; nothing of Aalst is hit, so there is nothing to answer."""
    subscribe(subscriber=subscriber_of(user=charlie))
    portfolio.known(gent)
    told()
    mails = Delivery.objects.filter(channel="email").order_by("user__email")

    assert [(row.user, "ack" in row.parts) for row in mails] == [
        (alice, True), (bob, True), (charlie, False),
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_mail_offers_the_link_and_the_sms_replaces_its_own(bob, charlie, gent, told, settings):
    for user, number in ((bob, "+32470000901"), (charlie, "+32470000902")):
        Address.objects.create(channel="sms", value=number, user=user, state="bevestigd")
        subscriber_of(user=user)
    subscribe(subscriber=Subscriber.objects.get(user=charlie), channels=["sms"])
    portfolio.known(gent)
    advisory: Advisory = told(severity="critical")
    ack = Delivery.objects.get(channel="sms", user=bob).parts["ack"]
    short = f"{settings.SITE_URL}/w/{advisory.pk}"
    texts = {
        row.user: short_message_of(row).text
        for row in Delivery.objects.filter(channel="sms").select_related("message", "address")
    }

    assert set(texts) == {bob, charlie}
    assert f"Gezien? {ack} Stop:" in texts[bob]
    assert short not in texts[bob]
    assert f"{short} Stop:" in texts[charlie]
    assert "Gezien?" not in texts[charlie]


@pytest.mark.django_db
def test_the_mail_has_a_second_button_for_whose_portfolio_is_hit(bob, charlie, gent, told):
    subscribe(subscriber=subscriber_of(user=charlie))
    portfolio.known(gent)
    told()
    rows = Delivery.objects.filter(channel="email").select_related("message", "address")
    letters = {row.user: letter_of(row) for row in rows}
    ack = rows.get(user=bob).parts["ack"]

    assert f'<a class="button second" href="{ack}">Wij hebben het gezien</a>' in letters[bob].html
    assert f"Wij hebben het gezien:\n{ack}\n" in letters[bob].text
    for each in (letters[charlie].html, letters[charlie].text):
        assert "Wij hebben het gezien" not in each
    assert not [each for each in letters.values() if "[[" in each.html + each.text]
