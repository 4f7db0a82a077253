"""Looking at what a source would bring, without keeping any of it."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field

import structlog
from django.utils.translation import gettext as _

from community.kit.http import FetchError, Reply
from qrc.advisories.values import Report
from qrc.feeds.asking import ask, fetcher_of
from qrc.feeds.discovering import Found, discover, is_page
from qrc.feeds.kinds import Payload, Problem, kind_named
from qrc.feeds.models import Source

SECONDS = 10.0
SHOWN, DOCUMENTS, ENOUGH = 10, 10, 500
NOBODY = 0
"""The key of no row: what a trial reads belongs to no source, so that all of it looks new."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Trial:
    """What a source would bring: its first items, how many there are, and what is wrong.

    `error` is why nothing could be read, in Dutch; `found` where the feed may be instead.
    `is_partial`: there is more than we looked at.
    """

    items: list[Report] = field(default_factory=list)
    total: int = 0
    withdrawn: int = 0
    scores: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    error: str = ""
    found: list[Found] = field(default_factory=list)
    is_partial: bool = False


def try_out(source: Source) -> Trial:
    """Fetch now and read, through the same limits as a poll; nothing is stored, nothing raised."""
    trial, unstored = Trial(), copy.copy(source)
    unstored.pk, unstored.cursor = NOBODY, {}
    unstored.etag = unstored.last_modified = ""
    try:
        reply = ask(unstored)
        _judge(unstored, reply, trial)
    except (Problem, FetchError) as problem:
        trial.error = str(problem)
    except Exception as error:
        # What a poll would survive, a look must survive too.
        log.exception("trying_failed", source=source.url)
        trial.error = f"{type(error).__name__}: {error}"
    return trial


def _judge(source: Source, reply: Reply, trial: Trial) -> None:
    if is_page(reply):
        trial.found = discover(reply)
        trial.error = (
            _("Dit is een webpagina en geen feed. Kies hieronder een feed die we er vonden.")
            if trial.found
            else _("Dit is een webpagina en geen feed, en ze verwijst er ook naar geen.")
        )
    elif reply.status != 200:
        trial.error = _("De bron antwoordt met code %(n)s.") % {"n": reply.status}
    else:
        _read(source, reply, trial)


def _read(source: Source, reply: Reply, trial: Trial) -> None:
    until = time.monotonic() + SECONDS
    payload = Payload(source, reply, fetcher_of(source), until, most=DOCUMENTS)
    for reading in kind_named(source.kind).read(payload):
        reports = [*reading.reports, *reading.history]
        trial.items = [*trial.items, *reports][:SHOWN]
        trial.total += len(reports)
        trial.withdrawn += sum(each.withdrawn for each in reports)
        trial.scores += len(reading.chances)
        trial.problems += reading.problems
        trial.notes += reading.notes
        if reading.unfinished or (reading.more and (trial.total >= ENOUGH or payload.is_time_up())):
            trial.is_partial = True
            return
    trial.is_partial = source.kind == "csaf" and trial.total >= DOCUMENTS
