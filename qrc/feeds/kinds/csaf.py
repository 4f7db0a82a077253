"""CSAF 2.0 and 2.1: a provider's metadata, a folder, a changes.csv or index.txt, or a ROLIE feed.

Documents are read only when they are new or their change time moved, and written in batches, so
that a poll that is killed goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.kit.http import FetchError, Reply
from qrc.advisories.enums import Tlp
from qrc.advisories.values import Report
from qrc.feeds.kinds.addresses import path_of
from qrc.feeds.kinds.csaf_document import report_of
from qrc.feeds.kinds.csaf_hashes import Siblings
from qrc.feeds.kinds.csaf_listing import Entry, Listing, addresses_of, entries_of
from qrc.feeds.kinds.seam import FeedKind, Payload, Problem, Reading, Seen
from qrc.feeds.models import Source, SourceDocument
from qrc.feeds.validators import validators_of_reply

BATCH = 100
TELLS_CHANGES = (Listing.CHANGES, Listing.ROLIE)
ETAG, DATE = "etag:", "date:"
"""Before a document's own validator, kept where the listing gives no change time."""
STRICTNESS = [str(each) for each in Tlp]


@dataclass(slots=True)
class Batch:
    reports: list[Report] = field(default_factory=list)
    history: list[Report] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Csaf(FeedKind):
    name = "csaf"
    label = gettext_lazy("CSAF (map, ROLIE of provider-metadata)")

    def addresses(self, url: str) -> tuple[str, ...]:
        return addresses_of(url)

    def can_be_unchanged(self, source: Source) -> bool:
        """An index or metadata stays the same while the documents behind it change."""
        return source.cursor.get("listing") in TELLS_CHANGES

    def read(self, payload: Payload) -> Iterator[Reading]:
        listing, listed = entries_of(payload.reply.url, payload.reply.body, payload.fetch)
        rows = SourceDocument.objects.filter(source=payload.source)
        known = dict(rows.values_list("path", "changed"))
        # The newest first, as every listing has it: when time runs out, the oldest can wait.
        wanted = [
            each for each in listed if not each.changed or known.get(each.url) != each.changed
        ]
        reader = _Reader(payload, known)
        wanted = wanted[: payload.most]
        # One at a time for a source that wants long pauses: a turn must not outlast its lease.
        size = 1 if self.pause(payload.source) >= 1 else BATCH
        for start in range(0, len(wanted), size):
            if start and payload.is_time_up():
                left = _("Nog %(n)s documenten voor de volgende keer.") % {"n": len(wanted) - start}
                yield Reading((), notes=[left], unfinished=True)
                return
            batch = reader.read(wanted[start : start + size])
            yield Reading(
                batch.reports, history=batch.history, seen=batch.seen, failed=batch.failed,
                problems=batch.problems, more=True,
            )  # fmt: skip
        yield Reading((), cursor={"listing": str(listing)}, notes=reader.siblings.notes())


class _Reader:
    def __init__(self, payload: Payload, known: dict[str, str]) -> None:
        self.payload, self.known = payload, known
        self.siblings = Siblings(payload.fetch)
        self.late = set(payload.source.cursor.get("history", []))

    def read(self, entries: list[Entry]) -> Batch:
        """Documents one by one; what is wrong with one never keeps the others out."""
        batch = Batch()
        for entry in entries:
            try:
                self._read_one(entry, batch)
            except (FetchError, Problem) as problem:
                name = path_of(entry.url).rpartition("/")[2]
                batch.failed.append(entry.url)
                batch.problems.append(f"{name}: {problem}")
        return batch

    def _read_one(self, entry: Entry, batch: Batch) -> None:
        reply = self.payload.fetch(entry.url, _condition(entry, self.known.get(entry.url, "")))
        if reply.status == 304:
            return
        if reply.status != 200:
            raise Problem(f"http-{reply.status}", _("antwoord %(n)s") % {"n": reply.status})
        kind = self.siblings.verify(entry, reply.body)
        report = report_of(reply.body)
        if report is not None:
            into = batch.history if entry.url in self.late else batch.reports
            into.append(replace(report, tlp=stricter(report.tlp, self.payload.source.tlp)))
        digest = hashlib.sha256(reply.body).hexdigest()
        note = kind or _("zonder controlegetal")
        changed = entry.changed or _validator(reply)
        batch.seen.append(Seen(entry.url, changed, digest, note, reply.body))


def stricter(label: str, other: str) -> str:
    """Of two TLP labels the one that lets fewer people read."""
    return max(label, other, key=STRICTNESS.index)


def _condition(entry: Entry, known: str) -> dict[str, str]:
    if entry.changed:
        return {}
    if known.startswith(ETAG):
        return {"If-None-Match": known.removeprefix(ETAG)}
    return {"If-Modified-Since": known.removeprefix(DATE)} if known.startswith(DATE) else {}


def _validator(reply: Reply) -> str:
    etag, date = validators_of_reply(reply)
    found = [f"{ETAG}{etag}"] if etag else []
    found += [f"{DATE}{date}"] if date else []
    return next((each for each in found if len(each) <= 40), "")


KIND = Csaf()
