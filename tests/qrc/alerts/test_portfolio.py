"""Who is warned because of a portfolio, how, and with which reason."""

from __future__ import annotations

import pytest

from catalogue.portfolio.models import PortfolioItem
from catalogue.verbs import PORTFOLIO_CHANGED
from community.activity.services import pay_owed, record
from community.messaging.models import Address, Delivery, Message
from community.messaging.stopping import resume, stop
from community.organisations.enums import Role
from community.organisations.models import Membership
from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.contacts.services import choose_contact
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import portfolio
from tests.factories import qrc as make
from tests.people import GENT_OCMW, government, make_member, make_user

pytestmark = pytest.mark.django_db

VERSIONS = "7.2.0 tot en met 7.2.8"


def advisory(**fields: object) -> Advisory:
    product = {"vendor": "PoortWacht", "product": "PoortWacht VPN", "versions": VERSIONS}
    source = make.source(kind="csaf")
    return make.advisory(**{"products": [product], "source": source} | fields)


def warn(of: Advisory | None = None, **fields: object) -> None:
    raise_alert(revision_id=make.revision(of or advisory(), **fields).pk)


def told(kind: str = "qrc.alert") -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(message__kind=kind).select_related("address", "user")
    return sorted((str(row.user.email if row.user else row.address), row.channel) for row in rows)


def whys() -> dict[str, str]:
    rows = Delivery.objects.filter(channel="email").select_related("user")
    return {row.user.email: row.parts["why"] for row in rows}


def phone(user) -> None:
    Address.objects.create(
        channel="sms", value=f"+3247000{user.pk:04}", user=user, state="confirmed"
    )


@pytest.fixture
def ciso(gent):
    user = make_user("cis@gent.example", "Cis")
    make_member(user, gent, Role.CISO)
    return user


def test_contacts_of_who_is_hit_hear_of_it_without_subscribing(gent, alice, ciso, aalst, charlie):
    portfolio.known(gent, "7.2.3", name="Onze VPN")
    portfolio.item(aalst, name="Zaakpad")

    warn()

    assert told() == [
        ("alice@gent.example", "email"), ("alice@gent.example", "web"),
        ("cis@gent.example", "email"), ("cis@gent.example", "web"),
    ]  # fmt: skip
    why = (
        "U krijgt dit omdat “Onze VPN” in het portfolio van Gent staat; herkend via de productlijst "
        "van de bron (“PoortWacht VPN”); versie 7.2.3: getroffen."
    )
    assert set(whys().values()) == {why}


def test_three_governments_hear_each_of_their_own_only(gent, aalst, alice, charlie, ocmw_gent_ict):
    portfolio.known(gent, "7.2.3", name="zzq-van-gent")
    portfolio.known(aalst, name="zzq-van-aalst")

    warn()

    mails = whys()
    assert sorted(mails) == ["alice@gent.example", "charlie@aalst.example"]
    assert "zzq-van-gent" in mails["alice@gent.example"]
    assert "zzq-van-aalst" not in mails["alice@gent.example"]
    assert "zzq-van-gent" not in mails["charlie@aalst.example"]
    assert mails["charlie@aalst.example"].endswith("versie: onbekend, na te kijken.")


@pytest.fixture
def ocmw_gent_ict(db):
    user = make_user("ocmw@gent.example", "Omar")
    make_member(user, government(GENT_OCMW), Role.ICT)
    return user


def test_version_that_is_safe_rings_nobody(gent, alice):
    portfolio.known(gent, "7.2.9")

    warn()

    assert told() == []


def test_critical_rings_the_confirmed_phone_too(gent, alice):
    portfolio.known(gent, "7.2.3")
    phone(alice)

    warn(advisory(severity="critical"))

    assert [channel for _who, channel in told()] == ["email", "sms", "web"]


def test_what_is_only_possible_stays_on_the_screen(gent, alice):
    portfolio.item(gent, name="Kwal Alfa")

    warn(make.advisory(title="Onderzoek naar kwal alfa en meer", products=[], severity="medium"))

    assert told() == [("alice@gent.example", "web")]


def test_small_change_stays_on_the_screen_unless_it_newly_touches(gent, alice):
    portfolio.known(gent, "7.3.1")
    found = advisory()
    warn(found)
    assert told() == []

    found.products = [found.products[0] | {"versions": "< 7.4"}]
    found.number = 2
    found.save()
    warn(found)
    assert told() == [("alice@gent.example", "email"), ("alice@gent.example", "web")]

    Delivery.objects.all().delete()
    warn(found)
    assert told() == [("alice@gent.example", "web")]


def test_subscriber_who_is_also_contact_gets_one_message_with_both_reasons(gent, alice):
    portfolio.known(gent, "7.2.3")
    subscribe(subscriber=subscriber_of(user=alice), organisation=gent, words=["PoortWacht"])

    warn()

    assert told() == [("alice@gent.example", "email"), ("alice@gent.example", "web")]
    why = whys()["alice@gent.example"]
    assert why.index("portfolio van Gent") < why.index("waarschuwingen over “PoortWacht”")


def test_colleague_may_ask_for_what_touches_the_portfolio(gent, bob, alice):
    subscribe(subscriber=subscriber_of(user=bob), organisation=gent, portfolio=True)
    warn(make.advisory(title="Iets anders", products=[]))
    assert told() == []

    portfolio.known(gent, "7.2.3")
    warn()

    assert ("bob@gent.example", "email") in told()


def test_who_left_hears_no_more_of_the_portfolio(gent, bob, alice):
    subscribe(subscriber=subscriber_of(user=bob), organisation=gent, portfolio=True)
    Membership.objects.filter(user=bob).update(left_at="2026-01-01T00:00:00Z")
    portfolio.known(gent, "7.2.3")

    warn()

    assert {who for who, _channel in told()} == {"alice@gent.example"}


def test_chosen_contact_goes_before_the_role(gent, alice, bob, ciso):
    choose_contact(organisation=gent, rank=1, user=bob)
    portfolio.known(gent, "7.2.3")

    warn()

    assert {who for who, _channel in told()} == {"bob@gent.example", "cis@gent.example"}


def test_amber_reaches_the_contacts_of_who_is_hit_and_red_nobody(gent, alice):
    portfolio.known(gent, "7.2.3")

    warn(advisory(tlp="AMBER+STRICT"))
    assert told() == []
    warn(advisory(tlp="AMBER"))
    assert {who for who, _channel in told()} == {"alice@gent.example"}


def test_withdrawal_reaches_the_contact_that_was_warned(gent, alice):
    portfolio.known(gent, "7.2.3")
    found = advisory()
    warn(found)
    Delivery.objects.update(state="sent")

    warn(found, kind="withdrawn")

    last = Message.objects.latest("pk")
    rows = Delivery.objects.filter(message=last)
    assert sorted(row.channel for row in rows) == ["email", "web"]


def test_link_out_of_the_list_stops_the_contact_and_brings_him_back(gent, alice):
    portfolio.known(gent, "7.2.3")
    address = Address.objects.get(user=alice, channel="email")

    stop(address_id=address.pk, list_key="qrc")
    warn()
    assert told() == [("alice@gent.example", "web")]

    resume(address_id=address.pk, list_key="qrc")
    warn()
    assert ("alice@gent.example", "email") in told()


def change(gent, **items: list[int]) -> None:
    record(
        PORTFOLIO_CHANGED, organisation=gent, **{"added": [], "changed": [], "ended": []} | items
    )
    pay_owed()


def test_new_item_brings_one_overview_and_never_an_sms(gent, alice):
    phone(alice)
    for number in range(3):
        raise_alert(
            revision_id=make.revision(advisory(severity="critical", title=f"Lek {number}")).pk
        )
    item = portfolio.known(gent, "7.2.3")

    change(gent, added=[item.pk])

    assert told() == []
    assert told("qrc.portfolio_overview") == [
        ("alice@gent.example", "email"), ("alice@gent.example", "web"),
    ]  # fmt: skip
    body = Message.objects.get(kind="qrc.portfolio_overview").bodies.get(
        channel="email", language="nl"
    )
    assert body.subject == "Gent: 3 waarschuwingen staan open voor wat u toevoegde"
    assert [f"Lek {number}" in body.text for number in range(3)] == [True] * 3


def test_same_change_told_again_brings_no_second_overview(gent, alice):
    raise_alert(revision_id=make.revision(advisory()).pk)
    item = portfolio.known(gent, "7.2.3")
    change(gent, added=[item.pk])

    change(gent, added=[item.pk])

    assert Message.objects.filter(kind="qrc.portfolio_overview").count() == 1


def test_item_that_ends_is_hit_no_more(gent, alice):
    item = portfolio.known(gent, "7.2.3")
    PortfolioItem.objects.filter(pk=item.pk).update(ended_at="2026-01-01T00:00:00Z")
    change(gent, ended=[item.pk])

    warn()

    assert told() == []
