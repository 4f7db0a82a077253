"""An administrator offers membership to a mail address."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.services import record
from community.kit.secrets import sign, unsign
from community.kit.validators import validate_email_address
from community.organisations.enums import Kind, RequestState
from community.organisations.models import Invitation, JoinRequest, Membership, Organisation
from community.organisations.queries import has_confirmed
from community.organisations.rules import manages_now
from community.organisations.services.mails import send_invitation, tell_accepted_elsewhere
from community.organisations.services.members import admit, checked_roles, lock
from community.verbs import INVITATION_REVOKED, INVITED

if TYPE_CHECKING:
    from community.accounts.models import User

VALID_FOR = timedelta(days=14)
A_DAY = 100
"""Invitations one organisation may send in 24 hours: enough for a team, dull for a spammer."""
PURPOSE = "community.invitation"


def invitation_token(invitation: Invitation) -> str:
    return sign(PURPOSE, str(invitation.pk))


def invitation_for(token: str) -> Invitation | None:
    """The open invitation behind a link; None for a forged, used, revoked or late one."""
    try:
        pk = int(unsign(PURPOSE, token))
    except (BadSignature, ValueError):
        return None
    return Invitation.objects.open().select_related("organisation", "invited_by").filter(
        pk=pk
    ).first()  # fmt: skip


@transaction.atomic
def invite(*, organisation: Organisation, email: str, roles: Iterable[str], by: User) -> Invitation:
    """Send an invitation; an earlier one to the same address loses its force."""
    organisation = lock(organisation.pk)
    if not manages_now(by, organisation):
        raise PermissionDenied
    address = validate_email_address(email).lower()
    chosen = checked_roles(organisation, roles)
    _demand_room(organisation, address)
    Invitation.objects.of(organisation).waiting().filter(email=address).update(
        revoked_at=timezone.now()
    )
    invitation = Invitation.objects.create(
        organisation=organisation, email=address, roles=chosen, invited_by=by,
        expires_at=timezone.now() + VALID_FOR,
    )  # fmt: skip
    send_invitation(invitation, invitation_token(invitation))
    record(INVITED, organisation=organisation, actor=by, subject=invitation, roles=chosen)
    return invitation


def _demand_room(organisation: Organisation, address: str) -> None:
    if organisation.ended_on:
        raise ValidationError(_("Deze organisatie bestaat niet meer."))
    if Membership.objects.of(organisation).current().filter(user__email=address).exists():
        raise ValidationError(_("Deze persoon is al lid van uw organisatie."))
    since = timezone.now() - timedelta(days=1)
    if Invitation.objects.of(organisation).filter(created_at__gt=since).count() >= A_DAY:
        raise ValidationError(_("U stuurde vandaag veel uitnodigingen. Probeer het morgen weer."))


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    organisation = lock(invitation.organisation_id)
    if not manages_now(by, organisation):
        raise PermissionDenied
    waiting = Invitation.objects.waiting().filter(pk=invitation.pk)
    if not waiting.update(revoked_at=timezone.now()):
        raise ValidationError(_("Deze uitnodiging is al gebruikt of ingetrokken."))
    record(INVITATION_REVOKED, organisation=organisation, actor=by, subject=invitation)


@transaction.atomic
def accept_invitation(*, token: str, user: User) -> Membership:
    """Become a member by the link; it works once. ValidationError when it no longer works.

    Whoever holds the link may use it with the account he has: a DPO serves many governments
    from one address. Its sender is told when that is another address than he wrote. A link to
    V-ICT-OR itself opens too much to travel: it works for its own address only.
    """
    found = invitation_for(token)
    organisation = lock(found.organisation_id) if found else None
    # Asked again under the lock: two clicks may not both find it open.
    invitation = invitation_for(token)
    if organisation is None or invitation is None:
        raise ValidationError(
            _("Deze uitnodiging is al gebruikt, ingetrokken of verlopen. Vraag een nieuwe.")
        )
    is_theirs = has_confirmed(user, invitation.email)
    if organisation.kind == Kind.PLATFORM and not is_theirs:
        raise ValidationError(
            _("Deze uitnodiging geldt alleen voor het adres waar ze naartoe ging.")
        )
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=("accepted_at", "accepted_by"))
    JoinRequest.objects.of(organisation).open().filter(user=user).update(
        state=RequestState.APPROVED, decided_at=timezone.now(), decided_by=invitation.invited_by
    )
    membership = admit(organisation=organisation, user=user, roles=invitation.roles, by=user)
    if not is_theirs:
        tell_accepted_elsewhere(invitation, by=user)
    return membership
