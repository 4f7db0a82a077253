"""Roles, leaving and the last administrator."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from community.accounts.models import User
from community.activity.models import Activity
from community.messaging.models import Delivery
from community.organisations.enums import Role
from community.organisations.models import Membership
from community.organisations.services import (
    add_mail_domain,
    change_roles,
    leave,
    remove_mail_domain,
    remove_member,
)
from tests.people import GENT, government, make_member, make_user

pytestmark = pytest.mark.django_db


def of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def test_change_roles_keeps_records_and_tells_the_member(alice, bob, gent) -> None:
    change_roles(membership=of(bob), roles=[Role.DPO, Role.ICT], by=alice)
    assert of(bob).roles == ["ict", "dpo"]
    noted = Activity.objects.get(verb="community.roles.changed")
    assert (noted.organisation, noted.actor, noted.data) == (
        gent, alice, {"user": bob.pk, "roles": ["ict", "dpo"]},
    )  # fmt: skip
    told = Delivery.objects.filter(user=bob).order_by("channel").values_list("channel", flat=True)
    assert list(told) == ["email", "web"]


def test_change_roles_to_the_same_tells_nobody(alice, bob) -> None:
    change_roles(membership=of(bob), roles=[Role.ICT], by=alice)
    assert not Activity.objects.exists()


@pytest.mark.parametrize("role", [Role.QRC_EDITOR, Role.SUPPLIER_EDITOR, "koning"])
def test_change_roles_refuses_what_a_municipality_does_not_have(alice, bob, role) -> None:
    with pytest.raises(ValidationError, match="bestaat niet voor dit soort"):
        change_roles(membership=of(bob), roles=[role], by=alice)
    assert of(bob).roles == ["ict"]


def test_change_roles_refuses_none_at_all(alice, bob) -> None:
    with pytest.raises(ValidationError, match="minstens één rol"):
        change_roles(membership=of(bob), roles=[], by=alice)


def test_change_roles_by_others_is_denied(alice, bob, charlie) -> None:
    for stranger in (bob, charlie):
        with pytest.raises(PermissionDenied):
            change_roles(membership=of(alice), roles=[Role.STAFF], by=stranger)
    assert of(alice).roles == ["beheerder"]


def test_last_administrator_cannot_lose_the_role_or_leave(alice, bob) -> None:
    for attempt in (
        lambda: change_roles(membership=of(alice), roles=[Role.ICT], by=alice),
        lambda: leave(membership=of(alice)),
        lambda: remove_member(membership=of(alice), by=alice),
    ):
        with pytest.raises(ValidationError, match="laatste beheerder"):
            attempt()
    assert (of(alice).roles, of(alice).left_at) == (["beheerder"], None)


def test_administrator_with_a_successor_leaves_and_history_stays(alice, bob, gent) -> None:
    change_roles(membership=of(bob), roles=[Role.ADMINISTRATOR], by=alice)
    leave(membership=of(alice))
    assert of(alice).left_at is not None
    assert list(Membership.objects.of(gent).current()) == [of(bob)]
    noted = Activity.objects.get(verb="community.member.left")
    assert (noted.organisation, noted.actor) == (gent, alice)


def test_leave_twice_is_refused(bob, alice) -> None:
    leave(membership=of(bob))
    with pytest.raises(ValidationError, match="intussen vertrokken"):
        leave(membership=of(bob))


def test_returning_makes_a_new_row_beside_the_old(bob, alice, gent) -> None:
    leave(membership=of(bob))
    make_member(bob, gent, Role.STAFF)
    rows = Membership.objects.filter(user=bob).order_by("pk")
    assert [row.left_at is None for row in rows] == [False, True]


def test_remove_member_tells_him_and_frees_him(alice, bob) -> None:
    remove_member(membership=of(bob), by=alice)
    assert of(bob).left_at is not None
    assert Delivery.objects.filter(user=bob, channel="email").count() == 1


def test_remove_member_by_others_is_denied(alice, bob, charlie) -> None:
    with pytest.raises(PermissionDenied):
        remove_member(membership=of(bob), by=charlie)
    assert of(bob).left_at is None


def test_mail_domain_must_be_the_administrators_own_confirmed_one(alice, bob, gent) -> None:
    row = add_mail_domain(organisation=gent, domain=" @Gent.Example ", by=alice)
    assert row.domain == "gent.example"
    with pytest.raises(ValidationError, match="zelf een bevestigd adres"):
        add_mail_domain(organisation=gent, domain="aalst.example", by=alice)
    with pytest.raises(ValidationError, match="kan iedereen"):
        add_mail_domain(organisation=gent, domain="gmail.com", by=alice)
    with pytest.raises(PermissionDenied):
        remove_mail_domain(domain=row, by=bob)
    remove_mail_domain(domain=row, by=alice)
    assert not gent.mail_domains.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", ["leave", "change"])
def test_two_administrators_going_at_once_leave_one_behind(second: str) -> None:
    gent = government(GENT)
    members = [
        make_member(make_user(f"{name}@gent.example"), gent, Role.ADMINISTRATOR)
        for name in ("een", "twee")
    ]
    acts: list[Callable[[], object]] = [
        lambda: leave(membership=members[0]),
        (lambda: leave(membership=members[1]))
        if second == "leave"
        else (lambda: change_roles(membership=members[1], roles=[Role.STAFF], by=members[1].user)),
    ]
    start, refused = Barrier(2), []

    def go(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except ValidationError as error:
            refused.extend(error.messages)
        finally:
            connection.close()

    threads = [Thread(target=go, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert "laatste beheerder" in refused[0]
    assert Membership.objects.of(gent).current().administrators().count() == 1
