"""What the QRC is measured by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kpi.indicators import Indicator, register_indicator
from qrc.cases.models import Case
from qrc.cases.queries import A_DAY, answered_in_a_day
from qrc.feeds.models import Source
from qrc.subscriptions.queries import reachable_subscribers


def subscribers(day: date) -> int:
    """As it stands now: who had a subscription on a day gone by is not kept."""
    return reachable_subscribers()


def sources(day: date) -> int:
    """As it stands now: which sources were on at a day gone by is not kept."""
    return Source.objects.active().count()


def confirmed_within_a_day(day: date) -> Decimal:
    """Of what was asked in the ninety days up to a day: the percentage answered within 24 hours.

    What was asked less than a day before, and waits, does not count yet. Days gone by can be
    measured, but for cases that were opened again since.
    """
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    end = min(timezone.make_aware(midnight), timezone.now())
    asked = Case.objects.filter(asked_at__gt=end - timedelta(days=90), asked_at__lte=end)
    in_time = answered_in_a_day() & Q(acknowledged_at__lte=end)
    found = asked.aggregate(
        all=Count("pk", filter=in_time | Q(asked_at__lte=end - A_DAY)),
        quick=Count("pk", filter=in_time),
    )
    return Decimal(100 * found["quick"]) / found["all"] if found["all"] else Decimal(0)


register_indicator(
    Indicator(
        "qrc.confirmed", _("Bevestigd binnen 24 uur"), _("%"), confirmed_within_a_day,
        kind="score", order=45,
        definition=_("Aandeel van de waarschuwingen van de voorbije 90 dagen dat het getroffen bestuur binnen 24 uur bevestigde."),
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "qrc.subscribers", _("Abonnees"), _("abonnees"), subscribers,
        definition=_("Houders van een adres met minstens één lopend abonnement."), order=30,
    )
)  # fmt: skip
register_indicator(
    Indicator(
        "qrc.sources", _("Informatiebronnen"), _("bronnen"), sources,
        definition=_("Bronnen die de QRC dag en nacht naleest."), order=40,
    )
)  # fmt: skip
