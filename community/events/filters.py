from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.events.enums import REGIONS, EventKind
from community.events.models import Event, Registration

WHERE = (("online", _("Online")), ("ter-plaatse", _("Ter plaatse")))


def _box() -> forms.TextInput:
    return forms.TextInput(attrs={"type": "search", "autocomplete": "off"})


class EventFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Zoek op onderwerp of plaats"), method="search", widget=_box()
    )
    soort = django_filters.ChoiceFilter(
        label=_("Soort"), field_name="kind", choices=EventKind.choices, empty_label=_("Elke soort")
    )
    provincie = django_filters.ChoiceFilter(
        label=_("Provincie"), field_name="region", choices=[(each, each) for each in REGIONS],
        empty_label=_("Heel Vlaanderen"),
    )  # fmt: skip
    waar = django_filters.ChoiceFilter(
        label=_("Hoe"), choices=WHERE, method="by_place", empty_label=_("Online of ter plaatse")
    )

    class Meta:
        model = Event
        fields = ()

    def search(self, rows: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        for word in value.replace("\0", "").split()[:8]:
            rows = rows.filter(
                Q(title__icontains=word) | Q(summary__icontains=word) | Q(place__icontains=word)
            )
        return rows

    def by_place(self, rows: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        return rows.filter(is_online=value == "online")


class ParticipantFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Zoek op naam of organisatie"), method="search", widget=_box()
    )

    class Meta:
        model = Registration
        fields = ()

    def search(self, rows: QuerySet[Registration], name: str, value: str) -> QuerySet[Registration]:
        for word in value.replace("\0", "").split()[:8]:
            named: Any = Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word)
            rows = rows.filter(named | Q(organisation__sort_name__icontains=word))
        return rows
