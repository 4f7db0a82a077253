"""Beginning, changing and ending a group."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.groups import telling
from community.groups.enums import Entrance, GroupRole
from community.groups.models import Group
from community.groups.rules import may_end, may_start
from community.groups.services.holding import (
    demand_leader,
    demand_voice,
    let_in,
    locked,
    running,
    unfit_in,
)
from community.groups.services.values import Refused
from community.organisations.enums import RequestState
from community.organisations.rules import is_platform_admin
from community.verbs import GROUP_CHANGED, GROUP_ENDED, GROUP_STARTED


def start_group(*, actor: User, kind: str, name: str, summary: str, **fields: Any) -> Group:
    """A new group with its starter as leader; its talk and the rest follow by reactions."""
    if not may_start(actor, kind):
        raise Refused(_("Dit soort groep begint de redactie. Begin zelf een werkruimte."))
    demand_voice(actor, "description")
    with transaction.atomic():
        group: Group = Group.objects.create(
            kind=kind, name=name, summary=summary, created_by=actor, **fields
        )
        let_in(group, actor, actor=actor, role=GroupRole.LEADER)
        record(GROUP_STARTED, actor=actor, subject=group, kind=str(kind))
    return group


def change_group(*, group: Group, actor: User, **fields: Any) -> Group:
    """Say something else about it; saying the same is nothing. Refused when it would be for besturen
    alone while somebody inside works for none."""
    with transaction.atomic():
        held = running(group)
        demand_leader(held, actor)
        demand_voice(actor, "description")
        changed = sorted(name for name, value in fields.items() if getattr(held, name) != value)
        for name in changed:
            setattr(held, name, fields[name])
        if "audience" in changed:
            _demand_fit(held)
        if changed:
            held.save(update_fields=changed)
            record(GROUP_CHANGED, actor=actor, subject=held, fields=changed)
    return held


def _demand_fit(group: Group) -> None:
    if unfit_in(group):
        raise Refused(
            _("In deze groep zit iemand die niet bij een bestuur werkt. Haal die er eerst uit.")
        )


def end_group(*, group: Group, actor: User) -> bool:
    """Close it for writing; what it has stays readable for who is in it. False when it was ended."""
    with transaction.atomic():
        held = locked(group)
        if held.is_ended:
            return False
        if not may_end(actor, held):
            raise Refused(_("Alleen een trekker van de groep doet dit."))
        _end(held, actor)
    return True


def end_hidden(*, name: str, actor: User) -> bool:
    """A hidden group that a platform administrator knows by its whole name; False when there is
    none, or more than one, or he may not: he learns nothing by trying."""
    if not is_platform_admin(actor):
        return False
    rows = Group.objects.running().filter(entrance=Entrance.HIDDEN, name=name.strip())
    with transaction.atomic():
        found = list(rows.select_for_update(of=("self",), no_key=True)[:2])
        if len(found) != 1:
            return False
        _end(found[0], actor)
    return True


def _end(held: Group, actor: User | None) -> None:
    held.ended_at = timezone.now()
    held.save(update_fields=("ended_at",))
    for rows in (held.requests, held.invitations):
        waiting = rows.filter(state=RequestState.OPEN)
        waiting.update(state=RequestState.WITHDRAWN, decided_at=timezone.now())
    telling.tell_ended(held, actor)
    record(GROUP_ENDED, actor=actor, subject=held)


def end_empty(group: Group) -> None:
    """The last one left: nobody reads or leads it any more. In the caller's transaction."""
    if not group.is_ended:
        _end(group, None)
