"""Learning every source's rhythm, and noticing whose silence is strange."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Min
from django.db.models.functions import TruncHour
from django.utils import timezone

from community.activity.services import record
from qrc.feeds.models import Fetch, Source
from qrc.feeds.rhythm import is_silent, rhythm_of
from qrc.verbs import SOURCE_SILENT, SOURCE_SPOKE

MEMORY = timedelta(days=365)
FIELDS = ("last_news_at", "usual_gap", "silence_limit", "silent_since")

Moments = list[datetime]


def watch() -> int:
    """Renew what we know of each source's rhythm; returns how many went silent since the last time.

    A silence is recorded once: it ends with the first news, here or in the poll that brings it.
    May be killed between two sources and run twice at once.
    """
    news = _news()
    sources = Source.objects.active().values_list("pk", flat=True)
    return sum(_judge(pk, news.get(pk, [])) for pk in sources)


def _news() -> dict[int, Moments]:
    """By source: when its polls brought something, the first and last moment of each hour.

    What a source had when we first read it is no news.
    """
    hours = (
        Fetch.objects.with_news()
        .filter(at__gte=timezone.now() - MEMORY, at__gt=F("source__imported_at"))
        .annotate(hour=TruncHour("at", tzinfo=UTC))
        .values("source_id", "hour")
        .annotate(first=Min("at"), last=Max("at"))
        .order_by("source_id", "hour")
    )
    found: dict[int, Moments] = {}
    for row in hours.iterator():
        found.setdefault(row["source_id"], []).extend((row["first"], row["last"]))
    return found


def _judge(source_id: int, news: Moments) -> bool:
    rhythm = rhythm_of(news)
    with transaction.atomic():
        source = Source.objects.select_for_update().filter(pk=source_id).first()
        if source is None:
            return False
        known = [source.last_news_at] if source.last_news_at else []
        source.last_news_at = max(news + known, default=None)
        source.usual_gap = rhythm.usual if rhythm else None
        source.silence_limit = rhythm.limit if rhythm else None
        went_silent = _mark(source)
        source.save(update_fields=FIELDS)
    return went_silent


def _mark(source: Source) -> bool:
    """Begin or end a silence; one that was recorded ends by news alone, so it is never told twice."""
    since, last = source.silent_since, source.last_news_at
    if since is not None:
        if last is not None and last > since:
            source.silent_since = None
            record(SOURCE_SPOKE, subject=source)
        return False
    limit = source.silence_limit
    if limit is None or not is_silent(last_news=last, last_ok=source.last_ok_at, limit=limit):
        return False
    source.silent_since = last
    record(SOURCE_SILENT, subject=source)
    return True
