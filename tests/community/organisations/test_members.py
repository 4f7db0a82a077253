"""Roles, leaving and the last administrator."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from community.accounts.models import User
from community.activity.models import Activity
from community.messaging.models import Delivery
from community.organisations.enums import Role
from community.organisations.models import Invitation, Membership
from community.organisations.rules import CARRIED
from community.organisations.services import (
    accept_invitation,
    add_mail_domain,
    change_roles,
    invite,
    leave,
    remove_mail_domain,
    remove_member,
)
from community.organisations.services.invitations import invitation_token
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


@pytest.mark.parametrize(
    "domain",
    ["yahoo.fr", "outlook.nl", "live.co.uk", "gmx.de", "mail.ru", "laposte.net", "yopmail.com"],
)
def test_mail_domain_of_a_public_provider_is_refused_in_every_country(alice, gent, domain) -> None:
    EmailAddress.objects.filter(user=alice).update(email=f"alice@{domain}")
    with pytest.raises(ValidationError, match="kan iedereen"):
        add_mail_domain(organisation=gent, domain=domain, by=alice)


@pytest.mark.parametrize("way", ["removed", "demoted", "left"])
def test_link_of_an_administrator_who_went_opens_nothing(alice, bob, newcomer, gent, way) -> None:
    """Else he could come back through an invitation he once sent to himself."""
    change_roles(membership=of(bob), roles=[Role.ADMINISTRATOR], by=alice)
    mine = invite(organisation=gent, email="x@gent.example", roles=[Role.ADMINISTRATOR], by=bob)
    hers = invite(organisation=gent, email="y@gent.example", roles=[Role.STAFF], by=alice)
    {
        "removed": lambda: remove_member(membership=of(bob), by=alice),
        "demoted": lambda: change_roles(membership=of(bob), roles=[Role.STAFF], by=alice),
        "left": lambda: leave(membership=of(bob)),
    }[way]()

    assert list(Invitation.objects.of(gent).open()) == [hers]
    with pytest.raises(ValidationError):
        accept_invitation(token=invitation_token(mine), user=newcomer)


def test_switched_off_account_is_no_successor(alice, bob) -> None:
    change_roles(membership=of(bob), roles=[Role.ADMINISTRATOR], by=alice)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="laatste beheerder"):
        leave(membership=of(alice))


def test_role_lost_meanwhile_counts_for_nothing(alice, bob, gent) -> None:
    """A request began while Bob was administrator; under the lock he no longer is."""
    change_roles(membership=of(bob), roles=[Role.ADMINISTRATOR], by=alice)
    setattr(bob, CARRIED, [Membership.objects.select_related("organisation").get(user=bob)])
    change_roles(membership=of(bob), roles=[Role.ICT], by=alice)
    for act in (
        lambda: change_roles(membership=of(alice), roles=[Role.ADMINISTRATOR, Role.ICT], by=bob),
        lambda: remove_member(membership=of(alice), by=bob),
        lambda: invite(organisation=gent, email="x@gent.example", roles=[Role.STAFF], by=bob),
        lambda: add_mail_domain(organisation=gent, domain="gent.example", by=bob),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert of(alice).roles == ["beheerder"]


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
