"""Own names that have become known since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalogue.portfolio.models import PortfolioItem, Sbom
from catalogue.portfolio.recognising import Recognised, recognise
from catalogue.portfolio.services.locking import lock
from catalogue.portfolio.wanted import FIELDS, Wanted, said_of, without_echo
from catalogue.solutions.models import Identifier, Solution
from catalogue.verbs import PORTFOLIO_CHANGED
from community.activity.services import record
from community.organisations.models import Organisation

AT_ONCE = 100


def link_own_names(*, solution_ids: Collection[int]) -> int:
    """Give items in their own words the solution that answers to them by now; idempotent.

    An item that its organisation has with that solution and version already is joined to it: its
    words and SBOM go along when the other has none. Returns how many items changed.
    """
    linked = 0
    for key in sorted({item.organisation_id for item in _candidates(solution_ids)}):
        linked += _link_in(Organisation.objects.get(pk=key), solution_ids)
    return linked


def _candidates(solution_ids: Collection[int]) -> Iterable[PortfolioItem]:
    """Items in own words that begin with a word by which these solutions are known."""
    names = Identifier.objects.filter(solution__in=solution_ids).order_by()
    words = {name.split()[0] for name in names.values_list("product_key", flat=True)}
    words |= {name.split()[0] for name in names.values_list("vendor_key", flat=True) if name}
    rows = PortfolioItem.objects.in_use().filter(solution=None)
    listed = sorted(words)
    for start in range(0, len(listed), AT_ONCE):
        some = (Q(product_key__startswith=word) for word in listed[start : start + AT_ONCE])
        yield from rows.filter(reduce(or_, some))


def _link_in(organisation: Organisation, solution_ids: Collection[int]) -> int:
    with transaction.atomic():
        lock(organisation)
        items = list(PortfolioItem.objects.of(organisation).in_use().filter(solution=None))
        found = recognise((item.vendor, item.name) for item in items)
        changed, ended = [], []
        for item in items:
            known = found.get((item.vendor, item.name))
            if known is None or known.solution not in solution_ids:
                continue
            keeper = _link(item, known)
            changed.append(keeper.pk)
            if keeper.pk != item.pk:
                ended.append(item.pk)
        if changed:
            record(
                PORTFOLIO_CHANGED, organisation=organisation, added=[],
                changed=sorted(set(changed)), ended=ended, fields=["solution"],
            )  # fmt: skip
    return len(changed)


def _link(item: PortfolioItem, known: Recognised) -> PortfolioItem:
    """The item that stands for both from now on."""
    solution = Solution.objects.select_related("supplier").get(pk=known.solution)
    said = said_of(item)
    wanted = without_echo(
        Wanted(solution, said.name, said.vendor, said.version or known.version, said.note)
    )
    same = PortfolioItem.objects.of(item.organisation).in_use().filter(
        solution=solution, version=wanted.version
    )  # fmt: skip
    keys = wanted.keys[1]
    keeper = min(same.select_related("solution__supplier"), default=None,
                 key=lambda each: (each.product_key != keys, each.pk))  # fmt: skip
    if keeper is None:
        _say(item, wanted)
        return item
    item.ended_at = timezone.now()
    item.save(update_fields=("ended_at", "updated_at"))
    has = said_of(keeper)
    _say(
        keeper, Wanted(solution, has.name or wanted.name, "", has.version, has.note or wanted.note)
    )
    if not keeper.sboms.exists():
        Sbom.objects.filter(item=item).update(item=keeper)
    return keeper


def _say(item: PortfolioItem, wanted: Wanted) -> None:
    for name, value in wanted.values().items():
        setattr(item, name, value)
    item.save(update_fields=(*FIELDS, "vendor_key", "product_key", "updated_at"))
