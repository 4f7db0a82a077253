"""One rule for the list, the page, search, downloads, feed and API: who may know of which document."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from community.activity.services import pay_owed
from community.files.enums import FileState
from community.files.models import StoredFile
from community.search.queries import find as find_all
from content.library.enums import Readers
from content.library.models import DocumentVersion
from content.library.queries import KIND, Wish, find
from content.library.rules import visible_to
from content.library.services import archive, limit_collection, propose
from tests.community.search.things import request_of
from tests.content.library.shelf import published, stored
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier_user(supplier):
    user = make_user("lien@softwarehuis.example", "Lien")
    make_member(user, supplier)
    return user


def readers_of(document, people) -> list[bool]:
    """For each of these, what all doors say; they must say the same."""
    found = []
    for user in people:
        client = Client()
        if user.is_authenticated:
            client.force_login(user)
        doors = {
            visible_to(user).filter(pk=document.pk).exists(),
            document.pk in [each.document.pk for each in find(user, Wish()).rows],
            document.pk
            in [each.document.pk for each in find(user, Wish(text=document.title)).rows],
            client.get(f"/bibliotheek/{document.pk}/").status_code == 200,
            client.get(document.url).status_code == 200,
            client.get(f"/bibliotheek/{document.pk}/bekijken/").status_code == 200,
            document.title in client.get("/bibliotheek/").content.decode(),
        }
        assert len(doors) == 1, (user, doors)
        found.append(doors.pop())
    return found


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Readers.PUBLIC, [True, True, True, True, True, True]),
        (Readers.MEMBERS, [False, False, True, True, True, True]),
        (Readers.GOVERNMENTS, [False, False, False, True, True, True]),
        (Readers.CHOSEN, [False, False, False, True, False, True]),
    ],
)
def test_each_circle_at_every_door(
    audience, expected, editor, newcomer, supplier_user, alice, charlie, gent
):
    document = published(editor, "Zzqkring", audience=audience, readers=[gent])
    people = [AnonymousUser(), newcomer, supplier_user, alice, charlie, editor]

    assert readers_of(document, people) == expected


def test_a_collection_keeps_all_in_it_and_under_it_to_its_readers(editor, alice, charlie, gent):
    outer = Collection.get_first_root_node().add_child(name="Kring")
    inner = outer.add_child(name="Werkgroep")
    document = published(editor, "Zzqverzameling", collection=inner)
    people = [AnonymousUser(), alice, charlie, editor]
    assert readers_of(document, people) == [True] * 4

    limit_collection(collection=outer, actor=editor, audience=Readers.CHOSEN, organisations=[gent])
    pay_owed()
    assert readers_of(document, people) == [False, True, False, True]

    limit_collection(collection=outer, actor=editor)
    pay_owed()
    assert readers_of(document, people) == [True] * 4


def test_wagtails_own_limits_count_too(editor, alice):
    collection = Collection.get_first_root_node().add_child(name="Groep")
    document = published(editor, "Zzqgroep", collection=collection)
    limit = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="groups"
    )
    group = Group.objects.create(name="Proef")
    limit.groups.add(group)
    assert readers_of(document, [AnonymousUser(), alice]) == [False, False]

    alice.groups.add(group)
    assert visible_to(alice).filter(pk=document.pk).exists()


def test_archived_and_quarantined_are_for_editors_alone(editor, alice):
    document = published(editor, "Zzqweg")
    archive(document=document, actor=editor)
    assert not visible_to(alice).filter(pk=document.pk).exists()
    assert visible_to(editor).filter(pk=document.pk).exists()


def test_a_file_in_quarantine_is_handed_to_nobody(editor, alice, client_of):
    document = published(editor, "Zzqquarantaine")
    StoredFile.objects.filter(pk=document.current.file_id).update(state=FileState.QUARANTINED)

    assert [client_of(each).get(document.url).status_code for each in (alice, editor)] == [404, 404]


def test_a_proposal_is_its_makers_and_the_editors(alice, bob, charlie, editor):
    made = propose(file=stored(alice), actor=alice, facts={"title": "Zzqvoorstel"})

    seen = [visible_to(each).filter(pk=made.pk).exists() for each in (alice, bob, charlie, editor)]
    assert seen == [True, False, False, True]
    assert [bool(find(each, Wish()).rows) for each in (alice, editor)] == [False, False]


def test_the_search_box_knows_the_same_circles(editor, alice, charlie, supplier_user, gent, aalst):
    made = {
        audience: published(editor, f"Kermisboek {audience}", audience=audience, readers=[gent])
        for audience in (each for each in Readers if each != Readers.GROUP)
    }

    def titles(user, organisation=None) -> set[str]:
        request = request_of(user)
        request.organisation = organisation
        return {
            hit.entry.title.split()[-1] for hit in find_all(request, "kermisboek", kind=KIND).hits
        }

    assert titles(AnonymousUser()) == {"publiek"}
    assert titles(supplier_user) == {"publiek", "leden"}
    assert titles(alice, gent) == set(made)
    assert titles(charlie, aalst) == {"publiek", "leden", "besturen"}
    assert titles(editor) == set(made)


def test_versions_are_handed_out_by_the_same_rule(editor, alice, charlie, client_of, gent):
    document = published(editor, audience=Readers.CHOSEN, readers=[gent])
    number = DocumentVersion.objects.get(document=document).number
    address = f"/bibliotheek/{document.pk}/versie/{number}/"

    assert [client_of(each).get(address).status_code for each in (alice, charlie)] == [200, 404]
    assert Client().get(address).status_code == 302
