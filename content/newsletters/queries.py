"""What the screens about newsletters show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast, ExtractYear

from community.activity.models import Activity
from community.messaging.enums import State
from community.messaging.models import Address, Delivery
from community.messaging.verbs import LIST_RESUMED, LIST_STOPPED
from content.newsletters.models import Newsletter
from content.notifications import LIST

WAITING = (State.QUEUED, State.SENDING, State.HELD)
BOUNCED = Q(state=State.FAILED) | Q(events__event="undelivered")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a newsletter. A mail that a server took counts as delivered until it comes
    back; whether anybody opened it nobody measures."""

    sent: int
    waiting: int
    delivered: int
    bounced: int
    stopped: int
    left: int


def all_letters() -> QuerySet[Newsletter]:
    """For the editors: what waits first, then the newest."""
    return Newsletter.objects.select_related("author").order_by("sent_at", "-changed_at", "-pk")


def result_of(letter: Newsletter) -> Result:
    rows = Delivery.objects.filter(message__key=letter.key)
    found = rows.aggregate(
        all=Count("pk", distinct=True),
        waiting=Count("pk", distinct=True, filter=Q(state__in=WAITING)),
        held=Count("pk", distinct=True, filter=Q(state=State.SUPPRESSED)),
        bounced=Count("pk", distinct=True, filter=BOUNCED),
    )
    sent = found["all"] - found["waiting"] - found["held"]
    return Result(
        sent=sent, waiting=found["waiting"], delivered=sent - found["bounced"],
        bounced=found["bounced"], stopped=found["held"], left=_left_since(letter),
    )  # fmt: skip


def _left_since(letter: Newsletter) -> int:
    """Of its readers: who left the list by a link since, and did not come back."""
    addresses = Delivery.objects.filter(message__key=letter.key).exclude(address=None)
    keys = addresses.annotate(key_text=Cast("address_id", CharField())).values("key_text")
    turns = Activity.objects.filter(
        verb__in=(LIST_STOPPED.key, LIST_RESUMED.key), at__gte=letter.sent_at,
        subject_type=Address._meta.label_lower, subject_id__in=keys, data__list=LIST,
    )  # fmt: skip
    last = dict(turns.order_by("at", "pk").values_list("subject_id", "verb"))
    return sum(verb == LIST_STOPPED.key for verb in last.values())


def archive_for(user: Any, year: int | None = None) -> QuerySet[Newsletter]:
    """What this person may read again, the newest first."""
    rows = Newsletter.objects.visible_to(user).order_by("-sent_at", "-pk")
    return rows.filter(sent_at__year=year) if year else rows


def years_for(user: Any) -> list[tuple[int, int]]:
    """(year, how many newsletters left in it), the latest first."""
    rows = Newsletter.objects.visible_to(user).annotate(year=ExtractYear("sent_at"))
    counted = rows.order_by("-year").values("year").annotate(n=Count("pk"))
    return [(row["year"], row["n"]) for row in counted]
