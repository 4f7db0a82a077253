"""Which portfolios an advisory speaks of, kept as hits."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from catalogue.portfolio.queries import pairs_of
from qrc.advisories.models import Advisory
from qrc.matching.judging import judged
from qrc.matching.keeping import keep
from qrc.matching.learning import learn
from qrc.matching.models import SEPARATOR, Hit, Signature
from qrc.matching.signals import kind_of_list, signals_of
from qrc.matching.signing import READING, sign

BATCH = 500


def match_advisories(
    advisories: Sequence[Advisory], *, items: Collection[int] | None = None
) -> list[Hit]:
    """Sign these advisories and bring their hits up to date; returns the hits that stand.

    With `items` only those are looked at. Run again it changes nothing.
    """
    bring_up_to_date(advisories, items=items)
    return hits_on(*advisories, items=items)


def bring_up_to_date(
    advisories: Sequence[Advisory], *, items: Collection[int] | None = None
) -> None:
    """The same for who does not ask which hits stand: as many statements for one as for all."""
    with transaction.atomic():
        sign(advisories)
        of_solutions, of_items = judged([each.pk for each in advisories], items)
        keep(advisories, of_solutions, of_items, items)


def hits_on(*advisories: Advisory, items: Collection[int] | None = None) -> list[Hit]:
    """The hits of these advisories that stand, the oldest first; only of these items when given."""
    rows = Hit.objects.filter(advisory__in=[each.pk for each in advisories], ended_at=None)
    if items is not None:
        rows = rows.filter(item__in=items)
    return list(rows.select_related("item__solution__supplier", "advisory").order_by("pk"))


def learn_from(advisory: Advisory) -> None:
    """Let the vocabulary learn from an advisory that is news."""
    learn(advisory, signals_of(advisory, kind_of_list(advisory.source.kind)))


def sign_stale(*, limit: int = BATCH) -> int:
    """Match what came in without being told, such as the history of a source just added.

    Returns how many advisories were looked at; run until 0.
    """
    stale = (
        Q(signature=None)
        | ~Q(signature__content_hash=F("content_hash"))
        | Q(signature__reading__lt=READING)
    )
    rows = Advisory.objects.filter(stale).select_related("source").order_by("-pk")[:limit]
    advisories = list(rows)
    if advisories:
        bring_up_to_date(advisories)
    return len(advisories)


def match_items(*, items: Collection[int]) -> list[Hit]:
    """The hits of these items on all that stands, for a portfolio that just changed."""
    if not items:
        return []
    names = [SEPARATOR.join(pair) for pair in pairs_of(items)]
    touched: set[int] = set()
    for start in range(0, len(names), BATCH):
        rows = Signature.objects.filter(pairs__overlap=names[start : start + BATCH])
        touched.update(rows.values_list("pk", flat=True))
    known = Hit.objects.filter(item__in=items, ended_at=None).values_list("advisory", flat=True)
    wanted = sorted(touched | set(known))
    hits: list[Hit] = []
    for start in range(0, len(wanted), BATCH):
        standing = Advisory.objects.standing().filter(pk__in=wanted[start : start + BATCH])
        hits += match_advisories(list(standing.select_related("source")), items=items)
    return hits


def end_hits(*, items: Collection[int]) -> int:
    """What is no longer used is no longer hit; returns how many hits ended."""
    rows = Hit.objects.filter(item__in=items, ended_at=None)
    return rows.update(ended_at=timezone.now())
