from __future__ import annotations

import pytest
from django.utils import timezone

from community.messaging.models import Address
from community.organisations.models import Membership
from qrc.contacts.models import Patience, WarningContact
from qrc.subscriptions.services import subscriber_of
from tests.factories import portfolio

pytestmark = pytest.mark.django_db
CONTACTS, LOST = "/qrc/contacten/", "/qrc/onbereikbaar/"


@pytest.fixture(autouse=True)
def reachable(alice, bob):
    for user in (alice, bob):
        subscriber_of(user=user)


def test_the_roles_decide_while_nobody_chose(client_of, alice, bob):
    page = client_of(bob).get(CONTACTS).content.decode()

    assert f"dan waarschuwen wij {bob} en {alice}." in page
    assert page.count("Niemand koos:") == 2
    assert "Eerste contact kiezen" not in page
    assert "Eerste contact kiezen" in client_of(alice).get(CONTACTS).content.decode()


def test_an_administrator_chooses_somebody_and_the_role_again(client_of, alice, bob, gent):
    client = client_of(alice)
    client.post(f"{CONTACTS}1/", {"user": alice.pk})
    rows = list(WarningContact.objects.values_list("organisation", "rank", "user"))
    page = client.get(CONTACTS).content.decode()
    client.post(f"{CONTACTS}1/", {"user": ""})

    assert rows == [(gent.pk, 1, alice.pk)]
    assert f"dan waarschuwen wij {alice} en {bob}." in page
    assert WarningContact.objects.count() == 0


def test_only_current_colleagues_can_be_chosen(client_of, alice, bob, charlie):
    Membership.objects.filter(user=bob).update(left_at=timezone.now())
    for foreign in (bob, charlie):
        page = client_of(alice).post(f"{CONTACTS}1/", {"user": foreign.pk})
        assert "Deze persoon werkt niet (meer) bij uw bestuur." in page.content.decode()
    assert WarningContact.objects.count() == 0


def test_one_person_is_not_both_contacts(client_of, alice):
    client_of(alice).post(f"{CONTACTS}1/", {"user": alice.pk})
    page = client_of(alice).post(f"{CONTACTS}2/", {"user": alice.pk})

    assert "Deze persoon is al uw andere contact." in page.content.decode()


def test_a_contact_sets_his_own_ways_and_keeps_one(client_of, bob):
    client = client_of(bob)
    refused = client.post(f"{CONTACTS}kanalen/", {}).content.decode()
    client.post(f"{CONTACTS}kanalen/", {"channels": ["email", "web"]})

    assert "Kies minstens één manier." in refused
    row = WarningContact.objects.get()
    assert (row.user, row.rank, row.channels) == (bob, 1, ["email", "web"])
    assert "Uitgezet" in client.get(CONTACTS).content.decode()


def test_a_phone_to_confirm_leads_its_holder_to_the_preferences(client_of, alice, bob):
    phone = Address.objects.create(channel="sms", value="+32470000904", user=bob)
    subscriber = subscriber_of(user=bob)
    subscriber.phone = phone
    subscriber.save()

    words = "Bevestig uw adres of nummer, dan gebruiken wij het."
    assert words in client_of(bob).get(CONTACTS).content.decode()
    page = client_of(alice).get(CONTACTS).content.decode()
    assert words not in page
    assert "Nog te bevestigen" in page
    assert "+32470000904" not in page


@pytest.mark.parametrize("hours", ["0", "169", "-1", "vier", ""])
def test_hours_out_of_bounds_are_refused(client_of, alice, hours):
    page = client_of(alice).post(
        f"{CONTACTS}wachttijd/", {"grave_hours": hours, "high_hours": "24"}
    )

    assert page.status_code == 200
    assert "field-error" in page.content.decode()
    assert Patience.objects.count() == 0


def test_hours_are_kept_for_ones_own(client_of, alice, gent):
    client_of(alice).post(f"{CONTACTS}wachttijd/", {"grave_hours": "6", "high_hours": "30"})

    assert list(Patience.objects.values_list("organisation", "grave_hours", "high_hours")) == [
        (gent.pk, 6, 30)
    ]
    assert "na 6 uur" in client_of(alice).get(CONTACTS).content.decode()


def test_the_helpdesk_sees_whom_no_mail_reaches(client_of, helpdesk, alice, gent, aalst, charlie):
    portfolio.known(gent)
    portfolio.known(aalst)
    Address.objects.filter(user=charlie).update(state="teruggekeerd")
    page = client_of(helpdesk).get(LOST).content.decode()

    assert "1 van de 2 besturen met een portfolio heeft niemand" in page
    assert ">Aalst<" in page
    assert ">Gent<" not in page
    assert "PoortWacht" not in page


def test_the_page_of_contacts_costs_the_same_for_one_and_for_three(costs, client_of, alice, gent):
    from tests.people import make_member, make_user

    one = costs(client_of(alice), CONTACTS)
    for name in ("drie", "vier"):
        make_member(make_user(f"{name}@gent.example"), gent, "ciso")

    assert costs(client_of(alice), CONTACTS) == one
