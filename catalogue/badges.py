"""What the catalogue counts for achievements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.portfolio.models import PortfolioItem
from catalogue.verbs import PORTFOLIO_CHANGED
from community.achievements.enums import SubjectKind
from community.achievements.metrics import Fact, Facts, Metric
from community.achievements.registering import register_metric


def portfolio_items(governments: Collection[int], until: datetime) -> Facts:
    """What a bestuur says it uses, since when, and until when it did."""
    rows = PortfolioItem.objects.filter(organisation__in=governments, created_at__lte=until)
    found: dict[int, list[Fact]] = {}
    for pk, organisation, at, ended in rows.values_list(
        "pk", "organisation", "created_at", "ended_at"
    ):
        found.setdefault(organisation, []).append(Fact(at, f"catalogue.portfolioitem:{pk}", ended))
    return found


def _words(n: int) -> str:
    return ngettext("%(n)d onderdeel in het portfolio", "%(n)d onderdelen in het portfolio", n) % {
        "n": n
    }


register_metric(
    Metric(
        "catalogue.portfolio_items", _("Onderdelen in het portfolio"), _words,
        SubjectKind.ORGANISATION, portfolio_items,
        moves=((PORTFOLIO_CHANGED, lambda activity: [activity.organisation_id]),), is_stock=True,
        order=20,
    )
)  # fmt: skip
