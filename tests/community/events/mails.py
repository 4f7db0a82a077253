"""The mails of events as they leave, and their calendars read back by the library."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar

from community.messaging.delivering import deliver
from community.messaging.enums import State
from community.messaging.models import Delivery


def calendars_in(mail: Any) -> list[Calendar]:
    found = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    return [Calendar.from_ical(each.get_payload(decode=True)) for each in found]


def methods_in(mail: Any) -> list[str]:
    """As the part says it, which has to be what the object says."""
    parts = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    said = [each.get_param("method") for each in parts]
    assert said == [str(each["METHOD"]) for each in calendars_in(mail)]
    return said


def entry(calendar: Calendar) -> Any:
    (found,) = calendar.walk("VEVENT")
    return found


def sent(smtp: Any, to: str = "") -> list[Any]:
    """Everything that is due leaves; the mails to this address, the oldest first."""
    # Under a travelled clock what was queued now is due only later by the database's own.
    waiting = Delivery.objects.filter(state=State.QUEUED)
    waiting.update(not_before=datetime(2026, 1, 1, tzinfo=UTC))
    deliver("email")
    return [each.mail for each in smtp.accepted if not to or to in each.to]


def subjects(mails: list[Any]) -> list[str]:
    return [str(each["Subject"]) for each in mails]
