"""How long something took, as people say it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE, HOUR, DAY = 60, 3600, 86400
FEW = 10
"""Below so many of a unit its smaller part is told too: "2 uur 15 min", and "14 uur"."""


def how_long(duration: timedelta) -> str:
    """ "0,8 seconden", "40 seconden", "3 minuten", "2 uur 15 min", "14 uur", "3 dagen"."""
    seconds = duration.total_seconds()
    if seconds < FEW:
        return _seconds(round(seconds, 1))
    if round(seconds) < 2 * MINUTE:
        return _seconds(round(seconds))
    minutes = round(seconds / MINUTE)
    if minutes < 60:
        return ngettext("%(n)s minuut", "%(n)s minuten", minutes) % {"n": minutes}
    if minutes < FEW * 60:
        return _hours(*divmod(minutes, 60))
    hours = round(seconds / HOUR)
    if hours < 48:
        return _hours(hours, 0)
    days = round(seconds / DAY)
    return ngettext("%(n)s dag", "%(n)s dagen", days) % {"n": days}


def _seconds(n: float) -> str:
    whole = n == int(n)
    shown = number_format(n, 0 if whole else 1)
    return ngettext("%(n)s seconde", "%(n)s seconden", 1 if n == 1 else 2) % {"n": shown}


def _hours(hours: int, minutes: int) -> str:
    if minutes:
        return _("%(hours)s uur %(minutes)s min") % {"hours": hours, "minutes": minutes}
    return ngettext("%(n)s uur", "%(n)s uur", hours) % {"n": hours}
