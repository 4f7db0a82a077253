from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from content.packages.enums import Completion, Standard
from content.packages.models import ContentPackage, PackageAttempt

PROGRESS = (
    ("nieuw", _("Nog niet begonnen")), ("bezig", _("Bezig")), ("voltooid", _("Voltooid")),
)  # fmt: skip
STATES = (("open", _("Open")), ("gesloten", _("Gesloten")))
ORDERS = {
    "titel": ("title", "pk"), "-titel": ("-title", "-pk"),
    "begonnen": ("begun", "title", "pk"), "-begonnen": ("-begun", "title", "pk"),
    "voltooid": ("done", "title", "pk"), "-voltooid": ("-done", "title", "pk"),
    "score": ("mean", "title", "pk"), "-score": ("-mean", "title", "pk"),
}  # fmt: skip
"""By the name in the address; the key last, so that pages never overlap."""


class PackageFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Zoek een leerpakket"), method="search",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip

    class Meta:
        model = ContentPackage
        fields = ()

    def search(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(title__icontains=value.strip()[:100])


class MineFilter(PackageFilter):
    """For a learner; `user` is whose attempts count."""

    progress = django_filters.ChoiceFilter(
        label=_("Voortgang"), choices=PROGRESS, method="by_progress",
        empty_label=_("Elke voortgang"),
    )  # fmt: skip

    def by_progress(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        mine = PackageAttempt.objects.active().of(self.request.user).filter(package=OuterRef("pk"))
        if value == "nieuw":
            return rows.filter(~Exists(mine))
        wanted = Completion.COMPLETED if value == "voltooid" else Completion.STARTED
        return rows.filter(Exists(mine.filter(completion=wanted)))


class DeskFilter(PackageFilter):
    """For an editor."""

    state = django_filters.ChoiceFilter(
        label=_("Toestand"), choices=STATES, method="by_state", empty_label=_("Elke toestand")
    )
    standard = django_filters.ChoiceFilter(
        label=_("Soort"), choices=Standard.choices, field_name="current__standard",
        empty_label=_("Elke soort"),
    )  # fmt: skip

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(is_open=value == "open")

    @property
    def ordered(self) -> Any:
        return self.qs.order_by(*ORDERS.get(self.data.get("sort", ""), ORDERS["titel"]))
