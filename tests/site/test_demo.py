from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from vlavirgem.demo.people import PASSWORD, SHOWN, SUPPLIERS
from vlavirgem.demo.portfolios import BILL, PORTFOLIOS

from catalogue.portfolio.models import Component, PortfolioItem
from community.accounts.models import User
from community.kpi.models import Measurement
from community.messaging.models import Address, Delivery
from qrc.advisories.models import Advisory
from qrc.feeds.models import Source
from qrc.subscriptions.models import Subscriber

# One process loads the demo for all of them.
pytestmark = [pytest.mark.django_db, pytest.mark.whole, pytest.mark.xdist_group("demo")]

LABELS = ("community", "qrc", "content", "catalogue")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """The demo, loaded once; what a test adds to it is rolled back before the next, and all at the end."""
    here = override_settings(DEBUG=True, VAR_DIR=tmp_path_factory.mktemp("demo"))
    with django_db_blocker.unblock(), transaction.atomic(), here:
        call_command("demo", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None) -> None:
    """The loaded demo, in a transaction of this test's own."""


def counts() -> dict[str, int]:
    models = [model for label in LABELS for model in apps.get_app_config(label).get_models()]
    return {model.__name__: model.objects.count() for model in models}


def test_loading_again_adds_nothing(demo):
    before = counts()

    call_command("demo", stdout=io.StringIO())

    assert counts() == before


def test_everything_invented_is_marked_and_stays_in_the_house(demo):
    for model in (User, Address, Subscriber, Advisory, PortfolioItem):
        assert not model.objects.filter(is_demo=False).exists(), model
    assert not Source.objects.taken().filter(is_demo=False).exclude(kind="manual").exists()
    mails = Address.objects.filter(channel="email").values_list("value", flat=True)
    assert [each for each in mails if not each.endswith(".example")] == []
    left = Delivery.objects.filter(channel__in=("email", "sms"), state="sent")
    assert set(left.values_list("provider_id", flat=True)) == {"outbox"}


@pytest.mark.parametrize("email", [email for email, _role in SHOWN])
def test_each_printed_login_opens_an_overview_that_says_it_is_invented(demo, email):
    client = Client()
    client.post("/account/login/", {"login": email, "password": PASSWORD})

    page = client.get("/start/", follow=True)

    assert page.status_code == 200
    assert "Voorbeeldgegevens" in page.content.decode()


def test_portfolios_hold_what_the_stories_hit_and_names_we_do_not_know(demo):
    held = PortfolioItem.objects.in_use()

    assert held.values("organisation").distinct().count() == len(PORTFOLIOS)
    assert held.filter(solution__supplier__name__in=SUPPLIERS).exclude(version="").count() >= 7
    assert held.filter(organisation__name="Gent", solution=None).count() >= 3
    # What is meant to be known is: only the names of nobody's product are not.
    known = [
        text.split("|")[1].strip() for each in PORTFOLIOS for text in each.items if text[0] != " "
    ]
    assert held.exclude(solution=None).count() >= len(known)
    assert Component.objects.count() == len(BILL)


def test_every_state_of_the_ledger_can_be_seen(demo):
    seen = set(Delivery.objects.values_list("state", flat=True))

    assert seen >= {"sent", "delivered", "failed", "queued", "unknown"}


def test_each_indicator_has_a_year(demo):
    keys = set(Measurement.objects.values_list("indicator", flat=True))

    assert len(keys) >= 4
    assert {
        key: Measurement.objects.filter(indicator=key).count() for key in keys
    } == dict.fromkeys(keys, 12)


def test_a_member_has_figures_in_every_part_and_months_that_are_split(demo):
    client = Client()
    client.post("/account/login/", {"login": "bob@gent.example", "password": PASSWORD})

    sections = client.get("/qrc/cijfers/?dagen=365").context["sections"]

    assert [each.key for each in sections if not each.rows] == []
    (months,) = (each for each in sections if each.key == "bevestigd")
    assert len([row for row in months.rows if None not in row.values]) >= 6
