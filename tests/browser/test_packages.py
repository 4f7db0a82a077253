"""Learning packages in a real browser, on two host names: they work, and they are shut in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, Request, expect

from content.packages.models import PackageAttempt
from tests.browser.conftest import DESK, PHONE, House, scripts_are_there
from tests.factories.packages import FILES_12, MANIFEST_12, archive, package
from tests.standins.site import Site, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def same_folder(settings: Any, nursery: Site) -> None:
    settings.PACKAGES_ROOT = Path(nursery.environment["VAR_DIR"]) / "packages"


def lesson(page: Page) -> FrameLocator:
    return page.frame_locator(".player-stage iframe").frame_locator("iframe")


def play(page: Page, made: Any, button: str = "Beginnen") -> FrameLocator:
    page.goto(f"/leren/pakket/{made.uuid}/")
    scripts_are_there(page)
    page.get_by_role("button", name=button).click()
    return lesson(page)


def kept(attempt: Callable[[PackageAttempt], Any], expected: Any) -> None:
    """What the database holds, soon."""

    def found() -> Any:
        row = PackageAttempt.objects.filter(is_active=True).first()
        return row and attempt(row)

    assert wait_until(lambda: found() == expected, 20), found()


def test_scorm_12_left_on_a_phone_and_finished_at_a_desk(house: House, alice):
    made = package()
    page = house.signed_in(alice.email, PHONE)
    page.goto("/overzicht/")
    page.goto("/leren/pakketten/")
    page.get_by_role("link", name="Veilig mailen", exact=True).click()
    scripts_are_there(page)
    page.get_by_role("button", name="Beginnen").click()
    frame = lesson(page)
    expect(frame.locator("#stand")).to_have_text("ab-initio 0 ")
    frame.locator("#stap").click()
    frame.locator("#stap").click()
    expect(page.locator("[data-player=state]")).to_have_text(re.compile(r"Bewaard om \d\d:\d\d"))
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("link", name="Sluiten").click()
    expect(page).to_have_url(re.compile("/leren/pakketten/$"))
    expect(page.get_by_role("link", name=re.compile("^Verdergaan"))).to_be_visible()
    kept(lambda row: (row.states["les"]["values"]["cmi.core.exit"], row.seconds), ("suspend", 10))

    page = house.signed_in(alice.email, DESK)
    frame = play(page, made, "Verdergaan")
    expect(frame.locator("#stand")).to_have_text("resume 2 dia=2")
    frame.locator("#klaar").click()
    expect(frame.locator("#stand")).to_have_text("klaar")
    expect(page.locator("[data-player=completion]")).to_have_text("Voltooid")
    expect(page.locator("[data-player=result]")).to_have_text("Geslaagd · 80 %")
    kept(
        lambda row: (row.completion, row.success, str(row.best_score), row.seconds),
        ("voltooid", "geslaagd", "80.00", 100),
    )


def test_scorm_2004_completes_scores_and_resumes(house: House, alice):
    made = package("2004")
    page = house.signed_in(alice.email)
    frame = play(page, made)
    expect(frame.locator("#stand")).to_have_text("ab-initio  unknown unknown")
    frame.locator("#half").click()
    # 0.5 of the 0.8 that the manifest asks.
    expect(frame.locator("#stand")).to_have_text("ab-initio blz-3 incomplete unknown true")
    kept(lambda row: row.states["deel"]["values"].get("cmi.location"), "blz-3")
    page.reload()
    scripts_are_there(page)

    page.get_by_role("button", name="Verdergaan").click()
    expect(frame.locator("#stand")).to_have_text("resume blz-3 incomplete unknown")
    frame.locator("#klaar").click()
    expect(frame.locator("#stand")).to_have_text("resume blz-3 completed passed")
    expect(page.locator("[data-player=result]")).to_have_text("Geslaagd · 90 %")
    kept(
        lambda row: (row.completion, row.success, str(row.score), row.seconds),
        ("voltooid", "geslaagd", "90.00", 120),
    )
    values = PackageAttempt.objects.get().states["deel"]["values"]
    assert values["cmi.interactions.0.result"] == "correct"
    assert values["cmi.objectives.0.id"] == "doel"


HOSTILE = """<!doctype html><meta charset="utf-8"><title>x</title><script src="les/api.js"></script>
<pre id="stand">bezig</pre><script>
var found = {};
function attempt(name, go) {
  try { var r = go(); return Promise.resolve(r).then(function (v) { found[name] = "JA " + v; }, function () { found[name] = "nee"; }); }
  catch (error) { found[name] = "nee"; return Promise.resolve(); }
}
var site = "SITE";
var late = function (made) { return new Promise(function (yes, no) { made(yes, no); setTimeout(no, 1500); }); };
Promise.all([
  attempt("dom of the site", function () { return top.document.title; }),
  attempt("address of the site", function () { return top.location.href; }),
  attempt("cookies of the site", function () { return document.cookie || Promise.reject(); }),
  attempt("api of the site", function () { return fetch(site + "/api/v1/advisories", { credentials: "include" }); }),
  attempt("page of the site", function () { return fetch(site + "/mijn-account/", { credentials: "include", mode: "no-cors" }); }),
  attempt("same path here", function () { return fetch("/overzicht/").then(function (r) { return r.ok ? r.text() : Promise.reject(); }); }),
  attempt("metrics here", function () { return fetch("/metrics").then(function (r) { return r.ok ? r.text() : Promise.reject(); }); }),
  attempt("picture elsewhere", function () { return late(function (yes, no) { var i = new Image(); i.onload = yes; i.onerror = no; i.src = site + "/static/img/mark.svg"; }); }),
  attempt("socket", function () { return late(function (yes, no) { var s = new WebSocket(site.replace("http", "ws") + "/ws/bell/"); s.onopen = yes; s.onerror = no; }); }),
  attempt("socket here", function () { return late(function (yes, no) { var s = new WebSocket(location.origin.replace("http", "ws") + "/ws/bell/"); s.onopen = yes; s.onerror = no; }); }),
  attempt("window", function () { return window.open(site) || Promise.reject(); }),
  attempt("dialog", function () { return confirm("Wachtwoord?") || Promise.reject(); }),
  attempt("service worker", function () { return navigator.serviceWorker.register("les/api.js"); }),
  attempt("frame of the site", function () { return late(function (yes, no) {
    var f = document.createElement("iframe"); f.src = site + "/overzicht/"; document.body.append(f);
    f.onload = function () { try { f.contentDocument && f.contentDocument.querySelector("h1") ? yes() : no(); } catch (e) { no(); } }; }); }),
  attempt("camera", function () { return navigator.mediaDevices.getUserMedia({ video: true }); }),
]).then(function () {
  try { top.location = site + "/account/logout/"; } catch (error) {}
  // Forged: as if it were the bridge, with every word but the right one.
  ["x", "", null, undefined].forEach(function (nonce) {
    top.postMessage({ kind: "values", nonce: nonce, values: { "cmi.core.lesson_status": "passed", "cmi.core.score.raw": "100" }, ended: true }, "*");
  });
  var right = parent.location.hash.slice(1);
  top.postMessage({ kind: "values", nonce: right, values: { "cmi.core.lesson_status": "passed" }, ended: true }, "*");
  parent.postMessage({ kind: "state", nonce: right, values: {} }, "*");
  document.getElementById("stand").textContent = JSON.stringify(found);
});
</script>"""


def test_a_hostile_package_gets_nothing(house: House, alice):
    files = {
        "imsmanifest.xml": MANIFEST_12.replace("les/index.html", "index.html"),
        "index.html": HOSTILE.replace("SITE", house.address), "les/api.js": FILES_12["les/api.js"],
    }  # fmt: skip
    made = package(files=files)
    page = house.signed_in(alice.email)
    opened: list[Any] = []
    page.context.on("page", lambda each: opened.append(each))
    page.on("dialog", lambda dialog: opened.append(dialog) or dialog.dismiss())
    frame = play(page, made)
    stand = frame.locator("#stand")
    expect(stand).not_to_have_text("bezig")
    found = json.loads(stand.inner_text())

    assert len(found) == 15
    assert {name: said for name, said in found.items() if said != "nee"} == {}
    page.wait_for_timeout(500)
    expect(page).to_have_url(re.compile(str(made.uuid)))
    assert opened == []
    row = PackageAttempt.objects.get()
    assert (row.completion, row.success, row.states["les"]["values"]) == ("bezig", "onbekend", {})


def test_its_files_live_on_the_other_host_alone(house: House, alice):
    page = house.signed_in(alice.email)
    met: list[Request] = []
    page.context.on("request", lambda each: met.append(each))

    def of_the_package() -> list[Request]:
        page.evaluate("0")  # lets the word of a request that is under way come in
        return [each for each in met if "/pakket/" in each.url and "/leren/" not in each.url]

    frame = play(page, package())
    expect(frame.locator("#stand")).to_have_text("ab-initio 0 ")

    other = house.address.replace("localhost", "127.0.0.1")
    assert wait_until(lambda: len(of_the_package()) >= 5, 20), [each.url for each in met]
    asked = [(each.url, each.all_headers()) for each in of_the_package()]
    assert len(asked) == 5
    assert {url.split("/pakket/")[0] for url, _headers in asked} == {other}
    assert [url for url, headers in asked if "cookie" in headers or "referer" in headers] == []
    for url, _headers in asked:
        assert page.request.get(url.replace(other, house.address)).status == 404
    # Opened outside its frame the same file is as shut in as inside it.
    alone = page.context.new_page()
    alone.goto(next(url for url, _headers in asked if "index.html" in url))
    assert alone.evaluate("() => window.open('about:blank')") is None
    assert alone.evaluate("() => document.cookie") == ""


def test_two_windows_the_last_one_keeps(house: House, alice):
    made = package()
    first = house.signed_in(alice.email)
    frame = play(first, made)
    expect(frame.locator("#stand")).to_have_text("ab-initio 0 ")
    second = first.context.new_page()
    other = play(second, made, "Verdergaan")
    other.locator("#stap").click()
    expect(second.locator("[data-player=state]")).to_have_text(re.compile("Bewaard om"))

    frame.locator("#stap").click()
    expect(first.locator("[data-player=state]")).to_have_text(re.compile("ander venster"))
    kept(lambda row: row.states["les"]["values"]["cmi.core.lesson_location"], "1")
    other.locator("#stap").click()
    kept(lambda row: row.states["les"]["values"]["cmi.core.lesson_location"], "2")


def test_what_could_not_be_kept_is_said_and_kept_later(house: House, alice):
    page = house.signed_in(alice.email)
    frame = play(page, package())
    expect(frame.locator("#stand")).to_have_text("ab-initio 0 ")
    page.context.set_offline(True)
    frame.locator("#stap").click()
    state = page.locator("[data-player=state]")
    expect(state).to_have_text("Niet bewaard. Wij proberen het opnieuw.")
    frame.locator("#stap").click()
    expect(page.get_by_role("button", name="Opnieuw proberen")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Opnieuw proberen").click()
    expect(state).to_have_text(re.compile("Bewaard om"))
    kept(lambda row: row.states["les"]["values"]["cmi.core.lesson_location"], "2")


def test_who_was_signed_out_signs_in_beside_it_and_loses_nothing(house: House, alice):
    page = house.signed_in(alice.email)
    frame = play(page, package())
    expect(frame.locator("#stand")).to_have_text("ab-initio 0 ")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    frame.locator("#stap").click()
    expect(page.locator("[data-player=state]")).to_have_text(re.compile("u bent afgemeld"))
    page.context.add_cookies(cookies)
    expect(page.locator("[data-player=state]")).to_have_text(re.compile("Bewaard om"))
    kept(lambda row: row.states["les"]["values"]["cmi.suspend_data"], "dia=1")


def test_closing_the_window_keeps_the_last_word(house: House, alice):
    page = house.signed_in(alice.email)
    frame = play(page, package())
    frame.locator("#stap").click()
    kept(lambda row: row.states["les"]["values"].get("cmi.suspend_data"), "dia=1")
    page.close()

    page = house.signed_in(alice.email)
    made = PackageAttempt.objects.get().package
    expect(play(page, made, "Verdergaan").locator("#stand")).to_have_text("resume 1 dia=1")


TWO = MANIFEST_12.replace(
    "  </organization>",
    '<item identifier="twee" identifierref="r1"><title>Deel twee</title></item>\n  </organization>',
)


def test_a_menu_leads_through_several_parts_by_keyboard(house: House, alice):
    made = package(files=FILES_12 | {"imsmanifest.xml": TWO})
    page = house.signed_in(alice.email)
    frame = play(page, made)
    frame.locator("#klaar").click()
    menu = page.get_by_role("navigation", name="Onderdelen")
    expect(menu.get_by_role("button", name=re.compile("De les"))).to_have_text(re.compile("gedaan"))
    expect(page.locator("[data-player=completion]")).to_have_text("Bezig")
    part = menu.get_by_role("button", name=re.compile("Deel twee"))
    part.focus()
    page.keyboard.press("Enter")
    expect(part).to_have_attribute("aria-current", "true")
    expect(frame.locator("#stand")).to_have_text("ab-initio 0 ")
    frame.locator("#klaar").click()
    expect(page.locator("[data-player=completion]")).to_have_text("Voltooid")


def test_an_editor_brings_one_in_tries_it_out_and_opens_it(house: House, editor, tmp_path):
    good, bad = tmp_path / "les.zip", tmp_path / "fout.zip"
    good.write_bytes(archive(FILES_12).getvalue())
    bad.write_bytes(archive({"index.html": "x"}).getvalue())
    page = house.signed_in(editor.email)
    page.goto("/leren/beheer/pakketten/")
    page.get_by_role("link", name="Pakket binnenhalen").first.click()
    scripts_are_there(page)
    page.get_by_label("Het pakket (zip)").set_input_files(bad)
    page.get_by_label("Titel").fill("Mailen zonder zorgen")
    page.get_by_role("button", name="Binnenhalen").click()
    expect(page.locator(".field-error")).to_have_text(re.compile("geen imsmanifest.xml"))
    expect(page.get_by_label("Titel")).to_have_value("Mailen zonder zorgen")
    page.get_by_label("Het pakket (zip)").set_input_files(good)
    page.get_by_role("button", name="Binnenhalen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mailen zonder zorgen")
    expect(page.get_by_text("Binnengehaald. Probeer het uit")).to_be_visible()
    page.get_by_role("link", name="Proberen").click()
    scripts_are_there(page)
    page.get_by_role("button", name="Beginnen").click()
    frame = lesson(page)
    frame.locator("#klaar").click()
    expect(page.locator("[data-player=state]")).to_have_text("Er wordt niets bewaard.")
    page.get_by_role("link", name="Sluiten").click()
    page.get_by_role("link", name="Wijzigen of openstellen").click()
    page.get_by_text("Open: lezers kunnen het beginnen").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("main .tag.ok")).to_have_text("Open")
    assert PackageAttempt.objects.count() == 0
