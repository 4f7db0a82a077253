from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from community.organisations.enums import Audience, Role
from community.organisations.rules import (
    is_editor,
    is_helpdesk,
    is_platform_admin,
    is_qrc_editor,
    may_manage_members,
    may_see,
    visible_q,
)
from tests.people import make_member

pytestmark = pytest.mark.django_db


def test_may_manage_members_only_the_administrator_of_that_organisation(
    alice, bob, charlie, gent, aalst
) -> None:
    said = {
        (person.first_name, place.name): may_manage_members(person, place)
        for person in (alice, bob, charlie)
        for place in (gent, aalst)
    }
    assert [key for key, yes in said.items() if yes] == [("Alice", "Gent"), ("Charlie", "Aalst")]


def test_may_manage_members_ends_with_the_membership(alice, gent) -> None:
    membership = alice.memberships.get()
    membership.left_at = membership.joined_at
    membership.save()
    assert not may_manage_members(alice, gent)


def test_platform_roles_open_their_own_doors_only(
    helpdesk, qrc_editor, editor, platform_admin, alice
) -> None:
    doors = (is_helpdesk, is_qrc_editor, is_editor, is_platform_admin)
    opened = {
        person.first_name: [door(person) for door in doors]
        for person in (helpdesk, qrc_editor, editor, platform_admin, alice)
    }
    assert opened == {
        "Hilde": [True, False, False, False],
        "Quinten": [False, True, False, False],
        "Els": [False, False, True, False],
        "Piet": [True, True, True, True],
        "Alice": [False, False, False, False],
    }


def test_platform_role_outside_the_platform_counts_for_nothing(alice, gent) -> None:
    alice.memberships.update(roles=[Role.QRC_EDITOR, Role.HELPDESK, Role.PLATFORM_ADMIN])
    assert not is_qrc_editor(alice)
    assert not is_helpdesk(alice)


def people_who_see(people, audience, organisation) -> list[str]:
    return [
        getattr(person, "first_name", "visitor")
        for person in people
        if may_see(person, audience, organisation)
    ]


def test_may_see_each_audience(alice, bob, charlie, newcomer, helpdesk, supplier, gent) -> None:
    seller = newcomer
    make_member(seller, supplier, Role.SUPPLIER_EDITOR)
    people = (AnonymousUser(), alice, bob, charlie, seller, helpdesk)
    assert {audience: people_who_see(people, audience, gent) for audience in Audience.values} == {
        "publiek": ["visitor", "Alice", "Bob", "Charlie", "Nora", "Hilde"],
        "leden": ["Alice", "Bob", "Charlie", "Nora", "Hilde"],
        "besturen": ["Alice", "Bob", "Charlie", "Hilde"],
        "groep": [],
        "eigen": ["Alice", "Bob"],
    }
    assert may_see(charlie, Audience.GROUP, in_group=True)


def test_visible_q_says_the_same_as_may_see(alice, charlie, newcomer, gent, aalst) -> None:
    """Invitations stand in for rows with an audience: any text and owner will do."""
    from community.organisations.models import MailDomain

    for place in (gent, aalst):
        for audience in Audience.values:
            MailDomain.objects.create(organisation=place, domain=audience)
    for person in (alice, charlie, newcomer, AnonymousUser()):
        shown = MailDomain.objects.filter(visible_q(person, audience="domain"))
        said = [
            (row.organisation_id, row.domain)
            for row in MailDomain.objects.select_related("organisation")
            if may_see(person, row.domain, row.organisation)
        ]
        assert sorted((row.organisation_id, row.domain) for row in shown) == sorted(said)
