"""Of kinds with `newest_only`: nobody hears an earlier word of a thread after a later one.

Asked of what was just claimed, in the claim's transaction; a claim without such a kind asks nothing.
Two workers hold each other right: what waits behind a later word is taken back by whichever sees
both, and a later word stays put while an earlier one is in somebody's hands.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest, Now

from community.messaging.enums import State
from community.messaging.kinds import kinds
from community.messaging.models import Delivery

PAUSE = timedelta(seconds=5)
CODE = "superseded"
WHY = "er ging een nieuwer bericht over hetzelfde"

OVERTAKEN = """
SELECT d.id FROM community_delivery d JOIN community_message m ON m.id = d.message_id
WHERE d.id = ANY(%(mine)s) AND EXISTS (
  SELECT 1 FROM community_message n JOIN community_delivery later ON later.message_id = n.id
  WHERE n.thread = m.thread AND n.id > m.id AND later.recipient = d.recipient
    AND later.channel = d.channel AND later.state <> 'suppressed')
"""
# What another worker holds is left to him.
EARLIER = """
SELECT o.id, d.id, o.state FROM community_delivery d
JOIN community_message m ON m.id = d.message_id
JOIN community_message n ON n.thread = m.thread AND n.id < m.id
JOIN community_delivery o ON o.message_id = n.id AND o.recipient = d.recipient
  AND o.channel = d.channel
WHERE d.id = ANY(%(mine)s) AND o.state IN ('queued', 'held', 'sending')
"""


def newest_of(channel: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The claimed rows (see `CLAIM`) that may be said now; the rest is taken back or put off."""
    mine = [row[1] for row in rows if row[3] in kinds and kinds.get(row[3]).newest_only]
    if not mine:
        return rows
    stale = {pk for (pk,) in _asked(OVERTAKEN, mine)}
    _take_back(stale)
    kept = [pk for pk in mine if pk not in stale]
    early = _put_off(kept)
    return [row for row in rows if row[1] not in stale | early]


def _put_off(mine: list[int]) -> set[int]:
    """Those behind which an earlier word is still in the hands of another worker."""
    found = [(earlier, pk) for earlier, pk, _state in _asked(EARLIER, mine)] if mine else []
    if not found:
        return set()
    free = Delivery.objects.filter(
        pk__in={earlier for earlier, _pk in found}, state__in=(State.QUEUED, State.HELD)
    )
    locked = set(free.select_for_update(skip_locked=True).values_list("pk", flat=True))
    _take_back(locked)
    early = {pk for earlier, pk in found if earlier not in locked and earlier not in mine}
    Delivery.objects.filter(pk__in=early).update(
        state=State.QUEUED, claim=None, lease_until=None, not_before=Now() + PAUSE,
        attempts=Greatest(F("attempts") - 1, 0),
    )  # fmt: skip
    return early


def _take_back(ids: set[int]) -> None:
    if ids:
        Delivery.objects.filter(pk__in=ids).update(
            state=State.SUPPRESSED, claim=None, lease_until=None, error_code=CODE, error=WHY
        )


def _asked(question: str, mine: list[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, {"mine": mine})
        return list(cursor.fetchall())
