from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel, State
from community.messaging.models import Delivery
from qrc.advisories.enums import Severity
from qrc.advisories.models import Advisory
from qrc.feeds.models import Source

STATES = (("standing", _("Geldig")), ("withdrawn", _("Ingetrokken")))
SIGNS = (("exploited", _("Misbruik vastgesteld")), ("ransomware", _("Ransomware")))


class AdvisoryFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Zoek op product, CVE of woord"), method="search",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    severity = django_filters.ChoiceFilter(
        label=_("Ernst"), choices=Severity.choices, empty_label=_("Elke ernst")
    )
    sign = django_filters.ChoiceFilter(
        label=_("Dreiging"), choices=SIGNS, method="by_sign", empty_label=_("Alle")
    )
    state = django_filters.ChoiceFilter(
        label=_("Toestand"), choices=STATES, method="by_state", empty_label=_("Alle")
    )
    source = django_filters.ModelChoiceFilter(
        label=_("Bron"), queryset=Source.objects.all(), empty_label=_("Alle bronnen")
    )

    class Meta:
        model = Advisory
        fields = ()

    def search(self, rows: QuerySet[Advisory], name: str, value: str) -> QuerySet[Advisory]:
        text = value.strip()[:100]
        return rows.filter(
            Q(title__icontains=text) | Q(summary__icontains=text) | Q(cves__contains=[text.upper()])
            | Q(products__icontains=text)
        )  # fmt: skip

    def by_sign(self, rows: QuerySet[Advisory], name: str, value: str) -> QuerySet[Advisory]:
        return rows.filter(**{value: True})

    def by_state(self, rows: QuerySet[Advisory], name: str, value: str) -> QuerySet[Advisory]:
        return rows.filter(withdrawn_at__isnull=value == "standing")


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
