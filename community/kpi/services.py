"""Measuring: one row per indicator and day, however often it runs."""

from __future__ import annotations

from datetime import date

import structlog
from django.utils import timezone

from community.kpi.indicators import Indicator, indicators
from community.kpi.models import Measurement

log = structlog.get_logger(__name__)


def measure(day: date | None = None) -> list[str]:
    """Measure every indicator for a day (today when none is given); returns the keys that failed.

    Idempotent: running again, or after a kill, replaces what was measured for that day. One
    indicator that fails keeps the others from nothing. ValueError for a day still to come.
    """
    today = timezone.localdate()
    day = day or today
    if day > today:
        raise ValueError(f"{day} has not come yet")
    return [each.key for each in indicators if not _measured(each, day)]


def _measured(indicator: Indicator, day: date) -> bool:
    try:
        Measurement.objects.update_or_create(
            indicator=indicator.key, organisation=None, day=day,
            defaults={"value": indicator.measure(day)},
        )  # fmt: skip
    except Exception:
        log.exception("indicator_failed", indicator=indicator.key, day=str(day))
        return False
    return True
