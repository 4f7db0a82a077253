"""Reading the forum through its pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.forum.enums import Follow, FollowReason, PostState
from community.forum.models import Category, CategoryReader, Post, TagFollower, Topic, TopicReader
from community.forum.queries.lists import PER_PAGE
from community.forum.queries.topics import PER_PAGE as POSTS
from community.forum.services.following import follow_topic
from community.groups.models import Group, GroupMembership
from tests.community.forum.test_visiting import was_here
from tests.factories import forum as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db
HOME = "/forum/"


def at(topic: Topic, number: int = 0) -> str:
    return f"/forum/onderwerp/{topic.pk}/{number}/" if number else f"/forum/onderwerp/{topic.pk}/"


def words(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def rows(response: Any) -> list[int]:
    return [row.pk for row in response.context["page"].rows]


@pytest.fixture
def seller(supplier: Any) -> Any:
    user = make_user("verkoper@softwarehuis.example", "Sien")
    make_member(user, supplier)
    return user


def test_lists_show_nobody_what_is_not_for_him(
    alice: Any, charlie: Any, seller: Any, newcomer: Any, client: Client, client_of: Any
):
    """Public, of members, of governments, and of a group that Charlie is in."""
    group = Group.objects.create(kind="kenniskring", name="Kring", summary="Samen.")
    GroupMembership.objects.create(group=group, user=charlie)
    made = {
        audience: make.topic(
            alice, title=f"Iets {audience}",
            category=make.category(audience=audience, group=group if audience == "groep" else None),
        ).pk
        for audience in ("publiek", "leden", "besturen", "groep")
    }  # fmt: skip
    people = {"anonymous": client, "newcomer": client_of(newcomer), "seller": client_of(seller),
              "alice": client_of(alice), "charlie": client_of(charlie)}  # fmt: skip

    def seen(browser: Client) -> tuple[set[int], set[int], set[str]]:
        listed = set(rows(browser.get(HOME)))
        opened = {
            pk for pk in made.values() if browser.get(f"/forum/onderwerp/{pk}/").status_code == 200
        }
        slugs = {each.slug for each in Category.objects.exclude(slug="waarschuwingen")}
        inside = {
            each for each in slugs if browser.get(f"/forum/categorie/{each}/").status_code == 200
        }
        names = dict(Category.objects.values_list("slug", "audience"))
        return listed, opened, {names[each] for each in inside}

    may = {
        "anonymous": {"publiek"}, "newcomer": {"publiek"}, "seller": {"publiek", "leden"},
        "alice": {"publiek", "leden", "besturen"},
        "charlie": {"publiek", "leden", "besturen", "groep"},
    }  # fmt: skip
    for name, browser in people.items():
        keys = {made[each] for each in may[name]}
        assert seen(browser) == (keys, keys, may[name]), name


def test_filters_of_the_list(alice: Any, bob: Any, charlie: Any, client_of: Any):
    was_here(bob)
    asked = make.topic(alice, title="Onbeantwoord")
    answered = make.topic(charlie, title="Beantwoord", tags=["mail"])
    make.post(answered, charlie)
    theirs = make.topic(charlie, title="Van Aalst", kind="discussie")
    browser = client_of(bob)
    browser.get(at(theirs))
    follow_topic(user=bob, topic=answered, level=Follow.TRACKED)

    found = {
        each: rows(browser.get(f"{HOME}?{each}"))
        for each in ("toon=", "toon=ongelezen", "toon=onbeantwoord", "toon=bestuur", "toon=volg",
                     "trefwoord=mail", "toon=onzin")
    }  # fmt: skip

    newest = [theirs.pk, answered.pk, asked.pk]
    assert found == {
        "toon=": newest, "toon=ongelezen": [answered.pk, asked.pk], "toon=onbeantwoord": [asked.pk],
        "toon=bestuur": [asked.pk], "toon=volg": [answered.pk], "trefwoord=mail": [answered.pk],
        "toon=onzin": newest,
    }  # fmt: skip


def test_list_goes_on_where_it_stopped_though_something_new_came(alice: Any, client_of: Any):
    category = make.category()
    made = [make.topic(alice, category=category, title=f"Nr {n}").pk for n in range(PER_PAGE + 3)][
        ::-1
    ]
    browser = client_of(alice)

    first = browser.get(HOME)
    make.topic(alice, category=category)
    second = browser.get(HOME, {"na": first.context["page"].older})

    assert rows(first) == made[:PER_PAGE]
    assert rows(second) == made[PER_PAGE:]
    assert second.context["page"].older == ""
    for broken in ("x", "1-", "99999999999999999999-1", "-"):
        assert len(rows(browser.get(HOME, {"na": broken}))) == PER_PAGE


@pytest.mark.parametrize("place", ["home", "category", "topic"])
def test_pages_ask_as_much_for_many_as_for_one(
    place: str, alice: Any, bob: Any, charlie: Any, client_of: Any
):
    """Ten questions at most, for an administrator whose menu asks most."""
    was_here(alice)
    category = make.category()
    first = make.topic(bob, category=category)
    make.post(first, bob)
    browser = client_of(alice)
    address = {"home": HOME, "category": f"/forum/categorie/{category.slug}/", "topic": at(first)}[
        place
    ]
    browser.get(address)
    few = queries(browser, address)

    for n in range(4):
        topic = make.topic([bob, charlie][n % 2], category=category, tags=[f"t{n}"])
        make.post(topic, charlie)
        make.post(first, [bob, charlie][n % 2])
    browser.get(address)

    assert queries(browser, address) == few
    assert few <= 10


def test_first_visit_and_last_page_ask_hardly_more(alice: Any, bob: Any, client_of: Any):
    topic = make.topic(alice)
    for _n in range(POSTS * 2 + 1):
        make.post(topic, alice)
    browser = client_of(bob)
    was_here(bob)
    browser.get("/overzicht/")

    assert queries(browser, at(topic, POSTS * 2 + 1)) <= 10
    assert queries(browser, at(topic, POSTS * 2 + 1)) <= 10


def test_topic_is_read_page_by_page_by_number(alice: Any, bob: Any, client_of: Any):
    topic = make.topic(alice)
    for n in range(POSTS + 4):
        make.post(topic, alice, source=f"Antwoord {n}")
    browser = client_of(bob)
    was_here(bob)
    Topic.objects.filter(pk=topic.pk).update(bumped_at=timezone.now())

    first = browser.get(at(topic))
    assert [each.number for each in first.context["page"].posts] == list(range(1, POSTS + 1))
    assert TopicReader.objects.get(user=bob).last_read == POSTS
    assert first.context["unread"] == 1

    last = browser.get(at(topic, 23))
    assert [each.number for each in last.context["page"].posts] == list(range(POSTS + 1, POSTS + 6))
    assert last.context["unread"] == POSTS + 1
    assert 'id="bericht-23"' in words(last)
    assert TopicReader.objects.get(user=bob).last_read == POSTS + 5
    assert browser.get(at(topic, 999)).context["page"].number == 2


def test_first_unread_is_a_jump_away_when_it_is_on_another_page(
    alice: Any, bob: Any, client_of: Any
):
    topic = make.topic(alice)
    for _n in range(POSTS + 4):
        make.post(topic, alice)
    was_here(bob)
    Topic.objects.filter(pk=topic.pk).update(bumped_at=timezone.now())
    browser = client_of(bob)
    browser.get(at(topic))

    page = words(browser.get(at(topic)))

    assert f'href="{at(topic, POSTS + 1)}#bericht-{POSTS + 1}"' in page
    assert "Naar het eerste ongelezen bericht" in page


def test_hidden_and_withdrawn_posts_show_nothing_of_their_words(
    alice: Any, bob: Any, client_of: Any
):
    topic = make.topic(alice)
    for state in (PostState.HIDDEN, PostState.WITHDRAWN, PostState.WAITING):
        post = make.post(topic, bob, source=f"geheim {state}")
        Post.objects.filter(pk=post.pk).update(state=state, elided="geheim citaat")

    theirs, own = words(client_of(alice).get(at(topic))), words(client_of(bob).get(at(topic)))

    assert "geheim" not in theirs
    assert "Dit bericht is verborgen." in theirs
    assert "De schrijver trok dit bericht in." in theirs
    assert "bericht-4" not in theirs
    assert "geheim wacht" in own
    assert "geheim verborgen" not in own


def test_best_answer_stands_above_and_leads_down(alice: Any, bob: Any, client_of: Any):
    from community.forum.services import mark_best

    topic = make.topic(alice)
    for n in range(POSTS + 2):
        post = make.post(topic, bob, source=f"Antwoord nummer {n}")
    mark_best(post=post, user=alice, wanted=True)

    page = words(client_of(bob).get(at(topic)))

    assert f'<a href="{at(topic, POSTS + 3)}#bericht-{POSTS + 3}">Lees dit antwoord' in page
    assert f"Antwoord nummer {POSTS + 1}" in page


def test_the_live_bar_counts_from_what_there_was_and_not_from_the_end_of_the_page(
    alice: Any, bob: Any, client_of: Any
):
    topic = make.topic(alice)
    for n in range(POSTS + 2):
        make.post(topic, bob, source=f"Antwoord {n}")

    for number in (1, POSTS + 1):
        page = words(client_of(bob).get(at(topic, number)))
        assert f'data-live-last="{POSTS + 3}"' in page


def test_supplier_is_labelled(seller: Any, bob: Any, client_of: Any):
    topic = make.topic(seller)

    assert '<span class="tag warning">Leverancier</span>' in words(client_of(bob).get(at(topic)))
    assert "Sien Proef — Softwarehuis Proef" in words(client_of(bob).get(HOME))


def test_what_came_since_is_fetched_apart_and_counts_as_read(alice: Any, bob: Any, client_of: Any):
    topic = make.topic(alice)
    browser = client_of(bob)
    browser.get(at(topic))
    for n in range(2):
        make.post(topic, alice, source=f"Vers {n}")

    part = words(browser.get(f"{at(topic)}erbij/", {"na": "1"}))

    assert part.count("<article") == 2
    assert 'data-live-next="3"' in part
    assert "Vers 1" in part
    assert TopicReader.objects.get(user=bob).last_read == 3


def test_merged_topic_leads_to_the_other(alice: Any, bob: Any, seller: Any, client_of: Any):
    old, new = make.topic(alice), make.topic(alice, category=make.category(audience="besturen"))
    Topic.objects.filter(pk=old.pk).update(merged_into=new)

    answer = client_of(bob).get(at(old))

    assert (answer.status_code, answer["Location"]) == (301, at(new))
    assert client_of(seller).get(at(old)).status_code == 404


def test_following_is_chosen_and_taken_back(alice: Any, bob: Any, client_of: Any):
    topic = make.topic(alice, tags=["mail"])
    browser = client_of(bob)
    slug = topic.category.slug
    for level in ("3", "0", ""):
        browser.post(f"{at(topic)}volgen/", {"niveau": level})
        browser.post(f"/forum/categorie/{slug}/volgen/", {"niveau": level})
        browser.post("/forum/trefwoorden/mail/volgen/", {"niveau": level})
        expected = int(level) if level else None
        assert TopicReader.objects.get(user=bob, topic=topic).level == expected
        assert CategoryReader.objects.get(user=bob).level == expected
        tag = TagFollower.objects.filter(user=bob).values_list("level", flat=True).first()
        assert tag == expected

    assert browser.post(f"{at(topic)}volgen/", {"niveau": "7"}).status_code == 404


def test_why_somebody_watches_is_shown_to_nobody(alice: Any, bob: Any, editor: Any, client_of: Any):
    topic = make.topic(alice)
    TopicReader.objects.create(
        user=bob, topic=topic, level=Follow.WATCHED, reason=FollowReason.USES
    )

    for user in (alice, editor):
        page = words(client_of(user).get(at(topic)))
        assert "Bob" not in page
        assert str(FollowReason.USES.label) not in page


def test_public_topic_speaks_to_search_engines_and_a_closed_one_does_not(
    alice: Any, client: Client, client_of: Any
):
    shown = make.topic(alice, category=make.category(audience="publiek"))
    closed = make.topic(alice)

    page, other = words(client.get(at(shown))), words(client_of(alice).get(at(closed)))

    assert "https://schema.org/QAPage" in page
    assert 'rel="canonical"' in page
    assert "schema.org" not in other
    assert '<meta name="robots" content="noindex">' in other


def test_ones_own_words_are_never_new(alice: Any, bob: Any, charlie: Any, client_of: Any):
    was_here(bob)
    topic = make.topic(alice)
    for each in (charlie, bob):
        make.post(topic, each)
    browser = client_of(bob)

    hung = browser.get(f"{at(topic)}erbij/?na=1").context["posts"]
    assert [each.is_new for each in hung] == [True, False]
    TopicReader.objects.filter(user=bob).delete()
    whole = browser.get(at(topic)).context["page"].posts
    assert [each.is_new for each in whole] == [True, True, False]
