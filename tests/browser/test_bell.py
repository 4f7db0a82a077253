"""The bell rises by itself, in every browser a person has open, once a worker delivers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from qrc.advisories.services import take_in
from qrc.advisories.values import Report
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import qrc as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "PoortWacht-VPN: overname zonder wachtwoord"


def test_bell_rises_in_a_second_browser_when_a_worker_delivers(house, alice, charlie):
    subscribe(subscriber=subscriber_of(user=alice), min_severity="high", channels=("web",))
    one, other = house.signed_in(alice.email), house.signed_in(alice.email)
    stranger = house.signed_in(charlie.email)
    for page in (one, other, stranger):
        with page.expect_websocket(lambda socket: "/ws/bell/" in socket.url):
            page.goto("/qrc/abonnement/")
        expect(page.locator("[data-bell-count]")).to_be_hidden()

    house.start("worker")
    report = Report(identity="PW-1", title=TITLE, severity="critical", language="nl")
    take_in(source=make.source(), reports=[report], fetch=None, complete=False, silent=False)

    for page in (one, other):
        expect(page.locator("[data-bell-count]")).to_have_text("1", timeout=30_000)
        expect(page.locator("[data-bell-words]")).to_have_text("1 nieuw")
        expect(page.locator(".toast")).to_contain_text(TITLE)
    expect(stranger.locator("[data-bell-count]")).to_be_hidden()

    other.locator(".toast a").click()
    expect(other).to_have_url(re.compile(r"/qrc/waarschuwingen/\d+/$"))
    expect(other.locator("h1")).to_have_text(TITLE)
