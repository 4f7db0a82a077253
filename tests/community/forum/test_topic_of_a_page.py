"""The one question of a topic's page finds what the rule of the lists shows, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.forum.models import Draft, Topic
from community.forum.queries.topics import topic_for
from community.forum.rules import topics_for
from community.groups.services import end_group
from community.kit.prepared import MOST
from community.organisations.enums import Audience, Role
from community.organisations.rules import CARRIED
from tests.factories import forum as make
from tests.factories.groups import group
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def readers(alice, bob, charlie, newcomer, editor, helpdesk, supplier, gent) -> dict[str, Any]:
    """Everybody who may come by, and some who may no longer."""
    salesman = make_user("verkoop@proef.example", "Sam")
    make_member(salesman, supplier, Role.SUPPLIER_EDITOR)
    left = make_user("weg@proef.example", "Wes")
    gone = make_member(left, gent, Role.ICT)
    gone.left_at = timezone.now()
    gone.save()
    return {
        "visitor": AnonymousUser(), "leader": alice, "member of the group": bob,
        "left the group": charlie, "newcomer": newcomer, "editor": editor, "helpdesk": helpdesk,
        "supplier": salesman, "left his house": left,
        "superuser": make_user("baas@proef.example", "Robin", is_superuser=True),
    }  # fmt: skip


@pytest.fixture
def topics(alice, bob, charlie) -> dict[str, Topic]:
    room, ended = group(alice, bob, charlie), group(alice, bob, name="Voorbij")
    made = {
        audience.value: make.topic(alice, category=make.category(audience=audience))
        for audience in (Audience.PUBLIC, Audience.MEMBERS, Audience.GOVERNMENTS)
    }
    for what, each in (("group", room), ("ended group", ended)):
        inside = make.category(audience=Audience.GROUP, group=each)
        made[what] = make.topic(alice, category=inside)
    made["hidden"] = make.topic(alice, category=make.category())
    made["merged"] = make.topic(alice, category=made["leden"].category)
    Topic.objects.filter(pk=made["hidden"].pk).update(hidden_at=timezone.now())
    Topic.objects.filter(pk=made["merged"].pk).update(merged_into=made["leden"])
    room.memberships.filter(user=charlie).update(left_at=timezone.now())
    end_group(group=ended, actor=alice)
    return made


def test_a_page_shows_what_the_lists_show(readers, topics):
    listed = {
        (who, what)
        for who, reader in readers.items()
        for what, each in topics.items()
        if topics_for(reader).filter(pk=each.pk).exists()
    }
    shown = {
        (who, what)
        for who, reader in readers.items()
        for what, each in topics.items()
        if topic_for(reader, each.pk) is not None
    }
    assert shown == listed
    assert {who for who, what in shown if what == "group"} == {"leader", "member of the group"}
    assert {what for who, what in shown if who == "visitor"} == {"publiek"}
    assert {what for _who, what in shown} == {*topics} - {"hidden", "merged"}


def test_it_comes_whole_by_one_question(bob, topics, django_assert_num_queries):
    # As a request carries them along.
    setattr(bob, CARRIED, [*bob.memberships.select_related("organisation")])
    for what in ("leden", "besturen", "publiek"):
        expected = Topic.objects.select_related("category__group").get(pk=topics[what].pk)
        with django_assert_num_queries(1):
            found: Any = topic_for(bob, expected.pk)
            assert found.category.group is None
            assert found.tags == expected.tags
        for one, other in ((found, expected), (found.category, expected.category)):
            fields = [field.attname for field in one._meta.concrete_fields]
            assert [getattr(one, name) for name in fields] == [
                getattr(other, name) for name in fields
            ]
            assert not one._state.adding


def test_that_of_a_group_has_its_group(bob, topics):
    found: Any = topic_for(bob, topics["group"].pk)
    assert found.category.group.name == "Samen inkopen"


def test_it_knows_whether_he_was_writing_here(alice, bob, topics):
    Draft.objects.create(user=bob, key=f"topic:{topics['leden'].pk}")
    Draft.objects.create(user=alice, key=f"post:{topics['leden'].pk}")
    asked = [(alice, "leden"), (bob, "leden"), (bob, "besturen")]
    found: list[Any] = [topic_for(who, topics[what].pk) for who, what in asked]
    assert [each.has_draft for each in found] == [False, True, False]


@pytest.mark.parametrize("pk", [0, MOST, MOST + 1, 10**40])
def test_a_number_that_no_topic_has_finds_nothing(client_of, alice, pk):
    assert topic_for(alice, pk) is None
    assert client_of(alice).get(f"/forum/onderwerp/{pk}/").status_code == 404
