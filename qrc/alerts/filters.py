from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel, State
from community.messaging.models import Delivery


class LedgerFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Zoek op adres of onderwerp"), method="search",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    channel = django_filters.ChoiceFilter(
        label=_("Kanaal"), choices=Channel.choices, empty_label=_("Alle kanalen")
    )
    state = django_filters.ChoiceFilter(
        label=_("Toestand"), choices=State.choices, empty_label=_("Alle toestanden")
    )
    maybe_double = django_filters.BooleanFilter(
        label=_("Mogelijk dubbel"),
        widget=forms.Select(choices=(("", _("Alle")), ("true", _("Ja")), ("false", _("Nee")))),
    )

    class Meta:
        model = Delivery
        fields = ()

    def search(self, rows: QuerySet[Delivery], name: str, value: str) -> QuerySet[Delivery]:
        text = value.strip()[:100]
        about = Q(message__alert__revision__advisory__title__icontains=text)
        return rows.filter(
            Q(address__value__icontains=text) | about | Q(user__email__icontains=text)
        )


def filled(values: dict[str, Any]) -> bool:
    return any(value not in (None, "") for value in values.values())
