"""Trouble that only the platform can mend: said once an hour, however many messages it befell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import structlog
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.models import Activity
from community.activity.services import record
from community.messaging.models import Delivery
from community.messaging.twilio_errors import alarm_for
from community.messaging.verbs import PROVIDER_ALARM

log = structlog.get_logger(__name__)

QUIET = timedelta(hours=1)
SHOWN = timedelta(days=1)
BUDGET = "budget"
LOCK = 71_326


def sound(code: str, *, delivery_id: int | None = None) -> bool:
    """Record an alarm; False when the same one was recorded within the hour."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (LOCK, code))
        if _since(QUIET).filter(data__code=code).exists():
            return False
        log.error("provider_alarm", code=code, delivery=delivery_id)
        subject = Delivery(pk=delivery_id) if delivery_id is not None else None
        record(PROVIDER_ALARM, subject=subject, code=code)
    return True


def sounding() -> Sequence[Activity]:
    """The alarms of the last day, each code once, the newest first."""
    newest: dict[str, Activity] = {}
    for row in _since(SHOWN).order_by("-at", "-pk"):
        newest.setdefault(row.data["code"], row)
    return list(newest.values())


def words_for(code: str) -> str:
    """What an alarm says, in the reader's language."""
    if code == BUDGET:
        return _("Het sms-budget van deze maand is op. Waarschuwingen gaan niet meer per sms.")
    return alarm_for(code)


def _since(age: timedelta) -> models.QuerySet[Activity]:
    return Activity.objects.filter(verb=PROVIDER_ALARM.key, at__gt=timezone.now() - age)
