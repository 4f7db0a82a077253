"""A passkey: made, and then used instead of a password."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def with_authenticator(page: Page) -> None:
    """A key in the machine that recognises its owner, as Chromium plays it for tests."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip


def test_passkey_is_made_and_signs_in_without_a_password(house, bob):
    page = house.signed_in(bob.email)
    with_authenticator(page)
    page.goto("/account/tweestaps/webauthn/add/")
    if "reauthenticate" in page.url:
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.locator("main form .btn.primary").click()
    page.get_by_label("Naam van de sleutel").fill("Laptop van Bob")
    page.get_by_text("Ook aanmelden zonder wachtwoord").click()
    page.get_by_role("button", name="Sleutel toevoegen").click()
    page.wait_for_url(lambda url: "/add/" not in url)

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    expect(page).to_have_url(re.compile("/overzicht/"))
    expect(page.locator("h1")).to_contain_text(bob.first_name)
