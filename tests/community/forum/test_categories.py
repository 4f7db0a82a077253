"""The parts of the forum as editors order them, and its feeds."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from community.activity.models import Activity
from community.forum.category_form import CategoryForm
from community.forum.models import Category
from community.forum.services.categories import make_category, move_category, set_archived
from community.forum.services.feeds import close_feed, find_feed, open_feed
from community.forum.standing import make_standing
from tests.factories import forum as make

pytestmark = pytest.mark.django_db
GIVEN = {
    "name": "Loketten", "summary": "Alles aan het loket.", "audience": "besturen",
    "starters": "lezers", "suppliers": "lezen", "follow": "1",
}  # fmt: skip


def order() -> list[str]:
    return list(Category.objects.values_list("name", flat=True))


def test_category_is_made_at_the_end_with_an_address_of_its_own(editor: Any):
    first = make_category(actor=editor, name="Loketten & balies", summary="Waarover.")
    second = make_category(actor=editor, name="Loketten, balies", summary="Waarover.")

    assert [first.slug, second.slug] == ["loketten-balies", "loketten-balies-2"]
    assert order() == ["Waarschuwingen", "Loketten & balies", "Loketten, balies"]


def test_category_moves_past_its_neighbour_and_never_off_the_list(editor: Any):
    for name in ("A", "B"):
        make_category(actor=editor, name=name, summary="Waarover.")
    last = Category.objects.get(name="B")

    for _step in range(4):
        move_category(category=last, up=True, actor=editor)
    assert order() == ["B", "Waarschuwingen", "A"]

    move_category(category=last, up=False, actor=editor)
    assert order() == ["Waarschuwingen", "B", "A"]


def test_closed_category_leaves_the_lists_and_what_was_said_stays_readable(
    editor: Any, alice: Any, client_of: Any
):
    topic = make.topic(alice)
    browser = client_of(alice)
    for _twice in range(2):
        set_archived(category=topic.category, archived=True, actor=editor)

    assert browser.get(f"/forum/categorie/{topic.category.slug}/").status_code == 404
    assert topic.title not in browser.get("/forum/").content.decode()
    page = browser.get(f"/forum/onderwerp/{topic.pk}/").content.decode()
    assert "Deze categorie is afgesloten" in page
    assert Activity.objects.filter(verb="community.category.changed").count() == 1


def test_readers_are_not_widened_where_something_was_said(alice: Any):
    empty, spoken = make.category(audience="besturen"), make.category(audience="besturen")
    make.topic(alice, category=spoken)
    spoken.refresh_from_db()

    def errors(category: Category, audience: str) -> list[str]:
        given = GIVEN | {"audience": audience}
        return list(CategoryForm(given, instance=Category.objects.get(pk=category.pk)).errors)

    assert errors(empty, "publiek") == []
    assert errors(spoken, "leden") == ["audience"]
    assert errors(spoken, "besturen") == []
    warnings = Category.objects.get(slug="waarschuwingen")
    assert "audience" not in CategoryForm(instance=warnings).fields


def test_category_stands_under_one_that_stands_under_none(editor: Any):
    top, below = make.category(), make.category()
    Category.objects.filter(pk=below.pk).update(parent=top)
    top.refresh_from_db()

    form = CategoryForm(GIVEN | {"parent": str(make.category().pk)}, instance=top)

    assert list(form.errors) == ["parent"]


def test_editor_makes_a_category_by_the_form(editor: Any, client_of: Any):
    browser = client_of(editor)

    wrong = browser.post("/forum/categorieen/nieuw/", GIVEN | {"name": ""})
    right = browser.post("/forum/categorieen/nieuw/", GIVEN)

    assert "Geef de categorie een naam." in wrong.content.decode()
    assert "Alles aan het loket." in wrong.content.decode()
    assert right["Location"] == "/forum/categorieen/"
    made = Category.objects.get(slug="loketten")
    assert (made.audience, made.suppliers, made.reviews_newcomers) == ("besturen", "lezen", False)


def test_standing_category_keeps_what_editors_changed():
    Category.objects.filter(slug="waarschuwingen").update(name="Alarm")

    make_standing()

    found = Category.objects.get(slug="waarschuwingen")
    assert (found.name, found.audience, found.starters) == ("Alarm", "besturen", "platform")


def test_feeds_tell_each_what_he_reads(alice: Any, client: Client):
    open_topic = make.topic(alice, title="Voor elkeen", category=make.category(audience="publiek"))
    closed = make.topic(alice, title="Onder ons", category=make.category(audience="besturen"))
    token = open_feed(user=alice)

    public = client.get("/forum/openbaar.atom")
    own = client.get(f"/feed/{token}/forum.atom")
    one = client.get(f"/feed/{token}/forum/{closed.category.slug}.atom")
    shut = client.get(f"/forum/categorie/{closed.category.slug}/openbaar.atom")
    free = client.get(f"/forum/categorie/{open_topic.category.slug}/openbaar.atom")

    def titles(answer: Any) -> list[str]:
        text = answer.content.decode()
        return [each for each in ("Voor elkeen", "Onder ons") if each in text]

    assert titles(public) == titles(free) == ["Voor elkeen"]
    assert titles(own) == ["Voor elkeen", "Onder ons"]
    assert titles(one) == ["Onder ons"]
    assert shut.status_code == 404
    assert own["X-Robots-Tag"] == "noindex"
    again = client.get("/forum/openbaar.atom", headers={"if-none-match": public["ETag"]})
    assert again.status_code == 304


def test_feed_of_who_was_switched_off_or_closed_it_is_gone(alice: Any, client: Client):
    token = open_feed(user=alice)
    assert find_feed(token).user == alice  # type: ignore[union-attr]
    alice.is_active = False
    alice.save()
    assert client.get(f"/feed/{token}/forum.atom").status_code == 404
    alice.is_active = True
    alice.save()
    close_feed(feed=find_feed(token), actor=alice)  # type: ignore[arg-type]

    assert client.get(f"/feed/{token}/forum.atom").status_code == 404
