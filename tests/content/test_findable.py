"""Which pages the search box finds: what is live and for everybody, from the moment it is."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from community.activity.services import pay_owed
from community.search.queries import find
from content.findable import PACKAGE, PAGE
from content.packages.services import change_package, remove_package
from content.pages.models import HomePage, StandardPage
from tests.community.search.things import request_of
from tests.content.pages.making import paragraph
from tests.factories.packages import package

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(django_capture_on_commit_callbacks) -> StandardPage:
    made = StandardPage(
        title="Kermis", slug="kermis", lead="Over foor", body=paragraph("<p>De <b>molens</b></p>")
    )
    with django_capture_on_commit_callbacks(execute=True):
        HomePage.objects.get().add_child(instance=made)
        made.save_revision().publish()
    return made


def titles(words: str) -> list[str]:
    return [hit.entry.title for hit in find(request_of(), words, kind=PAGE).hits]


def test_found_by_title_lead_and_text_once_it_is_live(page):
    for words in ("kermis", "foor", "molen"):
        assert titles(words) == ["Kermis"]


def test_a_draft_is_not_found(page, django_capture_on_commit_callbacks):
    page.title = "Ganzenrijden"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision()
    assert (titles("ganzenrijden"), titles("kermis")) == ([], ["Kermis"])


def test_gone_as_soon_as_it_is_taken_offline_or_deleted(page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert titles("kermis") == []
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert titles("kermis") == ["Kermis"]
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert titles("kermis") == []


def test_a_locked_page_and_what_is_under_it_are_not_found(page, django_capture_on_commit_callbacks):
    below = StandardPage(title="Kermis in Gent", slug="gent")
    with django_capture_on_commit_callbacks(execute=True):
        page.add_child(instance=below)
        below.save_revision().publish()
    assert sorted(titles("kermis")) == ["Kermis", "Kermis in Gent"]
    with django_capture_on_commit_callbacks(execute=True):
        lock = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert titles("kermis") == []
    with django_capture_on_commit_callbacks(execute=True):
        lock.delete()
    assert sorted(titles("kermis")) == ["Kermis", "Kermis in Gent"]


def packages(words, user=None):
    return [hit.entry.title for hit in find(request_of(user), words, kind=PACKAGE).hits]


def test_a_package_is_found_by_whom_it_is_for_while_it_is_open(alice, newcomer, editor):
    made = package(title="Kantklossen", audience="besturen")
    package(title="Kantwerk", is_open=False)
    pay_owed()
    for words in ("kantklossen", "les"):
        assert packages(words, alice) == ["Kantklossen"]
    assert packages("kantklossen", editor) == ["Kantklossen"]
    assert (packages("kantklossen", newcomer), packages("kantklossen")) == ([], [])
    assert packages("kantwerk", editor) == []

    fields = {"title": "Breien", "summary": "", "audience": "besturen", "is_open": True}
    change_package(package=made, actor=editor, **fields)
    pay_owed()
    assert (packages("kantklossen", alice), packages("breien", alice)) == ([], ["Breien"])
    change_package(package=made, actor=editor, **fields | {"is_open": False})
    assert packages("breien", alice) == []
    remove_package(package=made, actor=editor)
    pay_owed()
    assert packages("breien", alice) == []
