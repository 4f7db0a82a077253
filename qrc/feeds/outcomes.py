"""Writing down how a poll went: the source's health, its next turn and what editors must hear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.services import record
from community.kit.http import Reply
from qrc.advisories.services import Counts
from qrc.feeds import keeping, pacing
from qrc.feeds.enums import PollStatus
from qrc.feeds.models import Fetch, Source
from qrc.feeds.validators import validators_of_reply
from qrc.verbs import (
    SOURCE_FAILED,
    SOURCE_GONE,
    SOURCE_MOVED,
    SOURCE_RECOVERED,
    SOURCE_SPOKE,
)

ALARM_AT = 3
"""Failures in a row before the editors hear of it: one hiccup is nobody's news."""
PERMANENT = (301, 308)
SOON = timedelta(minutes=1)
"""When to go on with a directory that was too long for one turn."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a poll went, as `qrc_poll --json` prints it."""

    source: str
    status: str
    error: str = ""
    new: int = 0
    escalated: int = 0
    changed: int = 0
    withdrawn: int = 0


class Overtaken(Exception):
    """Another poll of the same source was written since this one began: what this one read is old."""


def hold(source: Source, until: datetime, **more: Any) -> None:
    """Keep the lease and lock the source's row for this transaction; Overtaken when it is late."""
    _write(source, {"lease_until": until, **more})


def taken_in(
    source: Source, reply: Reply, row: Fetch, total: Counts, cursor: dict[str, Any]
) -> Result:
    """Everything was read; the validators are saved with it, and only now."""
    _count(row, PollStatus.OK, total)
    extra = _new_validators(reply) | _news(source, total)
    _succeed(source, reply, PollStatus.OK, cursor=cursor, **extra)
    return Result(source.name, PollStatus.OK, "", **total.told())


def left_unfinished(source: Source, row: Fetch, total: Counts, cursor: dict[str, Any]) -> Result:
    """A directory too long for one turn: what was read stands, and we go on soon."""
    _count(row, PollStatus.OK, total)
    now = timezone.now()
    _write(
        source,
        {
            "last_status": PollStatus.OK, "last_polled_at": now, "last_ok_at": now, "failures": 0,
            "last_error": "", "last_error_code": "", "lease_until": None,
            "next_poll_at": now + SOON, "cursor": cursor, **_news(source, total),
        },
    )  # fmt: skip
    return Result(source.name, PollStatus.OK, "", **total.told())


def partly_failed(
    source: Source, row: Fetch, total: Counts, problems: list[str], cursor: dict[str, Any]
) -> Result:
    """What was good is in; the validators stay old, so that the rest is asked again."""
    error = _("%(n)s documenten mislukten: %(which)s") % {
        "n": len(problems), "which": "; ".join(problems[:5]),
    }  # fmt: skip
    row.error_code, row.error = "documents", error[:500]
    _count(row, PollStatus.FAILED, total)
    now = timezone.now()
    # The source itself is well: one bad document may not slow down the good ones.
    extra = {"imported_at": source.imported_at or now, "cursor": cursor,
             "next_poll_at": now + pacing.usual(source)} | _news(source, total)  # fmt: skip
    _fail(source, "documents", error, **extra)
    return Result(source.name, PollStatus.FAILED, error, **total.told())


def not_modified(source: Source, reply: Reply) -> Result:
    # Two statements and no transaction: a hundred quiet sources are asked every few minutes.
    etag, modified = validators_of_reply(reply)
    # A 304 may renew the validators but never takes one away (RFC 9111 §4.3.4).
    renewed = {"etag": etag or source.etag, "last_modified": modified or source.last_modified}
    _succeed(source, reply, PollStatus.NOT_MODIFIED, **renewed)
    Fetch.objects.create(
        source=source, status=PollStatus.NOT_MODIFIED, http_status=304, seconds=reply.elapsed
    )
    return Result(source.name, PollStatus.NOT_MODIFIED)


def gone(source: Source, reply: Reply) -> Result:
    """The source says it is gone for good: we stop, and an editor decides."""
    error = _("De bron zegt dat ze niet meer bestaat (410).")
    with transaction.atomic():
        now = timezone.now()
        if source.gone_at is None:
            record(SOURCE_GONE, subject=source)
        extra = {"gone_at": source.gone_at or now, "last_status": PollStatus.GONE}
        _fail(source, "gone", error, **extra)
        Fetch.objects.create(
            source=source, status=PollStatus.GONE, http_status=410, seconds=reply.elapsed,
            error_code="gone", error=error,
        )  # fmt: skip
    return Result(source.name, PollStatus.GONE, error)


def failed(source: Source, code: str, error: str, reply: Reply | None) -> Result:
    """The poll changed nothing but the source's health; its bytes are kept to be looked at."""
    with transaction.atomic():
        wait = pacing.after_failure(source, source.failures + 1, reply)
        _fail(source, code, error, next_poll_at=timezone.now() + wait)
        Fetch.objects.create(
            source=source, status=PollStatus.FAILED, http_status=reply.status if reply else None,
            seconds=reply.elapsed if reply else 0, error_code=code[:40], error=error[:500],
            payload=keeping.keep(reply.body) if reply and reply.body else None,
        )  # fmt: skip
    return Result(source.name, PollStatus.FAILED, error)


def _count(row: Fetch, status: str, total: Counts) -> None:
    row.status = status
    for name, value in total.told().items():
        setattr(row, name, value)
    row.save()


def _news(source: Source, total: Counts) -> dict[str, Any]:
    """When a poll brought something: that, and the end of a silence. A first import is no news."""
    if source.imported_at is None or not any(total.told().values()):
        return {}
    if source.silent_since is not None:
        record(SOURCE_SPOKE, subject=source)
    return {"last_news_at": timezone.now(), "silent_since": None}


def _succeed(source: Source, reply: Reply, status: str, **extra: Any) -> None:
    now = timezone.now()
    if source.failures >= ALARM_AT or source.gone_at:
        record(SOURCE_RECOVERED, subject=source)
    moved = _moved_to(reply)
    if moved and moved != source.moved_to:
        record(SOURCE_MOVED, subject=source)
    _write(
        source,
        {
            "last_status": status, "last_polled_at": now, "last_ok_at": now, "failures": 0,
            "last_error": "", "last_error_code": "", "lease_until": None, "gone_at": None,
            "imported_at": source.imported_at or now, "next_poll_at": now + pacing.usual(source),
            "moved_to": moved or source.moved_to, **extra,
        },
    )  # fmt: skip


def _fail(source: Source, code: str, error: str, **extra: Any) -> None:
    failures = source.failures + 1
    if failures == ALARM_AT:
        record(SOURCE_FAILED, subject=source, error=code)
    changes = {
        "failures": failures, "last_status": PollStatus.FAILED, "last_polled_at": timezone.now(),
        "last_error": error[:500], "last_error_code": code[:40], "lease_until": None,
    }  # fmt: skip
    _write(source, changes | extra)


def _new_validators(reply: Reply) -> dict[str, Any]:
    etag, modified = validators_of_reply(reply)
    return {"etag": etag, "last_modified": modified}


def _moved_to(reply: Reply) -> str:
    if reply.redirects and all(status in PERMANENT for status, _url in reply.redirects):
        return reply.url if len(reply.url) <= 1000 else ""
    return ""


def _write(source: Source, changes: dict[str, Any]) -> None:
    # The guard is the last poll we knew of: two polls at once may both read, but not both write.
    rows = Source.objects.filter(pk=source.pk, last_polled_at=source.last_polled_at)
    if not rows.update(**changes):
        raise Overtaken
    for name, value in changes.items():
        setattr(source, name, value)
