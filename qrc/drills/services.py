"""Planning a drill, approving it, dropping it, and answering it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record, record_many, ring
from qrc.drills.enums import DrillState, Reach
from qrc.drills.models import Drill, DrillResult
from qrc.drills.reaching import Place, places_of, recipients_of
from qrc.drills.scoring import score_of
from qrc.drills.wording import content, parts_of
from qrc.releases.two_people import UNAPPROVED, sign
from qrc.verbs import (
    DRILL_ANSWERED,
    DRILL_APPROVED,
    DRILL_CANCELLED,
    DRILL_EDITED,
    DRILL_PLANNED,
)

RANKS = ("first", "second")


def plan_drill(
    *, author: User | None, organisations: Iterable[Any] = (), is_demo: bool = False, **said: Any
) -> Drill:
    """A proposal, which reaches nobody yet; `said` are the fields of the form."""
    with transaction.atomic():
        drill = Drill.objects.create(author=author, is_demo=is_demo, **said)
        drill.organisations.set(organisations)
        recount(drill)
        drill.save()
        record(DRILL_PLANNED, actor=author, subject=drill)
    return drill


def edit_drill(*, drill: Drill, actor: User, organisations: Iterable[Any], **said: Any) -> Drill:
    """Change it before anybody was told; who approved before did not approve this."""
    with transaction.atomic():
        row = _open(drill)
        reset = UNAPPROVED | {"state": DrillState.DRAFT, "version": row.version + 1}
        for name, value in (said | reset).items():
            setattr(row, name, value)
        row.organisations.set(organisations)
        recount(row)
        row.save()
        record(DRILL_EDITED, actor=actor, subject=row)
    return row


def recount(drill: Drill, places: Sequence[Place] | None = None) -> None:
    """Count anew whom it would reach and in how many SMS; the caller keeps the row."""
    places = places_of(drill) if places is None else places
    to = recipients_of(drill, places)
    by_channel = [each.channel for each in to]
    drill.audience = {name: by_channel.count(name) for name in sorted(set(by_channel))}
    drill.besturen, drill.people = len(places), len({each.name for each in to})
    drill.segments = parts_of(content(drill))
    drill.needs_two = drill.is_costly


def approve_drill(*, drill: Drill, actor: User, version: int | None = None) -> Drill:
    """One editor says yes to what he read; the last yes that is needed plans it.

    ValidationError (Dutch) when it may not: decided meanwhile, changed since, nobody to reach, or
    the same person twice.
    """
    with transaction.atomic():
        row = _open(drill)
        if row.state == DrillState.PLANNED:
            raise ValidationError(_("Deze oefening staat al gepland."))
        if version is not None and version != row.version:
            raise ValidationError(_("Iemand wijzigde dit intussen. Lees het opnieuw."))
        recount(row)
        if not row.besturen:
            raise ValidationError(_("Geen enkel bestuur past bij deze keuze. Wijzig voor wie."))
        is_second = sign(row, actor)
        if row.is_approved:
            row.state = DrillState.PLANNED
            row.starts_at = max(row.starts_at or timezone.now(), timezone.now())
            transaction.on_commit(_wake, robust=True)
        row.save()
        record(DRILL_APPROVED, actor=actor, subject=row, by_two=is_second)
    return row


def cancel_drill(*, drill: Drill, actor: User, reason: str) -> Drill:
    with transaction.atomic():
        row = _open(drill)
        row.state, row.reason, row.closed_at = DrillState.CANCELLED, reason[:500], timezone.now()
        row.save()
        record(DRILL_CANCELLED, actor=actor, subject=row)
    return row


def acknowledge(*, drill: Drill, user: User, via: str, organisations: Iterable[int]) -> int:
    """This contact has seen it, for these besturen; again changes nothing. How many are new.

    ValidationError (Dutch) once the drill is closed: what comes late does not count.
    """
    with transaction.atomic():
        # Locked, so that an answer and the closing count never cross.
        row = Drill.objects.select_for_update().get(pk=drill.pk)
        if not row.takes_answers:
            raise ValidationError(_("De oefening is afgesloten. Uw antwoord telt niet meer mee."))
        rows = DrillResult.objects.filter(drill=row, organisation__in=list(organisations))
        fresh = [each for each in rows.select_related("organisation") if _mark(each, user, via)]
        record_many(
            DRILL_ANSWERED,
            [{"organisation": each.organisation, "actor": user, "subject": row,
              "data": {"via": str(via)}} for each in fresh],
        )  # fmt: skip
    return len(fresh)


def _mark(result: DrillResult, user: User, via: str) -> bool:
    fresh = False
    for rank in RANKS:
        if getattr(result, f"{rank}_id") == user.pk and getattr(result, f"{rank}_seen_at") is None:
            setattr(result, f"{rank}_seen_at", timezone.now())
            setattr(result, f"{rank}_via", str(via))
            setattr(result, f"{rank}_reach", Reach.SEEN)
            fresh = True
    if fresh:
        result.score = score_of(result.first_reach, result.second_reach)
        result.save()
    return fresh


def _open(drill: Drill) -> Drill:
    row = Drill.objects.select_for_update().get(pk=drill.pk)
    if not row.is_open:
        raise ValidationError(
            _("Hierover is al beslist: %(state)s.") % {"state": row.get_state_display()}
        )
    return row


def _wake() -> None:
    """Start at once what is due at once; a lost ring costs one sweep."""
    ring("qrc.drills.tasks.run")
