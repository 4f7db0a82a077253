"""Polling a source: ask politely, believe carefully, write once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.services import record
from community.kit.http import FetchError, Reply
from qrc.advisories.cve_facts import learn_chances, learn_listed
from qrc.advisories.holding import most_at_once, waiting_of
from qrc.advisories.services import Counts, take_in
from qrc.advisories.values import Report
from qrc.feeds import keeping, outcomes
from qrc.feeds.asking import ask, fetcher_of
from qrc.feeds.enums import FirstPoll, PollStatus
from qrc.feeds.kinds import Payload, Problem, Reading, kind_named
from qrc.feeds.models import Fetch, Source
from qrc.feeds.outcomes import Overtaken, Result
from qrc.verbs import SOURCE_CHANGED, SOURCE_HELD

__all__ = [
    "Result",
    "add_source",
    "claim_due",
    "follow_move",
    "poll",
    "remove_source",
    "set_enabled",
]

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=10)
TURN = 45.0
"""Seconds after which a long directory leaves the rest for its next turn."""


def claim_due(*, limit: int = 100) -> list[Source]:
    """Take the lease on sources that are due, so that no other worker polls them too."""
    with transaction.atomic():
        due = Source.objects.due().select_for_update(skip_locked=True).order_by("next_poll_at")
        sources = list(due[:limit])
        lease = timezone.now() + LEASE
        Source.objects.filter(pk__in=[each.pk for each in sources]).update(lease_until=lease)
    return sources


def poll(source: Source, *, seconds: float | None = TURN) -> Result:
    """Poll one source now, whatever its interval says; never raises for what the source does.

    Whoever polls on schedule has claimed the source first. Two polls at once (an editor's click
    beside the schedule) cannot double or undo anything: the one that ends last is dropped.
    `seconds` bounds how long a directory is read in one go; None reads it to the end.
    """
    try:
        try:
            reply = ask(source)
        except FetchError as error:
            return outcomes.failed(source, error.code, str(error), None)
        return _judge(source, reply, None if seconds is None else time.monotonic() + seconds)
    except Overtaken:
        log.info("poll_overtaken", source=source.name)
        return Result(source.name, PollStatus.OK)


def _judge(source: Source, reply: Reply, until: float | None) -> Result:
    if reply.status == 304:
        return outcomes.not_modified(source, reply)
    if reply.status == 410:
        return outcomes.gone(source, reply)
    if reply.status != 200:
        message = _("De bron antwoordt met code %(n)s.") % {"n": reply.status}
        return outcomes.failed(source, f"http-{reply.status}", message, reply)
    try:
        return Visit(source, reply, until).take_all()
    except Overtaken:
        raise
    except (Problem, FetchError) as problem:
        return outcomes.failed(source, problem.code, str(problem), reply)
    except Exception as error:
        # A payload nobody foresaw must not stop the night watch: it is this source's failure.
        log.exception("reading_failed", source=source.name)
        return outcomes.failed(source, "crash", f"{type(error).__name__}: {error}", reply)


class Visit:
    """One poll that brought a body: every reading in a transaction of its own, and the last one
    together with the validators and the source's health."""

    def __init__(self, source: Source, reply: Reply, until: float | None) -> None:
        self.source, self.reply = source, reply
        self.payload = Payload(source, reply, fetcher_of(source), until)
        self.silent = source.imported_at is None and source.first_poll == FirstPoll.SILENT
        self.total = Counts()
        self.room = most_at_once(source)
        self.cursor: dict[str, Any] = dict(source.cursor)
        self.failed: list[str] = []
        self.problems: list[str] = []
        self.notes: list[str] = []
        # Until the end it says what is true when we are killed half-way.
        self.row = Fetch(
            source=source, status=PollStatus.FAILED, http_status=reply.status,
            seconds=reply.elapsed, error_code="interrupted", error=_("Onderbroken."),
        )  # fmt: skip

    def take_all(self) -> Result:
        last = Reading(())
        for reading in kind_named(self.source.kind).read(self.payload):
            self._note(reading)
            if reading.more:
                self._take(reading)
            else:
                last = reading
        before = dict(vars(self.source))
        try:
            with transaction.atomic():
                self._take(last)
                return self._conclude(unfinished=last.unfinished)
        except Exception:
            # Rolled back: the row is what it was, and so must be what we know of it.
            vars(self.source).update(before)
            raise

    def _note(self, reading: Reading) -> None:
        self.cursor |= reading.cursor
        self.failed += reading.failed
        self.problems += reading.problems
        self.notes += reading.notes

    def _take(self, reading: Reading) -> None:
        with transaction.atomic():
            place = {"cursor": dict(self.cursor)} if reading.more and reading.cursor else {}
            outcomes.hold(self.source, timezone.now() + LEASE, **place)
            if self.row.pk is None:
                self.row.payload = keeping.keep(self.reply.body)
                self.row.save()
            self._add(reading.reports, silent=self.silent, complete=reading.complete)
            self._add(reading.history, silent=True, complete=False)
            keeping.remember(self.source, reading.seen)
            learn_chances(reading.chances)
            if reading.listed:
                self._learn_listed(reading)

    def _learn_listed(self, reading: Reading) -> None:
        waiting = waiting_of(self.source).values_list("advisory__cves", flat=True)
        standing = [cve for cves in waiting for cve in cves]
        learn_listed(
            reading.listed, complete=reading.complete, standing=standing, silent=self.silent
        )

    def _add(self, reports: Sequence[Report], *, silent: bool, complete: bool) -> None:
        if reports or complete:
            counts = take_in(
                source=self.source,
                reports=reports,
                fetch=self.row,
                complete=complete,
                silent=silent,
                room=self.room,
            )
            self.room = max(0, self.room - counts.withdrawn)
            self.total.add(counts)

    def _conclude(self, *, unfinished: bool) -> Result:
        if self.total.held:
            record(SOURCE_HELD, subject=self.source, held=self.total.held)
            self.notes.append(
                _("%(n)s intrekkingen wachten op een redacteur.") % {"n": self.total.held}
            )
        self.row.note = " ".join(dict.fromkeys(self.notes))[:500]
        self.row.error = self.row.error_code = ""
        # What failed on the silent first poll is history too when it comes in later.
        history = self.failed if self.silent else self.cursor.get("history", [])
        self.cursor["history"] = [url for url in history if url in self.failed]
        if unfinished:
            return outcomes.left_unfinished(self.source, self.row, self.total, self.cursor)
        if self.problems:
            return outcomes.partly_failed(
                self.source, self.row, self.total, self.problems, self.cursor
            )
        return outcomes.taken_in(self.source, self.reply, self.row, self.total, self.cursor)


def add_source(*, source: Source, actor: models.Model | None = None) -> Source:
    """Follow a new source; ValidationError in Dutch when its name, kind or address will not do."""
    try:
        source.kind = kind_named(source.kind).name
    except LookupError as error:
        raise ValidationError({"kind": str(error.args[0])}) from error
    if not source.url.startswith(("http://", "https://")):
        raise ValidationError({"url": _("Het adres moet met http:// of https:// beginnen.")})
    if source.interval_minutes < 1:
        raise ValidationError({"interval_minutes": _("Het interval is minstens één minuut.")})
    with transaction.atomic():
        _make_room(source)
        source.full_clean()
        source.save()
        record(SOURCE_CHANGED, actor=actor, subject=source, added=True)
    return source


def _make_room(source: Source) -> None:
    """Who adds a source by the name of an unused ready-made one fills it in his own way."""
    offered = Source.objects.unused().filter(name=source.name).first()
    if offered is not None:
        source.preset = offered.preset
        offered.delete()


def remove_source(*, source: Source, actor: models.Model | None = None) -> None:
    """Forget a source that never brought anything; ValidationError when it has advisories."""
    if source.advisories.exists():
        raise ValidationError(
            _("Van %(name)s zijn er waarschuwingen; die bewaren we. Schakel de bron uit.")
            % {"name": source.name}
        )
    with transaction.atomic():
        record(SOURCE_CHANGED, actor=actor, subject=source, removed=True)
        source.delete()


def set_enabled(*, source: Source, enabled: bool, actor: models.Model | None = None) -> None:
    """Switch a source on or off; switching on also forgets that it was gone or failing."""
    changes: dict[str, Any] = {"enabled": enabled}
    if enabled:
        changes |= {"gone_at": None, "failures": 0, "next_poll_at": timezone.now()}
    _change(source, changes, actor, enabled=enabled)


def follow_move(*, source: Source, actor: models.Model | None = None) -> None:
    """Use the address the source moved to; validators belong to the old one and are dropped."""
    changes = {"url": source.moved_to, "moved_to": "", "etag": "", "last_modified": ""}
    _change(source, changes, actor, fields=["url"])


def _change(
    source: Source, changes: dict[str, Any], actor: models.Model | None, **data: Any
) -> None:
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(**changes)
        for name, value in changes.items():
            setattr(source, name, value)
        record(SOURCE_CHANGED, actor=actor, subject=source, **data)
