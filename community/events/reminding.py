"""What the clock brings: reminders and the question afterwards. The row says what was done, so each
step may be killed at any line and taken again."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from community.events.enums import STANDING, SeatState
from community.events.models import Event, Registration, Session
from community.events.rules import still_meant
from community.events.telling import tell_evaluation, tell_reminder

BEFORE = timedelta(hours=24)
AFTER = timedelta(hours=1)
TOO_LATE = timedelta(days=14)
"""After so long nobody remembers enough to be asked."""


def run() -> int:
    """Take every step that is due; returns how many were taken."""
    return sum(map(_remind, _sessions_due())) + sum(map(_ask, _events_due()))


def _sessions_due() -> list[int]:
    now = timezone.now()
    rows = Session.objects.held().filter(
        starts_at__gt=now, starts_at__lte=now + BEFORE, event__state__in=STANDING
    )
    told = Q(reminded_of=F("starts_at"))
    return list(rows.filter(Q(reminded_of=None) | ~told).values_list("pk", flat=True))


def _remind(pk: int) -> bool:
    with transaction.atomic():
        rows = Session.objects.select_for_update(of=("self",), skip_locked=True)
        session = rows.select_related("event__organisation").filter(pk=pk).first()
        if session is None or session.reminded_of == session.starts_at or session.dropped_at:
            return False
        # Who came in since has read it all a moment ago.
        seats = still_meant(
            Registration.objects.filter(event=session.event, state=SeatState.SEATED)
        )
        earlier = seats.exclude(created_at__gt=session.starts_at - BEFORE)
        earlier = earlier.exclude(moved_up_at__gt=session.starts_at - BEFORE)
        tell_reminder(session, [each.user for each in earlier.select_related("user")])
        session.reminded_of = session.starts_at
        session.save(update_fields=("reminded_of",))
    return True


def _events_due() -> list[int]:
    now = timezone.now()
    rows = Event.objects.standing().filter(
        evaluation_asked_at=None, ends_at__lte=now - AFTER, ends_at__gt=now - TOO_LATE
    )
    return list(rows.values_list("pk", flat=True))


def _ask(pk: int) -> bool:
    with transaction.atomic():
        rows = Event.objects.select_for_update(of=("self",), skip_locked=True)
        event = rows.select_related("organisation").filter(pk=pk).first()
        if event is None or event.evaluation_asked_at is not None:
            return False
        there = Registration.objects.taking().filter(event=event, has_evaluated=False)
        there = still_meant(there.exclude(state=SeatState.ABSENT)).select_related("user")
        tell_evaluation(event, [each.user for each in there])
        event.evaluation_asked_at = timezone.now()
        event.save(update_fields=("evaluation_asked_at",))
    return True
