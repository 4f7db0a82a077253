"""When a digest is due. Pure."""

from __future__ import annotations

from datetime import datetime, time

from community.forum.enums import Rhythm
from community.kit.clock import next_day_at, next_monday_at


def next_due(rhythm: str, hour: int, moment: datetime) -> datetime:
    """The first time after this moment that this rhythm asks for one, by the clock in Brussels."""
    if rhythm == Rhythm.DAILY:
        return next_day_at(moment, time(hour))
    return next_monday_at(moment, time(hour))
