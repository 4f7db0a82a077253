"""What the catalogue listens to."""

from catalogue.findable import ITEM, SOLUTION
from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.services import link_own_names
from catalogue.solutions.models import Solution
from catalogue.verbs import (
    PORTFOLIO_CHANGED,
    SOLUTION_CHANGED,
    SOLUTIONS_MERGED,
    SUPPLIER_CHANGED,
    SUPPLIERS_MERGED,
    VOCABULARY_CHANGED,
)
from community.activity.models import Activity
from community.activity.reactions import reaction
from community.search.services import refresh


@reaction(VOCABULARY_CHANGED, key="catalogue.link_own_names")
def link(activity: Activity) -> None:
    """What members named in their own words becomes the solution that an editor gave that name."""
    link_own_names(solution_ids=activity.data["solutions"])


@reaction(PORTFOLIO_CHANGED, key="catalogue.find_items")
def find_items(activity: Activity) -> None:
    changed = (activity.data.get(what, ()) for what in ("added", "changed", "ended"))
    refresh(ITEM, [pk for keys in changed for pk in keys])


@reaction(SOLUTION_CHANGED, key="catalogue.find_solution")
def find_solution(activity: Activity) -> None:
    _find_solutions([int(activity.subject_id)])


@reaction(VOCABULARY_CHANGED, key="catalogue.find_renamed")
def find_renamed(activity: Activity) -> None:
    _find_solutions(activity.data["solutions"])


@reaction(SOLUTIONS_MERGED, key="catalogue.find_merged")
def find_merged(activity: Activity) -> None:
    _find_solutions([activity.data["kept"], activity.data["gone"]])


@reaction(SUPPLIER_CHANGED, key="catalogue.find_made")
def find_made(activity: Activity) -> None:
    _find_made_by([int(activity.subject_id)])


@reaction(SUPPLIERS_MERGED, key="catalogue.find_taken_over")
def find_taken_over(activity: Activity) -> None:
    _find_made_by([activity.data["kept"], activity.data["gone"]])


def _find_made_by(suppliers: list[int]) -> None:
    rows = Solution.objects.filter(supplier__in=suppliers)
    _find_solutions(list(rows.values_list("pk", flat=True)))


def _find_solutions(ids: list[int]) -> None:
    """A solution and what is used of it bear the same name."""
    refresh(SOLUTION, ids)
    items = PortfolioItem.objects.filter(solution__in=ids)
    refresh(ITEM, items.values_list("pk", flat=True))
