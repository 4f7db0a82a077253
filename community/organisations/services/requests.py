"""A person asks to be let in; an administrator, or first the helpdesk, answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.services import record
from community.organisations.enums import Kind, RequestState
from community.organisations.models import JoinRequest, Membership, Organisation
from community.organisations.queries import domain_is_known
from community.organisations.rules import may_decide
from community.organisations.services.mails import tell_approved, tell_asked, tell_refused
from community.organisations.services.members import admit, checked_roles, lock
from community.verbs import JOIN_ASKED, JOIN_REFUSED, JOIN_WITHDRAWN

if TYPE_CHECKING:
    from community.accounts.models import User

AT_ONCE = 5
"""Questions one person may have open, so that nobody sprays the whole of Flanders."""


@transaction.atomic
def ask_to_join(
    *, user: User, organisation: Organisation, roles: Iterable[str], message: str = ""
) -> JoinRequest:
    """Ask for membership; whoever decides hears it at once."""
    organisation = lock(organisation.pk)
    chosen = checked_roles(organisation, roles)
    _demand_askable(user, organisation)
    request = JoinRequest.objects.create(
        user=user, organisation=organisation, roles=chosen, message=message.strip()[:500],
        domain_known=domain_is_known(user, organisation),
    )  # fmt: skip
    tell_asked(request)
    record(JOIN_ASKED, organisation=organisation, actor=user, subject=request, roles=chosen)
    return request


def _demand_askable(user: User, organisation: Organisation) -> None:
    if organisation.ended_on:
        raise ValidationError(_("Deze organisatie bestaat niet meer."))
    if organisation.kind == Kind.PLATFORM:
        raise ValidationError(_("Bij V-ICT-OR sluit u aan op uitnodiging."))
    if Membership.objects.of(organisation).current().filter(user=user).exists():
        raise ValidationError(_("U bent al lid van deze organisatie."))
    open_ones = JoinRequest.objects.open().filter(user=user)
    if open_ones.filter(organisation=organisation).exists():
        raise ValidationError(_("Uw aanvraag bij deze organisatie staat al open."))
    if open_ones.count() >= AT_ONCE:
        raise ValidationError(_("U hebt al vijf aanvragen open. Wacht op een antwoord."))


@transaction.atomic
def approve(*, request: JoinRequest, by: User, roles: Iterable[str] | None = None) -> Membership:
    """Let the person in, with the roles he asked for or those the decider chose."""
    held = _open_under_lock(request, by)
    organisation = held.organisation
    chosen = checked_roles(organisation, held.roles if roles is None else roles)
    held.roles = chosen
    _decide(held, RequestState.APPROVED, by)
    tell_approved(held)
    return admit(organisation=organisation, user=held.user, roles=chosen, by=by)


@transaction.atomic
def refuse(*, request: JoinRequest, by: User, reason: str = "") -> None:
    held = _open_under_lock(request, by)
    held.reason = reason.strip()[:500]
    _decide(held, RequestState.REFUSED, by)
    tell_refused(held)
    record(JOIN_REFUSED, organisation=held.organisation, actor=by, subject=held)


@transaction.atomic
def withdraw(*, request: JoinRequest, user: User) -> None:
    organisation = lock(request.organisation_id)
    own = JoinRequest.objects.open().filter(pk=request.pk, user=user)
    if not own.update(state=RequestState.WITHDRAWN, decided_at=timezone.now(), decided_by=user):
        raise ValidationError(_("Over deze aanvraag is al beslist."))
    record(JOIN_WITHDRAWN, organisation=organisation, actor=user, subject=request)


def _open_under_lock(request: JoinRequest, by: User) -> JoinRequest:
    lock(request.organisation_id)
    held = (
        JoinRequest.objects.open()
        .select_related("organisation", "user")
        .filter(pk=request.pk)
        .first()
    )
    if held is None:
        raise ValidationError(_("Over deze aanvraag is al beslist."))
    if not may_decide(by, held):
        raise PermissionDenied
    return held


def _decide(request: JoinRequest, state: RequestState, by: User) -> None:
    request.state, request.decided_at, request.decided_by = state, timezone.now(), by
    request.save(update_fields=("roles", "state", "decided_at", "decided_by", "reason"))
