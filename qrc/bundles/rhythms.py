"""When a bundle is due, and which of a reader's rhythms counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from community.kit.clock import MORNING, next_day_at, next_monday_at
from community.messaging.enums import Channel
from qrc.subscriptions.enums import Cadence

QUIET = timedelta(minutes=30)
"""A bundle leaves when so long nothing was added…"""
LONGEST = timedelta(hours=4)
"""… and at the latest so long after what came first."""
RINGING = frozenset({str(Channel.EMAIL), str(Channel.SMS)})
SOONEST_FIRST = (Cadence.IMMEDIATE, Cadence.BUNDLED, Cadence.DAILY, Cadence.WEEKLY)


def first_due(cadence: str, opened: datetime) -> datetime:
    """When a bundle is due of which nothing is known but when it was opened."""
    if cadence == Cadence.DAILY:
        return next_day_at(opened, MORNING)
    if cadence == Cadence.WEEKLY:
        return next_monday_at(opened, MORNING)
    return opened + QUIET


def spread(wanted: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """By rhythm, the channels on which one reader hears of one thing.

    Each channel follows the soonest rhythm that asks for it. Who is rung, by mail or SMS, has heard
    it: slower rhythms add nothing. What only hangs on the screen spares nobody the mail he asked for.
    """
    found: dict[str, set[str]] = {}
    seen: set[str] = set()
    for cadence in SOONEST_FIRST:
        channels = set(wanted.get(cadence, ())) - seen
        if not channels:
            continue
        found[str(cadence)] = channels
        seen |= channels
        if channels & RINGING:
            break
    return found
