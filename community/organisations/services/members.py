"""Membership itself: who holds which roles, and how one leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.services import record
from community.organisations.enums import ADMINISTRATORS, roles_for
from community.organisations.models import Invitation, Membership, Organisation
from community.organisations.rules import manages_now
from community.organisations.services.mails import tell_of_roles, tell_removed
from community.verbs import MEMBER_JOINED, MEMBER_LEFT, ROLES_CHANGED

if TYPE_CHECKING:
    from community.accounts.models import User


def lock(organisation_id: int) -> Organisation:
    """Hold the organisation's row: changes of its members happen one after another."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def checked_roles(organisation: Organisation, roles: Iterable[str]) -> list[str]:
    """The roles in their usual order; ValidationError when one is not for this kind."""
    asked = set(roles)
    allowed = [str(role) for role in roles_for(organisation.kind)]
    if not asked:
        raise ValidationError(_("Kies minstens één rol."))
    if not asked <= set(allowed):
        raise ValidationError(_("Deze rol bestaat niet voor dit soort organisatie."))
    return [role for role in allowed if role in asked]


def admit(*, organisation: Organisation, user: User, roles: list[str], by: User) -> Membership:
    """Make the person a member, or add the roles to what he is already. Call it under `lock`."""
    membership, is_new = Membership.objects.current().get_or_create(
        organisation=organisation, user=user, defaults={"roles": roles}
    )
    if not is_new:
        membership.roles = checked_roles(organisation, {*membership.roles, *roles})
        membership.save(update_fields=("roles",))
    record(
        MEMBER_JOINED if is_new else ROLES_CHANGED,
        organisation=organisation, actor=by, subject=membership,
        user=user.pk, roles=membership.roles,
    )  # fmt: skip
    return membership


@transaction.atomic
def change_roles(*, membership: Membership, roles: Iterable[str], by: User) -> Membership:
    """Give other roles; ValidationError when that would leave nobody to manage the members."""
    organisation = lock(membership.organisation_id)
    _demand_manager(by, organisation)
    held = _current(membership)
    chosen = checked_roles(organisation, roles)
    if chosen == held.roles:
        return held
    if held.is_administrator and set(chosen).isdisjoint(ADMINISTRATORS):
        demand_successor(held)
        _revoke_invitations(held)
    held.roles = chosen
    held.save(update_fields=("roles",))
    activity = record(
        ROLES_CHANGED, organisation=organisation, actor=by, subject=held,
        user=held.user_id, roles=chosen,
    )  # fmt: skip
    if held.user_id != by.pk:
        tell_of_roles(held, key=f"roles:{activity.pk}")
    return held


@transaction.atomic
def leave(*, membership: Membership) -> Membership:
    """The member goes of his own accord; the row stays, with the day he left."""
    organisation = lock(membership.organisation_id)
    return _end(_current(membership), organisation, by=membership.user)


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> Membership:
    organisation = lock(membership.organisation_id)
    _demand_manager(by, organisation)
    held = _end(_current(membership), organisation, by=by)
    if held.user_id != by.pk:
        tell_removed(held)
    return held


def _end(held: Membership, organisation: Organisation, *, by: User) -> Membership:
    if held.is_administrator:
        demand_successor(held)
        _revoke_invitations(held)
    held.left_at = timezone.now()
    held.save(update_fields=("left_at",))
    record(
        MEMBER_LEFT, organisation=organisation, actor=by, subject=held, user=held.user_id
    )  # fmt: skip
    return held


def _revoke_invitations(held: Membership) -> None:
    """Who no longer manages lets nobody in, himself by a link to another address included."""
    waiting = Invitation.objects.of(held.organisation).waiting().filter(invited_by=held.user_id)
    waiting.update(revoked_at=timezone.now())


def _current(membership: Membership) -> Membership:
    """The row as it is under the lock; a member who left in the meantime is gone."""
    held = Membership.objects.current().select_related("user").filter(pk=membership.pk).first()
    if held is None:
        raise ValidationError(_("Dit lid is intussen vertrokken."))
    return held


def _demand_manager(user: User, organisation: Organisation) -> None:
    if not manages_now(user, organisation):
        raise PermissionDenied


def demand_successor(held: Membership) -> None:
    others = Membership.objects.of(held.organisation).current().administrators()
    if not others.exclude(pk=held.pk).exists():
        raise ValidationError(
            _("Dit is de laatste beheerder van de organisatie. Maak eerst iemand anders beheerder.")
        )
