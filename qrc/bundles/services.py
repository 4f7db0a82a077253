"""Putting aside what is told later, and telling it once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F
from django.db.models.functions import Least
from django.utils import timezone

from community.activity.services import record
from community.kit.rounds import one_by_one
from community.messaging.models import Message
from community.messaging.quiet import quiet_until
from community.messaging.services import notify
from qrc.bundles.enums import Fate
from qrc.bundles.judging import Judged, judge
from qrc.bundles.models import Bundle, BundleEntry
from qrc.bundles.rhythms import LONGEST, QUIET, RINGING, first_due
from qrc.bundles.telling import recipients_of
from qrc.bundles.values import Aside
from qrc.bundles.wording import words_of
from qrc.notifications import BUNDLE
from qrc.subscriptions.enums import Cadence
from qrc.verbs import BUNDLE_CLOSED

BATCH = 500
CHUNK = 2000

Pair = tuple[int, str]
"""(key of a subscriber, rhythm)"""


def put_aside(*, asides: Sequence[Aside], now: datetime | None = None) -> int:
    """Lay each in the open bundle of its reader and rhythm, in the caller's transaction.

    Run again it adds nothing. Returns how many bundles were touched.
    """
    now = now or timezone.now()
    if not asides:
        return 0
    with transaction.atomic():
        bundles = _open_bundles({(each.subscriber_id, each.cadence) for each in asides}, now)
        entries = [
            BundleEntry(
                bundle=bundles[each.subscriber_id, each.cadence], revision_id=each.revision_id,
                channels=sorted(each.channels), reason=each.reason, at=now,
            )
            for each in _merged(asides)
        ]  # fmt: skip
        BundleEntry.objects.bulk_create(entries, ignore_conflicts=True, batch_size=CHUNK)
        waiting = [each.pk for each in bundles.values() if each.cadence == Cadence.BUNDLED]
        at_most = ExpressionWrapper(F("opened_at") + LONGEST, output_field=DateTimeField())
        Bundle.objects.filter(pk__in=waiting).update(due_at=Least(at_most, now + QUIET))
    return len(bundles)


def _merged(asides: Iterable[Aside]) -> list[Aside]:
    """One for each reader, rhythm and revision, with all the channels."""
    found: dict[tuple[int, str, int], Aside] = {}
    for each in asides:
        key = (each.subscriber_id, each.cadence, each.revision_id)
        if known := found.get(key):
            found[key] = replace(known, channels=known.channels | each.channels)
            continue
        found[key] = each
    return list(found.values())


def _open_bundles(wanted: set[Pair], now: datetime) -> dict[Pair, Bundle]:
    """The open bundle of each, locked: who releases one waits, or has closed it before."""
    found: dict[Pair, Bundle] = {}
    while True:
        people, cadences = {each[0] for each in wanted}, {each[1] for each in wanted}
        rows = Bundle.objects.open().filter(subscriber__in=people, cadence__in=cadences)
        for row in rows.select_for_update(no_key=True).order_by("pk"):
            if (row.subscriber_id, row.cadence) in wanted:
                found[row.subscriber_id, row.cadence] = row
        missing = sorted(wanted - found.keys())
        if not missing:
            return found
        fresh = [
            Bundle(
                subscriber_id=subscriber, cadence=cadence, opened_at=now,
                due_at=first_due(cadence, now),
            )
            for subscriber, cadence in missing
        ]  # fmt: skip
        # Another worker may open the same one: then his is taken in the next turn.
        Bundle.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=CHUNK)


def release_due(*, limit: int = BATCH) -> int:
    """Tell the bundles that are due, each in a transaction of its own; returns how many were closed.

    A bundle that another worker holds is his; one that cannot be told stops no other.
    """
    due = Bundle.objects.due().order_by("due_at", "pk").values_list("pk", flat=True)
    return one_by_one(list(due[:limit]), _release, failed="bundle_failed")


def _release(pk: int) -> bool:
    with transaction.atomic():
        rows = Bundle.objects.due().select_for_update(of=("self",), skip_locked=True, no_key=True)
        bundle = rows.select_related("subscriber__user").filter(pk=pk).first()
        if bundle is None or _is_postponed(bundle):
            return False
        judged = judge(bundle)
        bundle.message = _tell(bundle, judged)
        bundle.closed_at = timezone.now()
        bundle.save(update_fields=("message", "closed_at"))
        for fate, entries in judged.fates.items():
            BundleEntry.objects.filter(pk__in=entries).update(fate=fate)
        told = len(judged.fates.get(Fate.TOLD, ()))
        record(BUNDLE_CLOSED, subject=bundle, told=told, lines=len(judged.lines))
    return True


def _is_postponed(bundle: Bundle) -> bool:
    """Whether its reader sleeps: what would only wait in the outbox is better judged afterwards."""
    user = bundle.subscriber.user_id
    channels = {channel for each in bundle.entries.all() for channel in each.channels}
    if user is None or not channels & RINGING:
        return False
    wakes = quiet_until(user_id=user, channels=channels & RINGING, priority=BUNDLE.priority)
    if wakes is None:
        return False
    bundle.due_at = wakes
    bundle.save(update_fields=("due_at",))
    return True


def _tell(bundle: Bundle, judged: Judged) -> Message | None:
    to = recipients_of(bundle, judged)
    if not to:
        return None
    channels = tuple(sorted({each.channel for each in to}))
    return notify(
        BUNDLE, to=to, content=words_of(bundle, judged.lines, channels),
        key=f"{BUNDLE.key}:{bundle.pk}", is_demo=bundle.subscriber.is_demo,
    )  # fmt: skip
