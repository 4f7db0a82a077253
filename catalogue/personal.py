"""What the catalogue holds about people: what they brought into the portfolio of their bestuur."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalogue.portfolio.models import ImportDraft, PortfolioItem
from community.privacy.holdings import Holding, Sheet, register_holding


def _portfolio(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Wat u toevoegde"),
        PortfolioItem.objects.filter(added_by=user).order_by("pk"),
        ((_("bestuur"), "organisation__name"), (_("toepassing"), "name")),
    )
    yield Sheet(
        _("Lijsten die u inlas"),
        ImportDraft.objects.filter(user=user).order_by("pk"),
        ((_("bestand"), "file_name"), (_("op"), "created_at")),
    )


register_holding(
    Holding(
        "catalogue.portfolio", _("Portfolio van uw bestuur"),
        _("Om te weten wie iets toevoegde, als een collega ernaar vraagt."),
        sheets=_portfolio, order=70,
        on_erasure=_("Het portfolio blijft van uw bestuur, zonder uw naam. Lijsten die u half inlas, verdwijnen."),
        models=("catalogue.portfolioitem", "catalogue.importdraft"),
    )
)  # fmt: skip
