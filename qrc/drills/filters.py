from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qrc.desk.queries import provinces
from qrc.drills.models import DrillResult

OUTCOMES = (("bereikt", _("Bereikt")), ("gemist", _("Niet bereikt")))
ORDERS = {
    "score": ("score", "organisation__sort_name", "pk"),
    "-score": ("-score", "organisation__sort_name", "pk"),
    "naam": ("organisation__sort_name", "pk"),
    "-naam": ("-organisation__sort_name", "-pk"),
    "provincie": ("organisation__province", "organisation__sort_name", "pk"),
    "-provincie": ("-organisation__province", "organisation__sort_name", "pk"),
}
"""By the name in the address; the key last, so that pages never overlap."""


class ResultFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Zoek een bestuur"), method="search",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    province = django_filters.ChoiceFilter(
        label=_("Provincie"), field_name="organisation__province",
        choices=lambda: [(each, each) for each in provinces()],
        empty_label=_("Elke provincie"),
    )  # fmt: skip
    outcome = django_filters.ChoiceFilter(
        label=_("Uitslag"), choices=OUTCOMES, method="by_outcome", empty_label=_("Elke uitslag")
    )

    class Meta:
        model = DrillResult
        fields = ()

    @property
    def ordered(self) -> Any:
        """What was chosen, in the order that the address asks; the least reachable first."""
        return self.qs.order_by(*ORDERS.get(self.data.get("sort", ""), ORDERS["score"]))

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(organisation__name__icontains=value.strip()[:100])

    def by_outcome(self, rows: Any, name: str, value: str) -> QuerySet[Any]:
        found: QuerySet[Any] = rows.reached() if value == "bereikt" else rows.missed()
        return found
