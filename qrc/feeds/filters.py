from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from qrc.feeds.kinds import kind_choices
from qrc.feeds.models import Source

READY = "klaar"
STATES = (("aan", _("Aan")), ("uit", _("Uit")), (READY, _("Kant-en-klaar, nog niet gebruikt")))


class SourceFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Zoek op naam of uitgever"), method="search",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=_("Aan of uit"), choices=STATES, method="by_state", empty_label=_("In gebruik")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Soort"), choices=kind_choices, empty_label=_("Elke soort")
    )

    class Meta:
        model = Source
        fields = ()

    def __init__(self, data: Any, rows: QuerySet[Source]) -> None:
        super().__init__(data, rows)

    def search(self, rows: QuerySet[Source], name: str, value: str) -> QuerySet[Source]:
        text = value.strip()[:100]
        return rows.filter(Q(name__icontains=text) | Q(publisher__icontains=text))

    def by_state(self, rows: QuerySet[Source], name: str, value: str) -> QuerySet[Source]:
        """The ready-made ones that nobody used yet are an offer: only who asks for them sees them."""
        return rows

    def filter_queryset(self, queryset: QuerySet[Source]) -> QuerySet[Source]:
        rows = super().filter_queryset(queryset)
        state = self.form.cleaned_data.get("state")
        unused = Source.objects.unused().values("pk")
        if state == READY:
            return rows.filter(pk__in=unused)
        rows = rows.exclude(pk__in=unused)
        return rows.filter(enabled=state == "aan") if state else rows
