"""What a wish would have meant, so that choosing is not guessing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from qrc.advisories.cve_facts import known_of
from qrc.advisories.enums import RANK, Severity
from qrc.advisories.models import Advisory, AdvisoryQuerySet, AdvisoryRevision
from qrc.advisories.told import as_readable_by
from qrc.advisories.visibility import visible_to
from qrc.matching.models import Hit
from qrc.matching.rules import Wish, matching
from qrc.subscriptions.bundling import bundles
from qrc.subscriptions.enums import Cadence
from qrc.subscriptions.wishes import wish_for

DAYS = 90
MOST = 5000
"""Of so many warnings each is looked at; a wish that brings more is too wide anyhow."""
TOO_MANY = 100
NEWEST = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """What a wish would have brought in so many days, each event once.

    `messages`: how many messages that is in the rhythm chosen, `at_once` of them outside a bundle;
    None while each comes at once. `cut`: there was more than was looked at.
    """

    days: int
    count: int
    critical: int
    newest: list[Advisory]
    messages: int | None = None
    at_once: int = 0
    cut: bool = False

    @property
    def bundles(self) -> int:
        return (self.messages or 0) - self.at_once

    @property
    def too_many(self) -> bool:
        return self.count > TOO_MANY


def preview(*, user: Any, rules: Mapping[str, Any], told: Mapping[str, Any] = {}) -> Preview:
    """How many warnings of the past ninety days these rules would have brought this person, and
    the newest. `rules` as `subscribe` takes them; `told` its cadence and urgent_at_once.

    The same number of queries whatever there is.
    """
    wish = wish_for(rules, told)
    rows = list(_recent(user, wish)[:MOST])
    read = as_readable_by(user, rows)
    known, hit = known_of(read), _hit(wish)
    found = [
        each
        for each in read
        if matching(each, [wish], known=known[each.pk], hit=hit.get(each.pk, ()))
    ]
    events = _events(found)
    critical = sum(each.severity == Severity.CRITICAL for each in events)
    messages, at_once = _in_rhythm(events, wish, {pk for pk in known if known[pk].exploited})
    return Preview(
        DAYS, len(events), critical, events[:NEWEST], messages, at_once, cut=len(rows) == MOST
    )


def _recent(user: Any, wish: Wish) -> AdvisoryQuerySet:
    """What stands and was news in these days; the database leaves out what rules can tell it."""
    since = timezone.now() - timedelta(days=DAYS)
    history = AdvisoryRevision.objects.filter(
        advisory=OuterRef("pk"), number=OuterRef("number"), silent=True
    )
    rows = visible_to(user).standing().filter(changed_at__gte=since)
    # History that was read in silence is told by its own date: it was no message of today.
    undated = Q(published_at=None, updated_at=None)
    dated = Q(updated_at__gte=since) | Q(updated_at=None, published_at__gte=since)
    rows = rows.filter(undated | dated | ~Q(Exists(history)))
    if wish.sources:
        rows = rows.filter(source__in=wish.sources)
    rows = rows.defer("action", "scores", "references").annotate(is_history=Exists(history))
    return rows.order_by(F("changed_at").desc(), "-pk")


def _hit(wish: Wish) -> dict[int, tuple[int, ...]]:
    """By advisory, the organisation of a portfolio wish when its portfolio is hit; one query."""
    if not wish.portfolio or wish.organisation_id is None:
        return {}
    rows = Hit.objects.filter(organisation=wish.organisation_id).asking()
    return dict.fromkeys(rows.values_list("advisory", flat=True), (wish.organisation_id,))


def _events(found: list[Advisory]) -> list[Advisory]:
    """One of each event, the gravest: who heard it from one source is not told by the other."""
    best: dict[int, Advisory] = {}
    for each in found:
        key = each.cluster_id or -each.pk
        if key not in best or RANK[each.severity] > RANK[best[key].severity]:
            best[key] = each
    return list(best.values())


def _in_rhythm(
    events: list[Advisory], wish: Wish, exploited: set[int]
) -> tuple[int | None, int]:  # fmt: skip
    if wish.cadence == Cadence.IMMEDIATE:
        return None, 0
    urgent = [each for each in events if wish.urgent_at_once and _is_urgent(each, exploited)]
    rest = [each for each in events if each not in urgent]
    return len(urgent) + bundles(map(_moment, rest), wish.cadence), len(urgent)


def _is_urgent(advisory: Advisory, exploited: set[int]) -> bool:
    grave = advisory.severity == Severity.CRITICAL
    return grave or advisory.exploited or advisory.pk in exploited


def _moment(advisory: Advisory) -> datetime:
    """When it was news; of silent history when its source wrote it."""
    written = advisory.updated_at or advisory.published_at
    silent = getattr(advisory, "is_history", False)
    return written if silent and written else advisory.changed_at
