"""Giving people a copy of their data, and forgetting them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.accounts.services import end_sessions
from community.activity.services import record, ring
from community.kit.rounds import one_by_one
from community.messaging.enums import Channel
from community.messaging.models import Address
from community.privacy.copying import drop_copy, write_copy
from community.privacy.enums import ExportState
from community.privacy.holdings import holdings
from community.privacy.models import DataExport, Erasure, Kept
from community.privacy.telling import tell_cancelled, tell_planned, tell_ready
from community.privacy.traces import SHORTEST_NAME, Traces, forget_in_search
from community.search.services import forget_compounds
from community.verbs import (
    DATA_COPIED,
    DATA_COPY_ASKED,
    DATA_COPY_TAKEN,
    ERASURE_ASKED,
    ERASURE_CANCELLED,
    ERASURE_DONE,
    KEPT_LET_GO,
)

if TYPE_CHECKING:
    from datetime import date

log = structlog.get_logger(__name__)

LASTS = timedelta(days=7)
"""How long a copy can be fetched."""
THINKING = timedelta(days=7)
"""Between asking and erasing: who was too quick, or was not the one who asked, can still say so."""
MOST_TRIES = 5
PAUSE = timedelta(minutes=5)


@transaction.atomic
def ask_copy(*, user: User) -> DataExport:
    """Have a copy made; the one that waits already is the one that is meant."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    waiting = DataExport.objects.filter(user=user, state=ExportState.WAITING).first()
    if waiting is not None:
        return waiting
    copy = DataExport.objects.create(user=user)
    record(DATA_COPY_ASKED, actor=user, subject=copy)
    transaction.on_commit(lambda: ring("community.privacy.tasks.work"), robust=True)
    return copy


def make_copies() -> int:
    """Make the copies that wait; returns how many were made. May be killed and run again."""
    done = 0
    while (copy := _claim()) is not None:
        done += _make(copy)
    return done


def _claim() -> DataExport | None:
    """The next one, put off before anything is written: what ends its maker does not do so for ever."""
    with transaction.atomic():
        copy = DataExport.objects.due().select_for_update(skip_locked=True).order_by("pk").first()
        if copy is None:
            return None
        copy.attempts += 1
        copy.not_before = timezone.now() + PAUSE * copy.attempts
        if copy.attempts > MOST_TRIES:
            copy.state = ExportState.FAILED
        copy.save(update_fields=("attempts", "not_before", "state"))
    return copy


def _make(copy: DataExport) -> bool:
    if copy.state == ExportState.FAILED:
        return False
    try:
        size = write_copy(user=copy.user, path=copy.path)
    except Exception:
        log.exception("data_copy_failed", copy=copy.pk)
        return False
    with transaction.atomic():
        now = timezone.now()
        waiting = DataExport.objects.filter(pk=copy.pk, state=ExportState.WAITING)
        is_first = waiting.update(
            state=ExportState.READY, size=size, ready_at=now, expires_at=now + LASTS
        )
        if is_first:
            record(DATA_COPIED, subject=copy, size=size)
            tell_ready(copy)
    if not DataExport.objects.filter(pk=copy.pk).exists():
        # Whose it was is forgotten since: nobody else would look for it here.
        drop_copy(copy.path)
    return bool(is_first)


def note_taken(*, copy: DataExport) -> None:
    """The person fetched his copy: in the trail, since it is all that is known of him."""
    record(DATA_COPY_TAKEN, actor=copy.user, subject=copy)


@transaction.atomic
def ask_erasure(*, user: User) -> Erasure:
    """Plan to forget this person after a week; the plan that stands is the one that is meant."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    planned = Erasure.objects.planned().filter(user=user).first()
    if planned is not None:
        return planned
    erasure = Erasure.objects.create(user=user, due_at=timezone.now() + THINKING)
    record(ERASURE_ASKED, actor=user, subject=erasure)
    tell_planned(erasure, user)
    return erasure


@transaction.atomic
def cancel_erasure(*, erasure: Erasure) -> bool:
    """Do not forget after all; False when that is too late or was done already."""
    held = Erasure.objects.select_for_update(of=("self",)).get(pk=erasure.pk)
    if held.done_at is not None or held.cancelled_at is not None or held.user is None:
        return False
    held.cancelled_at = timezone.now()
    held.save(update_fields=("cancelled_at",))
    record(ERASURE_CANCELLED, actor=held.user, subject=held)
    tell_cancelled(held, held.user)
    return True


def erase_due() -> int:
    """Forget whose day has come; returns how many. May be killed at any line and run again."""
    due = Erasure.objects.due().order_by("pk").values_list("pk", flat=True)
    return one_by_one(list(due), lambda pk: erase(pk=pk), failed="erasure_failed")


@transaction.atomic
def erase(*, pk: int) -> bool:
    """Forget one person, whole or not at all; False when somebody did, or when it was called off.

    What is kept gets its row with reason and end first; then every part of the house takes away what
    the database would leave, and the account goes with all that hangs on it.
    """
    erasure = Erasure.objects.due().select_for_update(of=("self",)).filter(pk=pk).first()
    if erasure is None or erasure.user_id is None:
        return False
    user = User.objects.select_for_update().get(pk=erasure.user_id)
    Kept.objects.bulk_create(_kept_of(erasure, user), ignore_conflicts=True)
    traces = traces_of(user)
    end_sessions(user=user, but="")
    for copy in DataExport.objects.filter(user=user):
        transaction.on_commit(partial(drop_copy, copy.path), robust=True)
    for holding in reversed(holdings.all()):
        holding.wipe(user, traces)
    Erasure.objects.filter(user=user).update(user=None)
    user.delete()
    forget_in_search(traces)
    Erasure.objects.filter(pk=pk).update(done_at=timezone.now())
    record(ERASURE_DONE, subject=erasure)
    return True


def _kept_of(erasure: Erasure, user: User) -> list[Kept]:
    return [
        Kept(
            erasure=erasure, holding=holding.key, reference=each.reference, what=each.what,
            reason=each.reason, until=each.until,
        )
        for holding in holdings for each in holding.keeps(user)
    ]  # fmt: skip


def traces_of(user: User) -> Traces:
    """By what the person is known; addresses he gave up long ago are known to nobody any more."""
    mine = Address.objects.filter(user=user, channel__in=(Channel.EMAIL, Channel.SMS))
    addresses = {
        user.email.lower(),
        *(each.lower() for each in mine.values_list("value", flat=True)),
    }
    name = user.get_full_name()
    names = (name,) if len(name) >= SHORTEST_NAME else ()
    return Traces(user_id=user.pk, addresses=tuple(sorted(addresses)), names=names)


def let_go_due(*, today: date | None = None) -> int:
    """End what was kept when its day has come; returns how many ended. Safe to run twice."""
    day = today or timezone.localdate()
    rows = Kept.objects.filter(ended_at=None, until__lt=day).order_by("pk")
    return sum(_let_go(pk) for pk in list(rows.values_list("pk", flat=True)))


@transaction.atomic
def _let_go(pk: int) -> int:
    row = Kept.objects.select_for_update().filter(pk=pk, ended_at=None).first()
    if row is None:
        return 0
    holdings.get(row.holding).let_go(row.reference)
    row.ended_at = timezone.now()
    row.save(update_fields=("ended_at",))
    record(KEPT_LET_GO, subject=row, holding=row.holding)
    return 1


def forget_copies() -> int:
    """Throw away copies that nobody may fetch any more; returns how many."""
    gone: int = 0
    for copy in DataExport.objects.outdated():
        drop_copy(copy.path)
        gone += DataExport.objects.filter(pk=copy.pk, state=ExportState.READY).update(
            state=ExportState.GONE
        )
    return gone


def work() -> dict[str, Any]:
    """All that this room does by itself, in one round."""
    erased = erase_due()
    if erased:
        # A rare family name may have been learnt as the end of a long word.
        forget_compounds()
    return {
        "copies": make_copies(), "erased": erased, "let go": let_go_due(),
        "forgotten": forget_copies(),
    }  # fmt: skip
