from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from qrc.advisories.enums import Severity
from qrc.cases.enums import OPEN, CaseState
from qrc.cases.models import Case
from qrc.matching.enums import VersionState
from qrc.matching.models import Hit

STATES = (("open", _("Alles wat openstaat")), *CaseState.choices)
VERSIONS = (
    (VersionState.AFFECTED.value, _("Getroffen")),
    (VersionState.UNKNOWN.value, _("Na te kijken")),
)


class CaseFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Zoek op titel of onderdeel"), method="search",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=_("Stand"), choices=STATES, method="by_state", empty_label=_("Elke stand")
    )
    severity = django_filters.ChoiceFilter(
        label=_("Ernst"), field_name="advisory__severity", choices=Severity.choices,
        empty_label=_("Elke ernst"),
    )  # fmt: skip
    version = django_filters.ChoiceFilter(
        label=_("Onze versie"), choices=VERSIONS, method="by_version", empty_label=_("Alle")
    )

    class Meta:
        model = Case
        fields = ()

    def search(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        text = value.strip()[:100]
        named = _own_hits().filter(item__name__icontains=text)
        known = _own_hits().filter(item__solution__name__icontains=text)
        return rows.filter(advisory__title__icontains=text) | rows.filter(
            Exists(named) | Exists(known)
        )

    def by_state(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return rows.filter(state__in=OPEN) if value == "open" else rows.filter(state=value)

    def by_version(self, rows: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return rows.filter(Exists(_own_hits().filter(version_state=value)))


def _own_hits() -> QuerySet[Hit]:
    found: QuerySet[Hit] = Hit.objects.filter(
        organisation=OuterRef("organisation"), advisory=OuterRef("advisory"), ended_at=None
    )
    return found
