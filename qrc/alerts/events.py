"""One event is one row: the messages of other sources stand behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from qrc.advisories.models import Advisory
from qrc.advisories.told import as_readable_by
from qrc.advisories.visibility import visible_to

NAMED = 3


def collapsed(rows: Any) -> QuerySet[Advisory]:
    """Of each event one of these rows (annotated with `rank`), in their own order: one that
    stands before a withdrawn one, then the gravest, then the newest."""
    first = (
        rows.exclude(cluster=None)
        .order_by("cluster", F("withdrawn_at").asc(nulls_first=True), "-rank", "-changed_at", "-pk")
        .distinct("cluster")
    )
    found: QuerySet[Advisory] = rows.filter(Q(cluster=None) | Q(pk__in=first.values("pk")))
    return found


def with_others(user: Any, rows: Iterable[Advisory]) -> list[Advisory]:
    """These warnings as this person may read them, each with `others`: what other sources say of
    its event, as far as he may read that; two queries for any number."""
    shown = list(rows)
    clusters = {each.cluster_id for each in shown} - {None}
    same = visible_to(user).filter(cluster__in=clusters).select_related("source")
    told = as_readable_by(user, [*shown, *same.order_by("first_seen_at", "pk")])
    shown, others = told[: len(shown)], told[len(shown) :]
    for row in shown:
        row.others = [  # type: ignore[attr-defined]
            each for each in others if each.cluster_id == row.cluster_id and each.pk != row.pk
        ]
        row.also_named = _named([each.source.name for each in row.others])  # type: ignore[attr-defined]
    return shown


def _named(sources: list[str]) -> str:
    """ "CERT-EU, BSI en nog 3"; each source once."""
    names = list(dict.fromkeys(sources))
    more = len(names) - NAMED
    shown = ", ".join(names[:NAMED])
    return shown if more <= 0 else _("%(names)s en nog %(n)d") % {"names": shown, "n": more}
