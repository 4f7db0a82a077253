from __future__ import annotations

import io
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from vlavirgem.demo.people import PASSWORD, SHOWN

from community.accounts.models import User
from community.kpi.models import Measurement
from community.messaging.models import Address, Delivery
from qrc.advisories.models import Advisory
from qrc.feeds.models import Source
from qrc.subscriptions.models import Subscriber

pytestmark = pytest.mark.django_db

LABELS = ("community", "qrc", "content")


@pytest.fixture
def demo(settings: Any, tmp_path: Any) -> None:
    settings.DEBUG = True
    settings.VAR_DIR = tmp_path
    call_command("demo", stdout=io.StringIO())


def counts() -> dict[str, int]:
    models = [model for label in LABELS for model in apps.get_app_config(label).get_models()]
    return {model.__name__: model.objects.count() for model in models}


def test_loading_again_adds_nothing(demo):
    before = counts()

    call_command("demo", stdout=io.StringIO())

    assert counts() == before


def test_everything_invented_is_marked_and_stays_in_the_house(demo):
    for model in (User, Address, Subscriber, Advisory, Source):
        assert not model.objects.filter(is_demo=False).exists(), model
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


def test_every_state_of_the_ledger_can_be_seen(demo):
    seen = set(Delivery.objects.values_list("state", flat=True))

    assert seen >= {"sent", "delivered", "failed", "queued", "unknown"}


def test_each_indicator_has_a_year(demo):
    keys = set(Measurement.objects.values_list("indicator", flat=True))

    assert len(keys) >= 4
    assert {
        key: Measurement.objects.filter(indicator=key).count() for key in keys
    } == dict.fromkeys(keys, 12)
