"""A drill's life after its approval: it starts, is counted, and closes. May be killed at any line
and run twice: the row says how far it is, and each step is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.activity.services import record
from community.messaging.enums import REACHED, State
from community.messaging.models import Delivery, Message
from community.messaging.services import notify, suppress_waiting
from qrc.drills.enums import DrillState, Reach
from qrc.drills.models import Drill, DrillResult
from qrc.drills.reaching import RINGING, Place, places_of, recipients_of
from qrc.drills.scoring import score_of
from qrc.drills.services import RANKS, recount
from qrc.drills.wording import content
from qrc.notifications import DRILL
from qrc.releases.two_people import UNAPPROVED
from qrc.verbs import DRILL_CLOSED, DRILL_SENT_BACK, DRILL_STARTED

PRIORITY = 6
"""Behind every warning, whatever its severity."""
BATCH = 500
WAITING = (State.QUEUED, State.SENDING, State.HELD)
STATES = {name: {str(each) for each in states} for name, states in (
    ("reached", REACHED), ("waiting", WAITING),
)}  # fmt: skip


def run() -> int:
    """Take every step that is due; returns how many drills started or closed."""
    due = list(Drill.objects.due().order_by("starts_at", "pk").values_list("pk", flat=True))
    running = list(Drill.objects.running().order_by("pk").values_list("pk", flat=True))
    return sum(map(_start, due)) + sum(map(_follow, running))


def key_of(pk: int) -> str:
    return f"qrc.drill:{pk}"


def _start(pk: int) -> bool:
    with transaction.atomic():
        rows = Drill.objects.due().select_for_update(skip_locked=True)
        drill = rows.filter(pk=pk).first()
        if drill is None:
            return False
        places = places_of(drill)
        recount(drill, places)
        if not drill.is_approved:
            # The audience grew past what one person may send alone.
            _send_back(drill)
            return False
        drill.state, drill.started_at = DrillState.RUNNING, timezone.now()
        drill.closes_at = drill.started_at + timedelta(hours=drill.hours)
        drill.save()
        DrillResult.objects.bulk_create(_results(drill, places), batch_size=BATCH)
        to = recipients_of(drill, places)
        if to:
            notify(
                DRILL, to=to, content=content(drill), key=key_of(pk), thread=key_of(pk),
                is_demo=drill.is_demo, priority=PRIORITY,
            )  # fmt: skip
        record(DRILL_STARTED, subject=drill, besturen=drill.besturen, people=drill.people)
    return True


def _send_back(drill: Drill) -> None:
    drill.state = DrillState.DRAFT
    drill.version += 1
    for name, value in UNAPPROVED.items():
        setattr(drill, name, value)
    drill.save()
    record(DRILL_SENT_BACK, subject=drill, sms=drill.audience.get("sms", 0))


def _results(drill: Drill, places: Sequence[Place]) -> list[DrillResult]:
    return [
        DrillResult(
            drill=drill, organisation=each.organisation,
            first=each.first.contact.user if each.first.contact else None,
            first_reach=each.first.reach,
            second=each.second.contact.user if each.second.contact else None,
            second_reach=each.second.reach,
            score=score_of(each.first.reach, each.second.reach),
        )
        for each in places
    ]  # fmt: skip


def _follow(pk: int) -> bool:
    """Count what became of its messages, and close it when its time is over."""
    with transaction.atomic():
        rows = Drill.objects.running().select_for_update(skip_locked=True)
        drill = rows.filter(pk=pk).first()
        if drill is None:
            return False
        _count(drill)
        if drill.takes_answers:
            return False
        drill.state, drill.closed_at = DrillState.CLOSED, timezone.now()
        drill.save(update_fields=("state", "closed_at"))
        _take_back(drill)
        results = DrillResult.objects.filter(drill=drill)
        record(
            DRILL_CLOSED, subject=drill, besturen=results.count(),
            reached=results.reached().count(),
        )  # fmt: skip
    return True


def _take_back(drill: Drill) -> None:
    """What did not leave in time stays here: nobody is asked about a drill that is over."""
    told = Message.objects.filter(key=key_of(drill.pk)).values_list("pk", flat=True)
    suppress_waiting(message_ids=list(told), reason="de oefening is afgesloten")


def _count(drill: Drill) -> None:
    fates = _fates(drill)
    changed = []
    for each in DrillResult.objects.filter(drill=drill).order_by("pk"):
        before = (each.first_reach, each.second_reach)
        each.first_reach, each.second_reach = (_reach(each, rank, fates) for rank in RANKS)
        each.score = score_of(each.first_reach, each.second_reach)
        if before != (each.first_reach, each.second_reach):
            changed.append(each)
    fields = ("first_reach", "second_reach", "score")
    DrillResult.objects.bulk_update(changed, fields, batch_size=BATCH)


def _fates(drill: Drill) -> dict[int | None, set[str]]:
    """By user: the states of what was sent to him by mail and SMS."""
    rows = Delivery.objects.filter(message__key=key_of(drill.pk), channel__in=RINGING)
    found: dict[int | None, set[str]] = {}
    for user, state in rows.values_list("user", "state"):
        found.setdefault(user, set()).add(state)
    return found


def _reach(result: DrillResult, rank: str, fates: dict[int | None, set[str]]) -> str:
    if getattr(result, f"{rank}_seen_at") is not None:
        return Reach.SEEN
    states = fates.get(getattr(result, f"{rank}_id"), set())
    if not states or getattr(result, f"{rank}_id") is None:
        return str(getattr(result, f"{rank}_reach"))
    if states & STATES["reached"]:
        return Reach.SILENT
    return Reach.UNDERWAY if states & STATES["waiting"] else Reach.FAILED
