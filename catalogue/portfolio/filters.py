from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from catalogue.portfolio.models import PortfolioItem
from catalogue.solutions.enums import SolutionKind

KNOWN = (("ja", _("Herkend")), ("nee", _("Nog niet herkend")))
VERSIONED = (("ja", _("Met versie")), ("nee", _("Zonder versie")))
STATES = (("uit", _("Niet meer in gebruik")), ("alle", _("Alle")))


class ItemFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Zoek op naam, leverancier of notitie"), method="search",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(
        label=_("Soort"), field_name="solution__kind", choices=SolutionKind.choices,
        empty_label=_("Elke soort"),
    )  # fmt: skip
    known = django_filters.ChoiceFilter(
        label=_("Herkenning"), choices=KNOWN, method="by_known", empty_label=_("Alle")
    )
    versioned = django_filters.ChoiceFilter(
        label=_("Versie"), choices=VERSIONED, method="by_version", empty_label=_("Alle")
    )
    state = django_filters.ChoiceFilter(
        label=_("Gebruik"), choices=STATES, method="by_state", empty_label=_("In gebruik")
    )

    class Meta:
        model = PortfolioItem
        fields = ()

    def search(
        self, rows: QuerySet[PortfolioItem], name: str, value: str
    ) -> QuerySet[PortfolioItem]:
        for word in value[:100].split()[:8]:
            rows = rows.filter(
                Q(name__icontains=word) | Q(vendor__icontains=word) | Q(note__icontains=word)
                | Q(solution__name__icontains=word) | Q(solution__supplier__name__icontains=word)
                | Q(version__istartswith=word)
            )  # fmt: skip
        return rows

    def by_known(
        self, rows: QuerySet[PortfolioItem], name: str, value: str
    ) -> QuerySet[PortfolioItem]:
        return rows.filter(solution__isnull=value == "nee")

    def by_version(
        self, rows: QuerySet[PortfolioItem], name: str, value: str
    ) -> QuerySet[PortfolioItem]:
        return rows.filter(version="") if value == "nee" else rows.exclude(version="")

    def by_state(
        self, rows: QuerySet[PortfolioItem], name: str, value: str
    ) -> QuerySet[PortfolioItem]:
        return rows.exclude(ended_at=None) if value == "uit" else rows

    def filter_queryset(self, queryset: QuerySet[PortfolioItem]) -> QuerySet[PortfolioItem]:
        """In use, unless one asks for more."""
        rows: QuerySet[PortfolioItem] = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(ended_at=None)
