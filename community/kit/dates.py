"""Moments in words, as people say them; the exact time is for whoever points at it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

HOUR = 3600
LONG_AGO = timedelta(days=6)


def in_words(moment: datetime, now: datetime | None = None) -> str:
    """ "38 minuten geleden", "gisteren om 09:41", "maandag om 08:12", "12 december 2026"."""
    now = timezone.localtime(now or timezone.now())
    moment = timezone.localtime(moment)
    seconds = int((now - moment).total_seconds())
    if seconds < 0:
        return _ahead(moment, now, -seconds)
    if seconds < 60:
        return _("zojuist")
    if seconds < HOUR:
        return ngettext("%(n)s minuut geleden", "%(n)s minuten geleden", seconds // 60) % {
            "n": int(seconds // 60)
        }
    days = (now.date() - moment.date()).days
    if days == 0:
        hours = seconds // HOUR
        return ngettext("%(n)s uur geleden", "%(n)s uur geleden", hours) % {"n": hours}
    return _on_a_day(moment, days, _("gisteren"), now - moment <= LONG_AGO)


def _ahead(moment: datetime, now: datetime, seconds: int) -> str:
    if seconds < 60:
        return _("zo meteen")
    if seconds < HOUR:
        return ngettext("over %(n)s minuut", "over %(n)s minuten", seconds // 60) % {
            "n": int(seconds // 60)
        }
    days = (moment.date() - now.date()).days
    if days == 0:
        hours = seconds // HOUR
        return ngettext("over %(n)s uur", "over %(n)s uur", hours) % {"n": hours}
    return _on_a_day(moment, days, _("morgen"), moment - now <= LONG_AGO)


def _on_a_day(moment: datetime, days: int, next_to: str, near: bool) -> str:
    clock = f"{moment:%H:%M}"
    if days == 1:
        return _("%(day)s om %(clock)s") % {"day": next_to, "clock": clock}
    if near:
        return _("%(day)s om %(clock)s") % {"day": _named(moment, "l"), "clock": clock}
    return _named(moment, "j F Y")


def exact(moment: datetime) -> str:
    """ "24 november 2026 om 09:41:03", Brussels time."""
    moment = timezone.localtime(moment)
    return _("%(day)s om %(clock)s") % {
        "day": _named(moment, "j F Y"),
        "clock": f"{moment:%H:%M:%S}",
    }


def _named(moment: datetime, form: str) -> str:
    return _day(moment.date(), form, get_language())


@lru_cache(maxsize=2048)
def _day(day: date, form: str, _language: str | None) -> str:
    """Fifty moments stand on a page of the forum, of a few days."""
    return date_format(day, form)
