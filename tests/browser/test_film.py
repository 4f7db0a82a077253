"""A film in a lesson: it goes on where it was left, on any device, and its words can be read by keyboard."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from community.files.services import store
from content.learning.models import BlockProgress
from content.library.enums import LIBRARY
from content.library.services import bring_in, publish_drafts
from tests.browser.conftest import DESK, PHONE, House, scripts_are_there, tab_to
from tests.factories import learning as make
from tests.factories.films import CAPTIONS, webm
from tests.standins.site import Site, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LENGTH = 120


@pytest.fixture
def lesson(transactional_db: None, settings: Any, nursery: Site, editor: Any) -> Any:
    """A course in English with one film of two minutes."""
    settings.FILES_ROOT = Path(nursery.environment["VAR_DIR"]) / "files"
    film, words = (
        _document(editor, *each)
        for each in (("film.webm", webm(LENGTH)), ("film.vtt", CAPTIONS.encode()))
    )
    value = {
        "title": "Kijk mee", "file": film.pk, "captions": words.pk,
        "transcript": "Welkom.\n\n" + "Wij lezen samen de logboeken. " * 200,
    }  # fmt: skip
    course = make.course("Reading logs", language="en")
    return make.lesson(make.module(course), "Film", make.piece("video", value))


def _document(editor: Any, name: str, content: bytes) -> Any:
    file = store(name=name, content=io.BytesIO(content), purpose=LIBRARY, owner=editor)
    (draft,) = bring_in(files=[file], actor=editor)
    publish_drafts(drafts=[(draft, {"title": name, "audience": "leden"})], actor=editor)
    return draft


def began(page: Page, lesson: Any) -> Any:
    page.goto(lesson.get_parent().get_parent().get_url())
    page.get_by_role("main").get_by_role("button").first.click()
    scripts_are_there(page)
    film = page.locator("video")
    film.evaluate("each => { each.muted = true; }")
    assert wait_until(lambda: film.evaluate("each => each.readyState") >= 1, 30)
    return film


def test_a_film_goes_on_where_it_was_left_on_another_device(house: House, lesson, alice):
    desk = house.signed_in(alice.email, DESK)
    film = began(desk, lesson)
    assert film.evaluate("each => [each.duration, each.currentTime]") == [LENGTH, 0]
    with desk.expect_response(lambda each: "/film/" in each.url) as told:
        film.evaluate("each => { each.currentTime = 30; return each.play(); }")
    assert told.value.status == 204
    seen = BlockProgress.objects.filter(block=make.block_of(lesson, "video"))
    assert wait_until(lambda: seen.exists(), 30)
    film.evaluate("each => each.pause()")
    assert 0.25 <= seen.get().value < 0.9
    desk.context.close()

    phone = house.signed_in(alice.email, PHONE)
    film = began(phone, lesson)
    kept = seen.get().value
    expect(phone.get_by_text(f"U zag {int(kept * 100)} % van deze video.")).to_be_visible()
    assert wait_until(lambda: film.evaluate("each => each.currentTime") >= 30, 30)
    assert abs(film.evaluate("each => each.currentTime") - kept * LENGTH) < 1
    # Looking at the beginning again takes nothing back.
    film.evaluate("each => { each.currentTime = 2; }")
    phone.goto("/leren/")
    assert seen.get().value == kept


def test_its_captions_say_their_language_and_its_words_are_reached_by_keyboard(
    house: House, lesson, alice
):
    page = house.signed_in(alice.email, DESK)
    film = began(page, lesson)
    track = film.locator("track")
    assert [track.get_attribute(each) for each in ("kind", "srclang", "label")] == [
        "captions", "en", "Engels",
    ]  # fmt: skip
    cues = "each => [...each.textTracks[0].cues ?? []].map(cue => cue.text)"
    assert wait_until(lambda: len(film.evaluate(cues)) == 2, 30)
    assert film.evaluate(cues) == ["Welkom bij de opname.", "Wij beginnen met de logboeken."]

    words, summary = page.locator(".transcript-text"), page.locator(".transcript summary")
    expect(words).to_be_visible()
    tab_to(page, summary)
    page.keyboard.press("Enter")
    expect(words).to_be_hidden()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    tab_to(page, words)
    before = words.evaluate("each => each.scrollTop")
    page.keyboard.press("End")
    assert wait_until(lambda: words.evaluate("each => each.scrollTop") > before, 30)
