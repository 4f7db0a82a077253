"""The forum in the search box, on other pages, and as what a topic is about."""

from __future__ import annotations

from typing import Any

import pytest

from community.activity.services import pay_owed
from community.forum.enums import PostState
from community.forum.linking import found_by, resolve_one, resolved
from community.forum.models import Post, Topic, TopicLink
from community.forum.queries.chunks import chunk_keys
from community.groups.models import Group, GroupMembership
from community.search.models import SearchEntry
from community.search.services import catch_up, refresh
from tests.factories import catalogue
from tests.factories import forum as make
from tests.factories import qrc as make_warning

pytestmark = pytest.mark.django_db


def entries() -> dict[str, str]:
    rows = SearchEntry.objects.filter(kind="community.topic").order_by("object_id")
    return dict(rows.values_list("object_id", "body"))


def found(client: Any, words: str) -> list[str]:
    page = client.get("/zoeken/", {"q": words, "soort": "community.topic"})
    return [hit.url for hit in page.context["found"].hits]


def test_topic_is_kept_by_twenty_posts_at_a_time(alice: Any, bob: Any):
    topic = make.topic(alice, source="Eerste woorden")
    for n in range(21):
        make.post(topic, bob, source=f"Antwoord nummer{n}")
    hidden = make.post(topic, bob, source="verborgenwoord")
    Post.objects.filter(pk=hidden.pk).update(state=PostState.HIDDEN)

    refresh("community.topic", list(chunk_keys()))

    kept = entries()
    assert list(kept) == [f"{topic.pk}:1", f"{topic.pk}:2"]
    assert "Eerste woorden" in kept[f"{topic.pk}:1"]
    assert "nummer20" in kept[f"{topic.pk}:2"]
    assert "verborgenwoord" not in "".join(kept.values())


def test_reply_is_found_once_it_was_told(alice: Any, bob: Any, client_of: Any):
    topic = make.topic(alice)
    make.post(topic, bob, source="Gebruik een kwispelfilter.")
    pay_owed()

    assert found(client_of(alice), "kwispelfilter") == [f"/forum/onderwerp/{topic.pk}/"]


def test_nobody_finds_what_he_may_not_read(
    alice: Any, bob: Any, charlie: Any, qrc_editor: Any, supplier: Any, client_of: Any
):
    from tests.people import make_member, make_user

    seller = make_user("verkoper@softwarehuis.example", "Sien")
    make_member(seller, supplier)
    group = Group.objects.create(kind="kenniskring", name="Kring", summary="Samen.")
    GroupMembership.objects.create(group=group, user=charlie)
    inside = make.topic(
        alice, source="kwispelkring", category=make.category(audience="groep", group=group)
    )
    governments = make.topic(
        alice, source="kwispelbestuur", category=make.category(audience="besturen")
    )
    catch_up()

    def seen(user: Any) -> list[str]:
        browser = client_of(user)
        return found(browser, "kwispelkring") + found(browser, "kwispelbestuur")

    place = "/forum/onderwerp/{}/".format
    assert seen(seller) == []
    assert seen(bob) == seen(qrc_editor) == [place(governments.pk)]
    assert seen(charlie) == [place(inside.pk), place(governments.pk)]


def test_link_shows_its_thing_to_who_may_see_it(alice: Any, supplier: Any):
    from tests.people import make_member, make_user

    seller = make_user("verkoper@softwarehuis.example", "Sien")
    make_member(seller, supplier)
    solution = catalogue.solution("Poortmail", "Qwelk")
    warning = make_warning.advisory(tlp="AMBER", title="Gat in Poortmail")
    make_warning.revision(warning)
    pairs = [("catalogue.solution", str(solution.pk)), ("qrc.warning", str(warning.pk)),
             ("niets.bekends", "1"), ("catalogue.solution", "x")]  # fmt: skip

    assert [each.title for each in resolved(pairs, seller)] == ["Qwelk Poortmail"]
    assert resolve_one(f"catalogue.solution:{solution.pk}", alice).url == (  # type: ignore[union-attr]
        f"/catalogus/oplossingen/{solution.pk}/"
    )
    for broken in ("", "catalogue.solution", "catalogue.solution:", "x:1", "catalogue.solution:\0"):
        assert resolve_one(broken, alice) is None
    assert [each.title for each in found_by("poortm", seller)] == ["Qwelk Poortmail"]


def test_page_of_a_solution_shows_what_its_reader_may_read(
    alice: Any, supplier: Any, client_of: Any
):
    from tests.people import make_member, make_user

    seller = make_user("verkoper@softwarehuis.example", "Sien")
    make_member(seller, supplier)
    solution = catalogue.solution("Poortmail", "Qwelk")
    links = [("catalogue.solution", str(solution.pk))]
    make.topic(alice, title="Voor allen", links=links)
    make.topic(
        alice, title="Onder besturen", links=links, category=make.category(audience="besturen")
    )
    place = f"/catalogus/oplossingen/{solution.pk}/"

    def titles(user: Any) -> list[str]:
        page = client_of(user).get(place).content.decode()
        return [each for each in ("Voor allen", "Onder besturen") if each in page]

    assert titles(alice) == ["Voor allen", "Onder besturen"]
    assert titles(seller) == ["Voor allen"]
    assert TopicLink.objects.count() == Topic.objects.count() == 2
