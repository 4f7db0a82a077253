"""What the QRC is measured by."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from community.kpi.indicators import Indicator, register_indicator
from qrc.feeds.models import Source
from qrc.subscriptions.queries import reachable_subscribers


def subscribers(day: date) -> int:
    """As it stands now: who had a subscription on a day gone by is not kept."""
    return reachable_subscribers()


def sources(day: date) -> int:
    """As it stands now: which sources were on at a day gone by is not kept."""
    return Source.objects.active().count()


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
