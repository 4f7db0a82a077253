"""How long a warning is under way: from the source to us, and from us to who hears of it.

Every number here is about what happened by itself. Where somebody decided that it had to wait, the
wait says nothing of how fast we are, so it is left out.
"""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models import Case as Choose
from django.db.models.functions import Coalesce, TruncDay

from community.kit.clock import BRUSSELS
from community.messaging.enums import State
from community.messaging.models import Delivery, DeliveryEvent
from community.messaging.quiet import RINGING
from qrc.advisories.models import Advisory, AdvisoryQuerySet, AdvisoryRevision
from qrc.alerts.audience import THREAD
from qrc.feeds.models import MANUAL
from qrc.notifications import ALERT

ARRIVED = (State.SENT, State.DELIVERED)


def about(thread: str) -> Func:
    """The advisory of a message about one, by its thread: a card for Teams hangs on no alert."""
    return _number(thread, f"^{THREAD}([0-9]+)")


def published_to_stored(rows: AdvisoryQuerySet) -> QuerySet[Advisory]:
    """These advisories with `wait`: from when the source published until we had it.

    Without our own warnings; without what a source brought from before we read it, and what it
    dates later than we had it; and without a day for a moment: that is midnight, in its zone or ours.
    """
    known_since = Coalesce("source__imported_at", "source__created_at")
    by_day = Q(published_at=TruncDay("published_at", tzinfo=UTC))
    by_day |= Q(published_at=TruncDay("published_at", tzinfo=BRUSSELS))
    heard = rows.exclude(source__kind=MANUAL).exclude(by_day).filter(
        published_at__gte=known_since, published_at__lte=F("first_seen_at")
    )  # fmt: skip
    return heard.annotate(wait=_between("published_at", "first_seen_at"))


def stored_to_handed_over() -> QuerySet[Any]:
    """What was told at once and taken by a server, a provider or the screen, with `wait`: from the
    moment the revision was stored.

    Bundles, drills and reminders are other kinds of message; what waited at the desk, for somebody's
    quiet hours, until an editor sent it anew or until a chance rose is left out.
    """
    rows = Delivery.objects.filter(
        message__kind=ALERT.key, state__in=ARRIVED, sent_at__isnull=False
    ).annotate(about=about("message__thread"), stored=_stored())
    rows = rows.filter(stored__isnull=False)
    for channel in RINGING:
        rows = rows.exclude(
            channel=channel, user__quiet_hours__channels__contains=[channel],
            user__quiet_hours__passes__lt=F("priority"),
        )  # fmt: skip
    anew = DeliveryEvent.objects.filter(delivery=OuterRef("pk"), event="resent")
    return rows.exclude(Exists(anew)).annotate(wait=_between("stored", "sent_at"))


def _stored() -> Coalesce:
    """When the revision of a message was stored; empty when it passed the desk, and when it was told
    because a chance rose long after."""
    direct = Choose(
        When(
            message__alert__revision__release=None, message__alert__occasion="",
            then="message__alert__revision__at",
        )
    )  # fmt: skip
    by_key = AdvisoryRevision.objects.filter(
        release=None, advisory=OuterRef("about"),
        number=_number(OuterRef("message__key"), "#([0-9]+)$"),
    )  # fmt: skip
    return Coalesce(direct, Subquery(by_key.values("at")[:1]), output_field=DateTimeField())


def _number(text: Any, pattern: str) -> Func:
    """The number in a text; NULL when it is not there."""
    return Func(
        text, template=f"substring(%(expressions)s from '{pattern}')::bigint",
        output_field=BigIntegerField(),
    )  # fmt: skip


def _between(since: str, until: str) -> Any:
    return ExpressionWrapper(F(until) - F(since), output_field=DurationField())
