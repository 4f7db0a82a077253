"""A hundred quiet sources: what a round of polling costs, and what one slow source does to it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from django.db import connection
from django.db.backends.signals import connection_created
from django.test.utils import override_settings
from django.utils import timezone

from qrc.feeds.enums import PollStatus
from qrc.feeds.models import Fetch, Source
from qrc.feeds.polling import poll_due
from tests.bench import audience
from tests.bench.figures import Sheet, load, middle
from tests.bench.still_server import ETAG

ROOT = Path(__file__).resolve().parents[2]
MOST_QUERIES = 3
SLACK = 1.0
"""Seconds by which the others may differ with a slow one among them: less than it takes."""


def measure(*, sources: int, slow: float, rounds: int, sheet: Sheet) -> None:
    with _server(slow) as port, override_settings(QRC_ALLOWED_PRIVATE_HOSTS=f"127.0.0.1:{port}"):
        _follow(port, sources)
        rows = []
        for number in range(rounds):
            rows.append(_round(port, sources))
            sheet.line("polling", round=number + 1, **rows[-1], load=load())
        alone = middle(rows)
        sheet.line("polling median", sources=sources, rounds=rounds, **alone)
        sheet.at_most("polling: queries per source", alone["queries_per_source"], MOST_QUERIES)
        _with_a_slow_one(port, slow, alone["ours_seconds"], sheet)
    audience.disband()


@contextmanager
def _server(slow: float) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.still_server", str(slow)], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.communicate(timeout=10)


def _follow(port: int, count: int) -> None:
    Source.objects.bulk_create(
        Source(name=f"Stil {n}", url=f"http://127.0.0.1:{port}/{n}", kind="rss", etag=ETAG)
        for n in range(count)
    )


def _round(port: int, sources: int) -> dict[str, float]:
    seconds, queries = _poll(sources)
    loop = _loop(port, sources)
    return {
        "ours_seconds": seconds,
        "loop_seconds": loop,
        "ratio": loop / seconds,
        "ours_per_second": sources / seconds,
        "loop_per_second": sources / loop,
        "queries_per_source": queries / sources,
    }


def _poll(sources: int) -> tuple[float, int]:
    """Seconds and queries of one round in which every source is due, and unchanged."""
    Source.objects.update(next_poll_at=timezone.now())
    with counted() as queries:
        begin = time.monotonic()
        results = poll_due()
        seconds = time.monotonic() - begin
    if [each.status for each in results] != [PollStatus.NOT_MODIFIED] * sources:
        raise RuntimeError(f"not all of {sources} sources said 304: {results[:3]}")
    return seconds, len(queries)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement of every thread, also those that only start in it."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    def join(connection: Any, **_more: Any) -> None:
        connection.execute_wrappers.append(note)

    connection_created.connect(join)
    try:
        with connection.execute_wrapper(note):
            yield seen
    finally:
        connection_created.disconnect(join)


def _loop(port: int, count: int) -> float:
    """The same conditional GETs, one after the other over one connection."""
    with httpx.Client() as client:
        begin = time.monotonic()
        for n in range(count):
            reply = client.get(f"http://127.0.0.1:{port}/{n}", headers={"If-None-Match": ETAG})
            assert reply.status_code == 304
        return time.monotonic() - begin


def _with_a_slow_one(port: int, slow: float, alone: float, sheet: Sheet) -> None:
    """The slow one is due first, and there is one more than a claim takes at once."""
    Source.objects.create(
        name="Traag", url=f"http://127.0.0.1:{port}/slow", kind="rss", etag=ETAG, interval_minutes=1
    )
    Fetch.objects.all().delete()
    Source.objects.update(next_poll_at=timezone.now())
    Source.objects.filter(name="Traag").update(next_poll_at="2026-01-01T00:00:00Z")
    begin = timezone.now()
    poll_due()
    ends = {
        name: (at - begin).total_seconds()
        for name, at in Fetch.objects.values_list("source__name", "at")
    }
    own = ends.pop("Traag")
    others = max(ends.values())
    sheet.line("polling beside a slow one", slow_seconds=slow, slow_ended=own, others_ended=others,
               others_alone=alone)  # fmt: skip
    sheet.at_most("polling: the others beside a slow one", others, 2 * alone + SLACK)
