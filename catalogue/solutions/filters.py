from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from catalogue.solutions.enums import NameOrigin, SolutionKind
from catalogue.solutions.models import Solution, UnknownName
from catalogue.suppliers.models import Supplier
from catalogue.suppliers.names import words_of

SEARCH = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})


class SolutionFilter(django_filters.FilterSet):
    """Its rows come searched already: see `solutions_for`."""

    q = django_filters.CharFilter(
        label=_("Zoek op naam, leverancier of andere naam"), method="leave", widget=SEARCH
    )
    supplier = django_filters.ModelChoiceFilter(
        label=_("Leverancier"), queryset=Supplier.objects.standing(),
        empty_label=_("Alle leveranciers"),
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(
        label=_("Soort"), choices=SolutionKind.choices, empty_label=_("Elke soort")
    )

    class Meta:
        model = Solution
        fields = ()

    def leave(self, rows: QuerySet[Solution], name: str, value: str) -> QuerySet[Solution]:
        return rows


class NameFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Zoek een naam"), method="search", widget=SEARCH)
    origin = django_filters.ChoiceFilter(
        label=_("Herkomst"), choices=NameOrigin.choices, empty_label=_("Alle")
    )

    class Meta:
        model = UnknownName
        fields = ()

    def search(self, rows: QuerySet[UnknownName], name: str, value: str) -> QuerySet[UnknownName]:
        for word in words_of(value[:100]):
            found = rows.filter(product_key__contains=word)
            rows = found | rows.filter(vendor_key__contains=word)
        return rows
