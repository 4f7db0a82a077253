"""The health page: every source in one line, the worst first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qrc.feeds.days import Day, days_of, in_short
from qrc.feeds.enums import TROUBLE, Health
from qrc.feeds.errors import trouble_in_words
from qrc.feeds.models import Source

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One source as the page shows it."""

    source: Any
    days: Sequence[Day]

    @property
    def health(self) -> Health:
        return Health(self.source.health)

    @property
    def rhythm(self) -> str:
        return rhythm_in_words(self.source)

    @property
    def strip(self) -> str:
        """What the strip shows, for who does not see it."""
        return ", ".join(f"{number} × {kind}" for kind, number in in_short(self.days).items())

    @property
    def newest_first(self) -> Sequence[Day]:
        return self.days[::-1]

    @property
    def limit_days(self) -> int:
        limit: timedelta = self.source.silence_limit
        return round(limit / DAY)

    @property
    def trouble(self) -> str:
        """What is the matter, in one line; "" for a source that is well."""
        source = self.source
        if self.health in (Health.GONE, Health.FAILING):
            return trouble_in_words(source.last_error_code, source.last_error)
        if self.health == Health.SILENT:
            days = (source.last_ok_at - source.silent_since).days
            return ngettext(
                "antwoordt, maar brengt al %(n)d dag niets nieuws",
                "antwoordt, maar brengt al %(n)d dagen niets nieuws", days,
            ) % {"n": days}  # fmt: skip
        return source.moved_to if self.health == Health.MOVED else ""


def sources_worst_first() -> QuerySet[Source]:
    ranks = [When(health=health, then=Value(rank)) for rank, health in enumerate(Health)]
    rows = Source.objects.taken().with_health()
    return rows.annotate(rank=Case(*ranks, output_field=IntegerField())).order_by("rank", "name")


def lines(sources: Iterable[Source]) -> list[Line]:
    """These sources with their last thirty days: one query, however many."""
    rows = list(sources)
    days = days_of([each.pk for each in rows])
    return [Line(each, days[each.pk]) for each in rows]


def tally() -> dict[str, int]:
    """How many sources there are: `all`, `on`, `off`, and `trouble` for those an editor must look at."""
    found: dict[str, int] = (
        Source.objects.taken()
        .with_health()
        .aggregate(
            all=Count("pk"),
            off=Count("pk", filter=Q(health=Health.OFF)),
            trouble=Count("pk", filter=Q(health__in=TROUBLE)),
        )
    )
    return found | {"on": found["all"] - found["off"]}


def rhythm_in_words(source: Source) -> str:
    """How often a source usually brings news, in the reader's language."""
    if source.usual_gap is None:
        return _("nog te weinig geschiedenis")
    if source.usual_gap < DAY:
        hours = max(round(source.usual_gap / HOUR), 1)
        return ngettext("om het uur", "om de %(n)d uur", hours) % {"n": hours}
    days = round(source.usual_gap / DAY)
    return ngettext("om de dag", "om de %(n)d dagen", days) % {"n": days}


def head() -> list[str]:
    return [
        _("Bron"), _("Toestand"), _("Laatst gelukt"), _("Laatste nieuws"), _("Gewoonlijk nieuws"),
        _("Stil na (dagen)"), _("Beurten in 30 dagen"), _("Mislukt"), _("Berichten in 30 dagen"),
    ]  # fmt: skip


def table(rows: Iterable[Line]) -> Iterator[list[Any]]:
    """The lines as cells, under `head`."""
    for line in rows:
        source, limit = line.source, line.source.silence_limit
        yield [
            source.name, line.health.label, source.last_ok_at or "", source.last_news_at or "",
            line.rhythm, round(limit / DAY) if limit else "",
            sum(day.polls for day in line.days), sum(day.failed for day in line.days),
            sum(day.news for day in line.days),
        ]  # fmt: skip
