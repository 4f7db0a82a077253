"""What the search box finds of the catalogue: solutions, and what one's own bestuur uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.rules import may_read_portfolio
from catalogue.solutions.models import Solution
from community.search.audience import ACCOUNT, of_organisation
from community.search.kinds import Entry, SearchKind, register_kind

SOLUTION, ITEM = "catalogue.solution", "catalogue.item"


def solutions(ids: Collection[str]) -> Iterator[Entry]:
    rows = Solution.objects.standing().filter(pk__in=ids).select_related("supplier")
    for each in rows.prefetch_related("identifiers"):
        yield Entry(
            object_id=str(each.pk), title=each.full_name, summary=each.summary,
            body="\n".join(sorted({name.value for name in each.identifiers.all()})),
            url=reverse("catalogue:solution-detail", args=(each.pk,)), audience=(ACCOUNT,),
        )  # fmt: skip


def solution_ids() -> Iterable[Any]:
    return Solution.objects.standing().values_list("pk", flat=True)


def seen_solutions(request: HttpRequest, ids: Collection[str]) -> set[str]:
    if not request.user.is_authenticated:
        return set()
    rows = Solution.objects.standing().filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def items(ids: Collection[str]) -> Iterator[Entry]:
    rows = PortfolioItem.objects.in_use().filter(pk__in=ids)
    for each in rows.select_related("solution__supplier"):
        yield Entry(
            object_id=str(each.pk), title=each.display_name, summary=each.note,
            body=f"{each.vendor} {each.version} {each.solution.full_name if each.solution else ''}",
            url=reverse("catalogue:portfolio-item", args=(each.pk,)),
            audience=(of_organisation(each.organisation_id),), facts={"version": each.version},
        )  # fmt: skip


def item_ids() -> Iterable[Any]:
    return PortfolioItem.objects.in_use().values_list("pk", flat=True)


def seen_items(request: HttpRequest, ids: Collection[str]) -> set[str]:
    """Those of the bestuur one works for now: its page shows no other's."""
    here = getattr(request, "organisation", None)
    if not may_read_portfolio(request.user, here):
        return set()
    rows = PortfolioItem.objects.of(here).in_use().filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


register_kind(
    SearchKind(
        key=ITEM,
        label=_("Mijn portfolio"),
        icon="layers",
        order=2,
        entries=items,
        ids=item_ids,
        visible=seen_items,
    )
)
register_kind(
    SearchKind(
        key=SOLUTION,
        label=_("Oplossingen"),
        icon="layers",
        order=3,
        entries=solutions,
        ids=solution_ids,
        visible=seen_solutions,
    )
)
