"""What the screens of a portfolio show: only ever of one organisation."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, Lower, NullIf, Trim

from catalogue.portfolio.models import Component, ImportDraft, ImportRow, PortfolioItem, Sbom
from catalogue.solutions.models import Solution
from catalogue.verbs import PORTFOLIO_CHANGED
from community.accounts.models import User
from community.activity.models import Activity
from community.organisations.models import Organisation

SORTS = {
    "name": ("shown", "version", "pk"),
    "-name": ("-shown", "-version", "-pk"),
    "vendor": ("maker", "shown", "pk"),
    "-vendor": ("-maker", "-shown", "-pk"),
    "changed": ("updated_at", "pk"),
    "-changed": ("-updated_at", "-pk"),
}
FULL_NAME = Case(
    When(solution__name__istartswith=F("solution__supplier__name"), then=F("solution__name")),
    default=Trim(Concat("solution__supplier__name", Value(" "), "solution__name")),
)
"""As `Solution.full_name` says it, so that a list stands in the order in which it is read."""


def items_of(organisation: Organisation | None, sort: str = "") -> QuerySet[PortfolioItem]:
    """Its items, ended ones too, with `shown`, `maker` and `parts` (how many components)."""
    parts = (
        Component.objects.filter(sbom__item=OuterRef("pk")).order_by()
        .values("sbom__item").annotate(n=Count("pk")).values("n")
    )  # fmt: skip
    maker = F("solution__supplier__name")
    rows: QuerySet[PortfolioItem] = PortfolioItem.objects.of(organisation)
    return (
        rows.select_related("solution__supplier")
        .annotate(
            shown=Lower(Coalesce(NullIf("name", Value("")), FULL_NAME)),
            maker=Lower(Coalesce(maker, "vendor")),
            parts=Coalesce(Subquery(parts, output_field=IntegerField()), 0),
        )
        .order_by(*SORTS.get(sort, SORTS["name"]))
    )


def summary_of(organisation: Organisation | None) -> dict[str, int]:
    """How many items are in use, and how many of those are not known."""
    rows = PortfolioItem.objects.of(organisation).in_use()
    found: dict[str, int] = rows.aggregate(
        total=Count("pk"), unknown=Count("pk", filter=Q(solution=None))
    )
    return found


def sbom_of(item: PortfolioItem) -> Sbom | None:
    rows: QuerySet[Sbom] = item.sboms.select_related("read_by")
    return rows.first()


def components_of(sbom: Sbom | None, words: str = "") -> QuerySet[Component]:
    """Those in which every word occurs, in name, maker, version or package URL."""
    rows = Component.objects.filter(sbom=sbom) if sbom else Component.objects.none()
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(name__icontains=word) | Q(vendor__icontains=word)
            | Q(version__istartswith=word) | Q(purl__icontains=word)
        )  # fmt: skip
    return rows


def history_of(item: PortfolioItem) -> QuerySet[Activity]:
    """What happened to an item, newest first."""
    mine = Q()
    for what in ("added", "changed", "ended"):
        mine |= Q(**{f"data__{what}__contains": [item.pk]})
    rows = Activity.objects.of(item.organisation).filter(verb=PORTFOLIO_CHANGED.key)
    return rows.filter(mine).select_related("actor")


def what_happened(activity: Activity, item: PortfolioItem) -> str:
    """Of these three, what one activity did to this item."""
    data = activity.data
    return next(what for what in ("ended", "added", "changed") if item.pk in data.get(what, ()))


def drafts_of(organisation: Organisation | None, user: User) -> QuerySet[ImportDraft]:
    """The lists that this person brought in for this organisation and has not taken over."""
    rows: QuerySet[ImportDraft] = ImportDraft.objects.of(organisation).waiting().filter(user=user)
    return rows.order_by("-pk")


def rows_of(draft: ImportDraft, state: str = "") -> QuerySet[ImportRow]:
    rows: QuerySet[ImportRow] = draft.rows.select_related("solution__supplier", "item")
    return rows.filter(state=state) if state else rows


def states_of(draft: ImportDraft) -> Counter[str]:
    found = draft.rows.order_by().values_list("state").annotate(n=Count("pk"))
    return Counter(dict(found))


def guessed_for(rows: list[ImportRow]) -> dict[int, list[Solution]]:
    """The solutions that each of these rows may be, by the key of the row."""
    keys = {key for row in rows for key in row.guesses}
    known: dict[Any, Solution] = (
        Solution.objects.standing().select_related("supplier").in_bulk(keys)
    )
    return {row.pk: [known[key] for key in row.guesses if key in known] for row in rows}
