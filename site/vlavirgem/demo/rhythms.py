"""A past for the invented sources, so that their health page has something to tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from qrc.feeds.models import Fetch, Source
from qrc.feeds.silence import watch

DAY = timedelta(days=1)
PLAIN = {
    "kind": "rss", "language": "nl", "licence": "voorbeeldgegevens", "is_demo": True,
    "url": "https://voorbeeld.example/feed.xml",
}  # fmt: skip


def give_the_sources_a_past(sources: Iterable[Source]) -> None:
    """A year of news for those that work, one that fell silent and one that breaks off its list."""
    now = timezone.now()
    for source in sources:
        _brought(source, [now - (35 + 3 * turn) * DAY for turn in range(60)])
        _polled(source, now, days=range(30), failed_days=(11,))
    silent = Source.objects.create(
        name="Zaakpad Beveiliging (voorbeeld)", publisher="Zaakpad NV", last_ok_at=now,
        imported_at=now - 400 * DAY, **PLAIN,
    )  # fmt: skip
    _brought(silent, [now - (52 + 8 * turn) * DAY for turn in range(30)])
    _polled(silent, now, days=range(30))
    broken = Source.objects.create(
        name="Datavlinder Advies (voorbeeld)", publisher="Datavlinder", failures=9,
        last_error_code="truncated", last_error="De feed breekt halverwege af.",
        last_ok_at=now - 2 * DAY, imported_at=now - 400 * DAY, **PLAIN,
    )  # fmt: skip
    _brought(broken, [now - (3 + 5 * turn) * DAY for turn in range(40)])
    _polled(broken, now, days=(*range(12), *range(16, 30)), failed_days=(0, 1))
    watch()


def _brought(source: Source, moments: list[datetime]) -> None:
    oldest = min(moments) - DAY
    Source.objects.filter(pk=source.pk).update(imported_at=oldest)
    Fetch.objects.bulk_create(
        Fetch(source=source, at=at, status="ok", http_status=200, seconds=0.4, new=1 + turn % 3)
        for turn, at in enumerate(moments)
    )


def _polled(
    source: Source, now: datetime, *, days: Iterable[int], failed_days: tuple[int, ...] = ()
) -> None:
    Fetch.objects.bulk_create(
        Fetch(
            source=source, at=now - day * DAY - timedelta(hours=hour),
            seconds=0.15 + hour / 50, **_outcome(failed=day in failed_days),
        )
        for day in days for hour in (1, 4, 7, 10)
    )  # fmt: skip


def _outcome(*, failed: bool) -> dict[str, object]:
    if not failed:
        return {"status": "not_modified", "http_status": 304}
    return {
        "status": "failed", "http_status": 200, "error_code": "truncated",
        "error": "De feed breekt halverwege af.",
    }  # fmt: skip
