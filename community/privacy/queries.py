from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet, Value

from community.organisations.models import Membership, Organisation
from community.privacy.holdings import Holding, Keep, Sheet, holdings

if TYPE_CHECKING:
    from community.accounts.models import User


@dataclass(frozen=True, slots=True)
class Held:
    """One part of the house and how much of a person it holds."""

    holding: Holding
    rows: int


def held_of(user: User) -> list[Held]:
    """Every part with its number of rows, by one question."""
    sheets = [(each.key, sheet) for each in holdings for sheet in each.sheets(user)]
    counted: dict[str, int] = {}
    if sheets:
        first, *others = [_count(key, sheet) for key, sheet in sheets]
        for row in first.union(*others, all=True):
            counted[row["of"]] = counted.get(row["of"], 0) + row["n"]
    return [Held(each, counted.get(each.key, 0)) for each in holdings]


def _count(key: str, sheet: Sheet) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = sheet.rows.order_by().annotate(of=Value(key)).values("of")
    counted: QuerySet[Any, Any] = rows.annotate(n=Count("pk", distinct=True))
    return counted


def keeps_of(user: User) -> list[Keep]:
    """What would not go at once, whatever part holds it; the soonest to end first."""
    found = [keep for each in holdings for keep in each.keeps(user)]
    return sorted(found, key=lambda keep: (keep.until, keep.what))


def left_without_manager(user: User) -> list[Organisation]:
    """The organisations of which this person is the last administrator."""
    managing = Membership.objects.current().administrators()
    mine = managing.filter(user=user).values("organisation")
    others = managing.exclude(user=user).values("organisation")
    return list(
        Organisation.objects.filter(pk__in=mine).exclude(pk__in=others).order_by("sort_name", "pk")
    )
