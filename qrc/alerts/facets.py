"""By what one narrows the lists of warnings, signed in or not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.solutions.fields import SolutionField
from catalogue.solutions.models import Solution
from qrc.advisories.enums import Severity
from qrc.advisories.models import Advisory
from qrc.advisories.visibility import sources_for
from qrc.alerts.events import collapsed
from qrc.matching.models import Hit
from qrc.matching.naming import naming

STATES = (("standing", _("Geldig")), ("withdrawn", _("Ingetrokken")))
OURS = (("ja", _("Raakt ons portfolio")),)
SIGNS = (("exploited", _("Misbruik vastgesteld")), ("ransomware", _("Ransomware")))
PERIODS = (
    ("7", _("Voorbije 7 dagen")), ("30", _("Voorbije 30 dagen")), ("90", _("Voorbije 90 dagen")),
)  # fmt: skip
EACH = (("1", _("Elk bericht apart")),)


class FacetForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        since, until = given.get("van"), given.get("tot")
        if since and until and until < since:
            self.add_error("tot", _("Deze dag ligt voor de dag in “Van”."))
        return given


class SolutionFilter(django_filters.Filter):
    field_class = SolutionField


def day() -> forms.DateInput:
    # A browser's own picker wants ISO, whatever the language.
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PublicFilter(django_filters.FilterSet):
    """For who has not signed in: names are typed, the catalogue's list is for members."""

    q = django_filters.CharFilter(
        label=_("Zoek op product, CVE of woord"), method="search",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    severity = django_filters.ChoiceFilter(
        label=_("Ernst"), choices=Severity.choices, empty_label=_("Elke ernst")
    )
    product = django_filters.CharFilter(
        label=_("Product of leverancier"), method="by_product", max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    source = django_filters.ModelChoiceFilter(
        label=_("Bron"), queryset=Advisory.objects.none(), empty_label=_("Alle bronnen")
    )
    dagen = django_filters.ChoiceFilter(
        label=_("Periode"), choices=PERIODS, method="by_days", empty_label=_("Altijd")
    )
    van = django_filters.DateFilter(
        label=_("Van"), field_name="changed_at", lookup_expr="date__gte", widget=day()
    )
    tot = django_filters.DateFilter(
        label=_("Tot en met"), field_name="changed_at", lookup_expr="date__lte", widget=day()
    )
    sign = django_filters.ChoiceFilter(
        label=_("Dreiging"), choices=SIGNS, method="by_sign", empty_label=_("Alle")
    )
    state = django_filters.ChoiceFilter(
        label=_("Toestand"), choices=STATES, method="by_state", empty_label=_("Alle")
    )
    alle = django_filters.ChoiceFilter(
        label=_("Weergave"), choices=EACH, method="as_is", empty_label=_("Eén rij per gebeurtenis")
    )

    class Meta:
        model = Advisory
        fields = ()
        form = FacetForm

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["source"].queryset = sources_for(user).order_by("name")

    @property
    def is_collapsed(self) -> bool:
        return bool(self.data.get("alle") != "1")

    @property
    def events(self) -> QuerySet[Advisory]:
        """What was found, one row an event unless each message was asked for."""
        found: QuerySet[Advisory] = self.qs
        return collapsed(found) if self.is_collapsed else found

    def search(self, rows: QuerySet[Advisory], name: str, value: str) -> QuerySet[Advisory]:
        text = value.strip()[:100]
        return rows.filter(
            Q(title__icontains=text) | Q(summary__icontains=text) | Q(cves__contains=[text.upper()])
            | Q(products__icontains=text)
        )  # fmt: skip

    def by_product(
        self, rows: QuerySet[Advisory], name: str, value: Solution | str
    ) -> QuerySet[Advisory]:
        return rows.filter(naming(value))

    def by_days(self, rows: QuerySet[Advisory], name: str, value: str) -> QuerySet[Advisory]:
        return rows.filter(changed_at__gte=timezone.now() - timedelta(days=int(value)))

    def by_sign(self, rows: QuerySet[Advisory], name: str, value: str) -> QuerySet[Advisory]:
        return rows.filter(**{value: True})

    def by_state(self, rows: QuerySet[Advisory], name: str, value: str) -> QuerySet[Advisory]:
        return rows.filter(withdrawn_at__isnull=value == "standing")

    def as_is(self, rows: QuerySet[Advisory], name: str, value: str) -> QuerySet[Advisory]:
        return rows


class AdvisoryFilter(PublicFilter):
    """For who has signed in: also what touches him, and names chosen from the catalogue."""

    product = SolutionFilter(label=_("Product of leverancier"), method="by_product", free=True)
    ours = django_filters.ChoiceFilter(
        label=_("Raakt mij"), choices=OURS, method="by_ours", empty_label=_("Alles")
    )

    def __init__(self, *args: Any, organisation: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        if organisation is None or not organisation.is_government:
            del self.form.fields["ours"]

    def by_ours(self, rows: QuerySet[Advisory], name: str, value: str) -> QuerySet[Advisory]:
        if self.organisation is None:
            return rows
        hits = Hit.objects.of(self.organisation).pressing()
        return rows.filter(pk__in=hits.values("advisory"))
