"""What is a group's is found by who is in it and by nobody else, in every way there is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from community.activity.services import pay_owed
from community.events.queries import sessions_of
from community.events.rules import managed_by, planned_by
from community.events.rules import visible_to as events_for
from community.events.services import find_feed, open_feed
from community.forum.models import Category, CategoryReader
from community.forum.rules import categories_for, topics_for
from community.forum.services import start_topic
from community.groups.models import Group, GroupMembership
from community.groups.services import end_group, join, leave
from community.search.audience import keys_of, of_group
from community.search.models import SearchEntry
from community.search.services import catch_up
from content.library.enums import Readers
from content.library.models import LibraryDocument
from content.library.rules import visible_to as documents_for
from content.library.services import NotInGroup, propose, share_in_group
from tests.content.library.shelf import read, stored
from tests.factories import events
from tests.factories.groups import group

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(alice: Any, bob: Any, gent: Any) -> SimpleNamespace:
    """Alice leads a hidden group with Bob: a topic, an event and a document of theirs."""
    here = group(alice, bob, name="Kwikstaart", entrance="verborgen")
    pay_owed()
    topic = start_topic(
        author=alice, organisation=gent, category=Category.objects.get(group=here),
        title="Kwikstaartvraag", source="Wie weet dit?",
    )  # fmt: skip
    event = events.event(
        title="Kwikstaartdag", audience="groep", group=here, organisation=gent, actor=alice
    )
    file = stored(alice, "kwikstaart.txt", "Kwikstaart in de tekst")
    document = share_in_group(file=file, actor=alice, facts={"title": "Kwikstaartstuk"}, group=here)
    read(document, "Kwikstaart in de tekst")
    pay_owed()
    catch_up()
    return SimpleNamespace(group=here, topic=topic, event=event, document=document)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/overzicht/")
    return client


def test_by_the_rules_it_is_of_who_is_in_it(made, alice, bob, charlie, editor, platform_admin):
    def seen(user: Any) -> tuple[int, int, int, int]:
        return (
            topics_for(user).filter(pk=made.topic.pk).count(),
            categories_for(user).filter(group=made.group).count(),
            events_for(user).filter(pk=made.event.pk).count(),
            documents_for(user).filter(pk=made.document.pk).count(),
        )

    people = (alice, bob, charlie, editor, platform_admin)
    assert [seen(each) for each in people] == [(1, 1, 1, 1)] * 2 + [(0, 0, 0, 0)] * 3


PLACES = (
    "/groepen/", "/groepen/?q=kwikstaart", "/zoeken/?q=kwikstaart", "/zoeken/snel/?q=kwikstaart",
    "/agenda/", "/agenda/?q=kwikstaart", "/bibliotheek/", "/bibliotheek/?q=kwikstaart",
    "/bibliotheek/redactie/", "/overzicht/", "/leden/", "/forum/", "/api/v1/events",
    "/api/v1/documents", "/api/v1/documents?q=kwikstaart", "/agenda/openbaar.ics",
    "/agenda/openbaar.atom", "/bibliotheek/nieuw.atom", "/agenda/nieuw/", "/agenda/feed/",
    "/forum/categorieen/", "/groepen/verborgen/", "/mededelingen/", "/platform/bestanden/",
)  # fmt: skip


def test_nobody_outside_reads_its_name_anywhere(made, charlie, editor, platform_admin):
    for each in (charlie, editor, platform_admin):
        client = signed_in(each)
        told = {place: client.get(place).content.decode().lower() for place in PLACES}
        asked = {where: text.count("kwikstaart") for where, text in told.items()}
        # What one typed oneself stands in the box.
        assert {where for where, n in asked.items() if n and "kwikstaart" not in where} == set()
        own = {where for where, text in told.items() for word in ("kwikstaartvraag", "kwikstaartdag", "kwikstaartstuk") if word in text}  # fmt: skip
        assert own == set()


def test_its_pages_are_not_there_for_others_and_are_for_members(made, bob, charlie, editor):
    pages = (
        f"/groepen/{made.group.pk}/", f"/groepen/{made.group.pk}/leden/",
        f"/agenda/{made.event.pk}/", f"/agenda/{made.event.pk}/activiteit.ics",
        f"/bibliotheek/{made.document.pk}/", f"/forum/onderwerp/{made.topic.pk}/",
        f"/api/v1/events/{made.event.pk}", f"/api/v1/documents/{made.document.pk}",
    )  # fmt: skip

    def got(user: Any) -> set[int]:
        client = signed_in(user)
        return {client.get(each).status_code for each in pages}

    assert (got(bob), got(charlie), got(editor)) == ({200}, {404}, {404})


def test_members_find_it_all_in_the_search_box_and_others_nothing(made, bob, charlie, editor):
    def found(user: Any) -> list[bool]:
        client = signed_in(user)
        return [
            f"/{page}/{pk}/" in client.get(f"/zoeken/?q={word}").content.decode()
            for word, page, pk in (
                ("kwikstaart", "groepen", made.group.pk),
                ("kwikstaartdag", "agenda", made.event.pk),
                ("kwikstaartstuk", "bibliotheek", made.document.pk),
            )
        ]

    assert [found(each) for each in (bob, charlie, editor)] == [
        [True] * 3,
        [False] * 3,
        [False] * 3,
    ]


def test_every_entry_of_it_hangs_on_the_key_of_the_group_alone(made):
    rows = SearchEntry.objects.filter(title__startswith="Kwikstaart").order_by("kind")
    found = {each.kind: list(each.audience) for each in rows if each.kind != "community.topic"}

    key = of_group(made.group.pk)
    assert found == {
        "community.event": [key], "community.group": [key], "content.document": [key],
    }  # fmt: skip


def test_a_reader_holds_the_keys_of_his_groups(made, bob, charlie):
    def keys(user: Any) -> set[str]:
        return set(keys_of(SimpleNamespace(user=user)))  # type: ignore[arg-type]

    assert of_group(made.group.pk) in keys(bob)
    assert of_group(made.group.pk) not in keys(charlie)


def test_who_goes_out_loses_all_of_it_and_his_place(made, bob):
    events.seat(made.event, bob)
    find_feed(open_feed(user=bob))
    assert len(sessions_of(bob)) == 1

    leave(group=made.group, user=bob)
    pay_owed()
    assert not events_for(bob).filter(pk=made.event.pk).exists()
    assert sessions_of(bob) == []
    assert made.event.registrations.active().count() == 0
    assert not CategoryReader.objects.filter(user=bob).exists()


def test_who_comes_in_follows_its_talk(alice, bob):
    here = group(alice, entrance="open")
    join(group=here, user=bob)
    for _ in range(2):
        pay_owed()

    rows = CategoryReader.objects.filter(category__group=here).order_by("user__first_name")
    assert list(rows.values_list("user__first_name", "level")) == [("Alice", 2), ("Bob", 2)]
    assert Category.objects.filter(group=here).count() == 1


def test_leaders_plan_for_their_group_and_members_do_not(made, alice, bob, charlie, editor):
    def may(user: Any) -> tuple[bool, bool]:
        return (
            planned_by(user).filter(pk=made.event.pk).exists(),
            managed_by(user).filter(pk=made.event.pk).exists(),
        )

    assert [may(each) for each in (alice, bob, charlie, editor)] == [
        (True, True), (False, False), (False, False), (False, False),
    ]  # fmt: skip
    client = signed_in(alice)
    page = client.get(f"/agenda/nieuw/?groep={made.group.pk}").content.decode()
    assert "Kwikstaart" in page
    assert 'value="leden"' not in page


def test_only_who_is_in_it_shares_in_a_running_group(made, charlie, alice):
    facts = {"title": "Van buiten"}
    with pytest.raises(NotInGroup):
        share_in_group(file=stored(charlie), actor=charlie, facts=facts, group=made.group)
    end_group(group=made.group, actor=alice)
    with pytest.raises(NotInGroup):
        share_in_group(file=stored(alice, "twee.txt"), actor=alice, facts=facts, group=made.group)
    assert LibraryDocument.objects.filter(group=made.group).count() == 1


def test_an_ended_group_stays_readable_for_who_was_in_it(made, alice, bob):
    end_group(group=made.group, actor=alice)
    pay_owed()

    assert documents_for(bob).filter(pk=made.document.pk).exists()
    assert topics_for(bob).filter(pk=made.topic.pk).exists()
    assert events_for(bob).filter(pk=made.event.pk).exists()
    assert Category.objects.get(group=made.group).is_archived


def test_a_document_for_a_group_names_it(alice):
    with pytest.raises(Exception, match="document_of_group_names_it"):
        propose(file=stored(alice), actor=alice, facts={"title": "Los", "audience": Readers.GROUP})


def test_the_page_of_a_group_tells_what_is_new_since_the_last_visit(made, bob):
    client = signed_in(bob)
    assert "Dit is uw eerste bezoek" in client.get(f"/groepen/{made.group.pk}/").content.decode()
    row = GroupMembership.objects.filter(group=made.group, user=bob)
    row.update(visited_at="2026-01-01T10:00Z")

    said = client.get(f"/groepen/{made.group.pk}/").content.decode()
    assert "U was hier het laatst" in said
    assert said.count(">Nieuw<") == 3
    assert Group.objects.get(pk=made.group.pk).name in said
