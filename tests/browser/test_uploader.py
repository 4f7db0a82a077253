"""Uploading in a real browser: in pieces, with a cut line, by keyboard, and what is refused."""

from __future__ import annotations

import pytest
from django import forms
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from community.files.forms import FilesField
from community.files.models import StoredFile, Upload
from community.files.purposes import Purpose, purposes
from tests.browser.conftest import DESK, PATIENCE, scripts_are_there
from tests.community.files import makers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = "proef.scherm"
LONG = b"Een regel van het verslag.\n" * 200_000


class Offer(forms.Form):
    files = FilesField(purpose=KEY)


@pytest.fixture
def page(browser: Browser, live_server, alice, settings, tmp_path):
    """A screen with the field, on a server in this process: it knows the purpose of this test."""
    settings.FILES_ROOT = tmp_path
    made = Purpose(
        KEY, "Proef", may_upload=lambda user: user.is_authenticated,
        may_read=lambda user, file: file.owner_id == user.pk,
    )  # fmt: skip
    client = Client()
    client.force_login(alice)
    context = browser.new_context(viewport=DESK, locale="nl-BE", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    with purposes.temporarily(made):
        page = context.new_page()
        page.goto(f"{live_server.url}/mijn-account/")
        scripts_are_there(page)
        page.evaluate(
            """html => {
              const form = document.querySelector("main form");
              form.innerHTML = form.querySelector("[name=csrfmiddlewaretoken]").outerHTML + html
                + "<button>Verzenden</button>";
              document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: form } }));
            }""",
            f"<div><label for='id_files'>Bestanden</label>{Offer()['files']}</div>",
        )
        scripts_are_there(page)
        yield page
        context.close()


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    given = [{"name": name, "mimeType": "", "buffer": content} for name, content in files]
    page.get_by_label("Bestanden", exact=True).set_input_files(given)


def test_several_files_go_up_and_the_form_carries_their_keys(page):
    choose(page, ("lang.txt", LONG), ("kort.txt", b"woord"))
    rows = page.locator(".uploader-row[data-state=done]")
    expect(rows).to_have_count(2)

    keys = page.locator("input[type=hidden][name=files]")
    sent = {keys.nth(each).get_attribute("value") for each in range(2)}
    assert sent == {str(each.key) for each in StoredFile.objects.all()}
    assert StoredFile.objects.get(name="lang.txt").path.read_bytes() == LONG
    expect(page.locator("[data-uploader-status]")).to_have_text("Alle bestanden zijn opgeladen.")
    # Nothing goes a second time, with the form.
    assert page.get_by_label("Bestanden", exact=True).evaluate("each => each.files.length") == 0


def test_a_cut_line_is_said_and_the_upload_goes_on_where_it_was(page):
    sent: list[int] = []

    def unsteady(route):
        sent.append(int(route.request.headers.get("upload-offset", -1)))
        route.abort() if len(sent) == 2 else route.continue_()

    page.route("**/bestanden/opladen/*/", unsteady)
    choose(page, ("lang.txt", LONG))
    expect(page.locator(".uploader-row[data-state=done]")).to_have_count(1)

    # The second piece was cut; who comes back asks first (no offset) and sends only that one.
    assert sent == [0, 2 << 20, -1, 2 << 20, 4 << 20]
    assert StoredFile.objects.get().path.read_bytes() == LONG


def test_what_is_refused_says_why_beside_the_file(page):
    choose(page, ("rapport.pdf", makers.picture()), ("leeg.txt", b""))
    failed = page.locator(".uploader-row[data-state=failed]")
    expect(failed).to_have_count(2)

    expect(failed.filter(has_text="rapport.pdf")).to_contain_text("de inhoud is beeld (png)")
    expect(failed.filter(has_text="leeg.txt")).to_contain_text("is leeg")
    assert StoredFile.objects.count() == 0


def gone(page: Page) -> bool:
    """Whether what was begun is taken away at the server too, within a few moments."""
    for _turn in range(100):
        if not Upload.objects.exists():
            return True
        page.wait_for_timeout(100)
    return False


def held(page: Page, address: str) -> list[Route]:
    """Requests to an address, kept where they are until the test lets them go."""
    kept: list[Route] = []
    page.route(address, lambda route: kept.append(route))
    return kept


def arrived(page: Page, kept: list[Route]) -> Route:
    for _turn in range(100):
        if kept:
            return kept[0]
        page.wait_for_timeout(100)
    raise AssertionError("nothing was asked of the server")


def take_away(page: Page) -> None:
    page.get_by_role("button", name="Weghalen lang.txt").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".uploader-row")).to_have_count(0)
    expect(page.get_by_label("Bestanden", exact=True)).to_be_focused()
    expect(page.locator("[data-uploader-status]")).to_have_text("lang.txt is weggehaald")


def no_marks(page: Page) -> None:
    page.wait_for_function("() => !Object.keys(localStorage).some(each => each.startsWith('tus:'))")


def test_a_file_is_taken_away_by_keyboard(page):
    kept = held(page, "**/bestanden/opladen/*/")
    choose(page, ("lang.txt", LONG))
    arrived(page, kept)
    assert Upload.objects.exists()
    page.unroute("**/bestanden/opladen/*/")
    take_away(page)

    no_marks(page)
    assert gone(page)


def test_a_file_that_is_taken_away_while_it_begins_leaves_nothing_behind(page):
    kept = held(page, "**/bestanden/opladen/")
    choose(page, ("lang.txt", LONG))
    asked = arrived(page, kept)
    take_away(page)

    with page.expect_response(lambda each: each.request.method == "DELETE") as dropped:
        asked.continue_()
    assert dropped.value.status == 204
    no_marks(page)
    assert gone(page)
