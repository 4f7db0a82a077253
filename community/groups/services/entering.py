"""Coming in: by oneself, by a question that a leader answers, or by an invitation."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.groups import telling
from community.groups.enums import Entrance
from community.groups.models import Group, GroupInvitation, GroupMembership, GroupRequest
from community.groups.rules import fits, may_invite
from community.groups.services.holding import (
    demand_leader,
    demand_voice,
    held_by,
    let_in,
    running,
)
from community.groups.services.values import Refused
from community.kit.pace import within_pace
from community.organisations.enums import RequestState
from community.verbs import GROUP_ASKED, GROUP_INVITED, GROUP_REFUSED

A_DAY = 24 * 60 * 60
MOST_A_DAY = 100
"""Invitations of one person: each is a mail with words of his."""


def join(*, group: Group, user: User) -> GroupMembership:
    """Into an open group; joining twice gives the first place."""
    with transaction.atomic():
        held = running(group)
        if held.entrance != Entrance.OPEN:
            raise Refused(_("In deze groep komt u op vraag of op uitnodiging."))
        made = let_in(held, user, actor=user)
        _settle(held, user)
    return made


def ask(*, group: Group, user: User, message: str = "") -> GroupRequest | None:
    """One open question a person and group; None when he is in already."""
    with transaction.atomic():
        held = running(group)
        if held_by(held, user) is not None:
            return None
        if held.entrance != Entrance.ASK:
            raise Refused(_("Aan deze groep kunt u dat niet vragen."))
        if not fits(user, held):
            raise Refused(_("Deze groep is alleen voor wie bij een bestuur werkt."))
        made, is_new = GroupRequest.objects.get_or_create(
            group=held, user=user, state=RequestState.OPEN, defaults={"message": message[:500]}
        )
        if is_new:
            telling.tell_asked(made)
            record(GROUP_ASKED, actor=user, subject=held)
    return made


def take_back(*, group: Group, user: User) -> bool:
    """The question of this person himself."""
    with transaction.atomic():
        rows = GroupRequest.objects.filter(group=group, user=user, state=RequestState.OPEN)
        return bool(rows.update(state=RequestState.WITHDRAWN, decided_at=timezone.now()))


def decide(*, request: GroupRequest, actor: User, let: bool, reason: str = "") -> bool:
    """Let somebody in, or not and say why; False when it was decided already."""
    with transaction.atomic():
        held = running(request.group)
        demand_leader(held, actor)
        row = GroupRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if row.state != RequestState.OPEN:
            return False
        if not let and not reason.strip():
            raise Refused(_("Zeg in één zin waarom niet. Wie het vroeg, leest dit."))
        row.state = RequestState.APPROVED if let else RequestState.REFUSED
        row.decided_by, row.decided_at, row.reason = actor, timezone.now(), reason.strip()[:500]
        row.save(update_fields=("state", "decided_by", "decided_at", "reason"))
        telling.tell_decided(row)
        if let:
            let_in(held, row.user, actor=actor)
            _settle(held, row.user)
        else:
            record(GROUP_REFUSED, actor=actor, subject=held)
    return True


def invite(*, group: Group, user: User | None, actor: User) -> GroupInvitation | None:
    """Ask somebody in; asked again he hears of it once. None when he is in already, and for an
    address that is nobody's: what is asked of the leader himself comes first, so that it tells nothing.
    """
    with transaction.atomic():
        held = running(group)
        demand_leader(held, actor)
        demand_voice(actor, "member")
        if not within_pace(f"invite:{actor.pk}", most=MOST_A_DAY, seconds=A_DAY):
            raise Refused(_("U nodigde vandaag al veel mensen uit. Ga morgen verder."), "member")
        if user is None:
            return None
        if held_by(held, user) is not None:
            return None
        if not user.is_active or not fits(user, held):
            raise Refused(_("Deze persoon werkt niet bij een bestuur; daar is deze groep voor."))
        if not may_invite(actor, user):
            raise Refused(_("U kunt deze persoon niet uitnodigen."))
        made, is_new = GroupInvitation.objects.get_or_create(
            group=held, user=user, state=RequestState.OPEN, defaults={"invited_by": actor}
        )
        if is_new:
            telling.tell_invited(made)
            record(GROUP_INVITED, actor=actor, subject=held)
    return made


def accept(*, invitation: GroupInvitation, user: User) -> GroupMembership:
    """By who was asked. Refused when it was taken back or the group ended."""
    with transaction.atomic():
        held = running(invitation.group)
        row = GroupInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        known = held_by(held, user)
        if known is not None:
            return known
        if row.state != RequestState.OPEN or row.user_id != user.pk:
            raise Refused(_("Deze uitnodiging geldt niet meer."))
        made = let_in(held, user, actor=user)
        _settle(held, user)
    return made


def decline(*, invitation: GroupInvitation, actor: User) -> bool:
    """By who was asked, or taken back by a leader; False when it was decided already."""
    with transaction.atomic():
        row = GroupInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if row.state != RequestState.OPEN:
            return False
        mine = row.user_id == actor.pk
        if not mine:
            demand_leader(row.group, actor)
        row.state = RequestState.REFUSED if mine else RequestState.WITHDRAWN
        row.decided_at = timezone.now()
        row.save(update_fields=("state", "decided_at"))
    return True


def _settle(group: Group, user: User) -> None:
    """Whoever came in has no open question or invitation any more."""
    for rows in (group.requests, group.invitations):
        rows.filter(user=user, state=RequestState.OPEN).update(
            state=RequestState.APPROVED, decided_at=timezone.now()
        )
