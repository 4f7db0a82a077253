"""A year of invented growth, so that the indicators have a line to show."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from community.kpi.models import Measurement
from community.kpi.services import measure

MONTHS = 11


def grow_for_a_year() -> None:
    """Today as it is; the months before it, invented, from small to what it is now."""
    measure()
    today = timezone.localdate()
    now = dict(
        Measurement.objects.filter(day=today, organisation=None).values_list("indicator", "value")
    )
    Measurement.objects.bulk_create(
        (
            Measurement(indicator=key, day=day, value=_share(value, MONTHS + 1 - ago))
            for key, value in now.items()
            for ago, day in enumerate(_month_ends(today), start=1)
        ),
        ignore_conflicts=True,
    )


def _month_ends(today: date) -> list[date]:
    """The last days of the months gone by, the latest first."""
    days = [today.replace(day=1) - timedelta(days=1)]
    while len(days) < MONTHS:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days


def _share(value: Decimal, twelfths: int) -> Decimal:
    return (value * twelfths / (MONTHS + 1)).to_integral_value()
