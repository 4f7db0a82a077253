from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.chromium import chromium, where
from tests.people import PASSWORD
from tests.standins.site import Life, Site, on_test_database, wait_until

PHONE = {"width": 360, "height": 740}
PATIENCE = 20_000
"""Milliseconds: a busy machine is no failure."""
DESK = {"width": 1280, "height": 900}
FAR = 40
"""Presses of Tab after which nobody looks on."""


def scripts_are_there(page: Page) -> None:
    """Wait until all that has a controller is connected to it: a key pressed before that is lost."""
    page.wait_for_load_state()
    expect(page.locator("[data-controller]:not([data-connected])")).to_have_count(0)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    scripts_are_there(page)
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            return
    pytest.fail(f"{target} cannot be reached with Tab")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium; without one the tests are skipped, or fail when it was promised.

    For these tests alone: Playwright's loop runs as long as it lives, and asynchronous views of
    other tests would refuse to run beside it.
    """
    if where() is None:
        say = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        say("no Chromium on this machine (on Debian: apt-get install chromium)")
    # Playwright's loop stands still while a test talks to the database, but Django sees it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with chromium() as found:
        yield found
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def nursery(
    browser: Browser, django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The site's code, loaded once; each test forks processes of its own from it."""
    folder: Path = tmp_path_factory.mktemp("site")
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = str(line.getsockname()[1])
    # Passkeys know the site as localhost; packages then come from this machine's other name.
    where = {"PORT": port, "SITE_URL": f"http://localhost:{port}", "DEBUG": "1"}
    with Site(on_test_database(folder, **where), folder / "site.log") as site:
        yield site


@dataclass
class House:
    """The running site and a browser to look at it with."""

    address: str
    browser: Browser
    start: Callable[[str], Life]

    def window(self, size: Any = DESK, **more: Any) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.address, viewport=size, locale="nl-BE", reduced_motion="reduce", **more
        )
        context.set_default_timeout(PATIENCE)
        return context

    def signed_in(self, email: str, size: Any = DESK, **more: Any) -> Page:
        """A page in a browser of its own, in which this person signed in."""
        page = self.window(size, **more).new_page()
        page.goto("/account/login/")
        page.get_by_label("E-mailadres").fill(email)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.locator("main form .btn.primary").click()
        page.wait_for_url(lambda url: "/account/login/" not in url)
        if "/tweestaps/" in page.url:
            page.get_by_label("Code", exact=True).fill(code_of(email))
            page.locator("main form .btn.primary").first.click()
            page.wait_for_url(lambda url: "/tweestaps/" not in url)
        return page


def code_of(email: str) -> str:
    """What the authenticator app of this person shows now."""
    held = Authenticator.objects.get(user__email=email, type=Authenticator.Type.TOTP)
    secret = decrypt(held.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


@pytest.fixture
def house(
    nursery: Site, browser: Browser, transactional_db: None, settings: Any
) -> Iterator[House]:
    """A real web process on this test's database; a test starts a worker when it needs one."""
    # The site checks passwords with its own hasher, not with the tests' fast one.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    lives: list[Life] = []

    def start(part: str) -> Life:
        lives.append(nursery.start(part))
        return lives[-1]

    port = int(nursery.environment["PORT"])
    web = start("web")
    assert wait_until(lambda: _listens(port), 30), web.said()
    yield House(f"http://localhost:{port}", browser, start)
    for context in browser.contexts:
        context.close()
    for life in lives:
        life.kill()
    assert wait_until(lambda: not any(life.alive() for life in lives), 10)


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
