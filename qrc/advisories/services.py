"""Taking in what a source says: what is new, worse, different or gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from community.activity.services import record, record_many
from qrc.advisories.differences import differences, plain
from qrc.advisories.enums import RANK, RevisionKind
from qrc.advisories.holding import Withdrawal, release, sifted, waiting_of
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.advisories.ordering import Dated, is_newer, is_older
from qrc.advisories.values import SHOWN, Report, digest
from qrc.verbs import ADVISORY_REVISED, WITHDRAWALS_JUDGED

SWING = timedelta(days=1)
KEPT = ("language", "source_version", "published_at", "updated_at")


@dataclass(slots=True)
class Counts:
    """How many advisories a payload made new, worse, different or gone."""

    new: int = 0
    escalated: int = 0
    changed: int = 0
    withdrawn: int = 0
    held: int = 0
    """Withdrawals that wait for an editor's word, since too many came at once."""

    def add(self, other: Counts) -> None:
        self.new += other.new
        self.escalated += other.escalated
        self.changed += other.changed
        self.withdrawn += other.withdrawn
        self.held += other.held

    def told(self) -> dict[str, int]:
        """What a poll counts by kind of revision."""
        return {str(kind): getattr(self, kind) for kind in RevisionKind}


@dataclass(slots=True)
class Batch:
    """Rows to be written together."""

    made: list[Advisory] = field(default_factory=list)
    changed: list[Advisory] = field(default_factory=list)
    redated: list[Advisory] = field(default_factory=list)
    revisions: list[AdvisoryRevision] = field(default_factory=list)


def take_in(
    *, source: models.Model, reports: Iterable[Report], fetch: models.Model | None, complete: bool,
    silent: bool, room: int | None = None,
) -> Counts:  # fmt: skip
    """Write what differs from what we know, with a revision each, and record it; idempotent.

    `complete`: the reports are the whole catalogue, so what is missing was withdrawn.
    `silent`: history, not news: revisions are kept but nobody is told. Same reports again: nothing.
    `room`: how many withdrawals may pass; when there are more they all wait for an editor.
    """
    with transaction.atomic():
        newest = _newest(reports)
        known = _known(source, newest, everything=complete)
        batch, differing = Batch(), []
        for identity, report in newest.items():
            advisory = known.get(identity)
            if advisory is None:
                _add(batch, source, report)
            elif _is_different(advisory, report):
                differing.append((advisory, report))
            else:
                _redate(batch, advisory, report)
        absent = [each for identity, each in known.items() if identity not in newest]
        held = _take_back(batch, differing, absent, room)
        release([each for identity, each in known.items() if identity in newest], newest)
        differing = [(each, report) for each, report in differing if not report.withdrawn]
        told = _told(advisory for advisory, _report in differing)
        for advisory, report in differing:
            before = told.get(advisory.pk, set())
            if complete or not _is_swing(advisory, report, before):
                _change(batch, advisory, report, before)
        _write(batch, fetch, silent=silent)
    kinds = [revision.kind for revision in batch.revisions]
    return Counts(**{str(kind): kinds.count(kind) for kind in RevisionKind}, held=held)


def withdraw_held(*, source: models.Model, actor: models.Model | None) -> int:
    """An editor believes the withdrawals that wait: they are told now. Returns how many."""
    with transaction.atomic():
        batch = Batch()
        for row in waiting_of(source).select_for_update(of=("self", "advisory")):
            said = None if row.by_absence else row
            if row.advisory.withdrawn_at is None:
                _withdraw(batch, row.advisory, said)
            row.delete()
        _write(batch, None, silent=False)
        record(WITHDRAWALS_JUDGED, actor=actor, subject=source, accepted=len(batch.revisions))
    return len(batch.revisions)


def dismiss_held(*, source: models.Model, actor: models.Model | None) -> int:
    """An editor does not believe them: the warnings stand, until the source names them anew."""
    with transaction.atomic():
        kept = waiting_of(source).update(dismissed_at=timezone.now())
        record(WITHDRAWALS_JUDGED, actor=actor, subject=source, dismissed=kept)
    return kept


def _take_back(
    batch: Batch, differing: list[tuple[Advisory, Report]], absent: list[Advisory], room: int | None
) -> int:
    """Withdraw what the source says or what is gone from its catalogue; how many wait instead."""
    gone: list[Withdrawal] = [(each, said) for each, said in differing if said.withdrawn]
    gone += [(each, None) for each in absent if each.withdrawn_at is None]
    passing, held = sifted(gone, room=room)
    for advisory, said in passing:
        _withdraw(batch, advisory, said)
    return held


def _newest(reports: Iterable[Report]) -> dict[str, Report]:
    """One report an identity: the newest, or of equals the first, as feeds begin with the newest."""
    newest: dict[str, Report] = {}
    for report in reports:
        if report.identity not in newest or is_newer(report, newest[report.identity]):
            newest[report.identity] = report
    return newest


def _known(source: Any, newest: dict[str, Report], *, everything: bool) -> dict[str, Advisory]:
    rows = Advisory.objects.filter(source=source).select_for_update(of=("self",))
    if not everything:
        rows = rows.filter(identity__in=list(newest))
    return {advisory.identity: advisory for advisory in rows}


def _is_different(advisory: Advisory, report: Report) -> bool:
    if is_older(report, advisory):
        return False
    if report.withdrawn:
        return advisory.withdrawn_at is None
    return advisory.withdrawn_at is not None or digest(report.shown()) != advisory.content_hash


def _redate(batch: Batch, advisory: Advisory, report: Report) -> None:
    """Keep the newer version or time of a telling that shows nothing else, and what serves
    matching alone, which is no revision."""
    newer = is_newer(report, advisory)
    if newer:
        advisory.source_version, advisory.updated_at = report.source_version, report.updated_at
    same = not report.withdrawn and digest(report.shown()) == advisory.content_hash
    finer = same and report.products != advisory.products
    if finer:
        advisory.products = report.products
    if newer or finer:
        batch.redated.append(advisory)


def _told(advisories: Iterable[Advisory]) -> dict[int, set[str]]:
    """The states these advisories have been in, as digests."""
    keys = [advisory.pk for advisory in advisories]
    told: dict[int, set[str]] = {}
    if keys:
        rows = AdvisoryRevision.objects.filter(advisory__in=keys)
        for key, seen in rows.values_list("advisory_id", "digest"):
            told.setdefault(key, set()).add(seen)
    return told


def _is_swing(advisory: Advisory, report: Report, told: set[str]) -> bool:
    """Whether a feed falls back to what it said before without saying that this is newer.

    Servers behind one address seldom agree at once. Who still says so a day later means it.
    """
    recent = advisory.changed_at > timezone.now() - SWING
    return recent and digest(report.shown()) in told and not is_newer(report, advisory)


def _add(batch: Batch, source: Any, report: Report) -> None:
    if report.withdrawn:
        # What was withdrawn before we ever saw it is nobody's news.
        return
    shown = report.shown()
    advisory = Advisory(source=source, identity=report.identity, content_hash=digest(shown))
    _copy(report, advisory)
    batch.made.append(advisory)
    batch.revisions.append(_revision(advisory, RevisionKind.NEW, shown, []))


def _change(batch: Batch, advisory: Advisory, report: Report, told: set[str]) -> None:
    shown = report.shown()
    before = {name: plain(getattr(advisory, name)) for name in SHOWN}
    kind = _kind(advisory, report, told)
    _copy(report, advisory)
    advisory.number += 1
    advisory.content_hash = digest(shown)
    advisory.changed_at = timezone.now()
    advisory.withdrawn_at = None
    batch.changed.append(advisory)
    batch.revisions.append(_revision(advisory, kind, shown, differences(before, shown)))


def _kind(advisory: Advisory, report: Report, told: set[str]) -> RevisionKind:
    if advisory.withdrawn_at is not None:
        # Its readers were told it was nothing: its return is news.
        return RevisionKind.NEW
    rises = RANK[str(report.severity)] > RANK[advisory.severity]
    exploited = report.exploited and not advisory.exploited
    ransomware = report.ransomware and not advisory.ransomware
    if not (rises or exploited or ransomware):
        return RevisionKind.CHANGED
    # A state that was told before is worse than the last one, but no news: once is enough.
    seen = digest(report.shown()) in told
    return RevisionKind.CHANGED if seen else RevisionKind.ESCALATED


def _withdraw(batch: Batch, advisory: Advisory, report: Dated | None = None) -> None:
    now = timezone.now()
    shown = {name: plain(getattr(advisory, name)) for name in SHOWN}
    advisory.number += 1
    advisory.withdrawn_at = advisory.changed_at = now
    if report is not None:
        advisory.source_version = report.source_version
        advisory.updated_at = report.updated_at
    batch.changed.append(advisory)
    batch.revisions.append(_revision(advisory, RevisionKind.WITHDRAWN, shown, []))


def _copy(report: Report, advisory: Advisory) -> None:
    for name in (*SHOWN, *KEPT):
        setattr(advisory, name, getattr(report, name))


def _revision(
    advisory: Advisory, kind: RevisionKind, shown: dict[str, Any], changes: list[dict[str, Any]]
) -> AdvisoryRevision:
    return AdvisoryRevision(
        advisory=advisory, number=advisory.number, kind=kind, severity=str(shown["severity"]),
        content=shown, digest=digest(shown), changes=changes,
        source_version=advisory.source_version,
    )  # fmt: skip


def _overwrite(rows: list[Advisory], fields: list[str]) -> None:
    # An upsert, since bulk_update spells out every value of every row in one CASE per field.
    if rows:
        Advisory.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=500
        )


def _write(batch: Batch, fetch: Any, *, silent: bool) -> None:
    Advisory.objects.bulk_create(batch.made, batch_size=500)
    _overwrite(
        batch.changed, [*SHOWN, *KEPT, "number", "content_hash", "changed_at", "withdrawn_at"]
    )
    _overwrite(batch.redated, ["source_version", "updated_at", "products"])
    for revision in batch.revisions:
        revision.fetch, revision.silent = fetch, silent
    AdvisoryRevision.objects.bulk_create(batch.revisions, batch_size=500)
    if batch.revisions and not silent:
        record_many(
            ADVISORY_REVISED,
            [
                {"subject": revision.advisory, "data": {"revision": revision.pk}}
                for revision in batch.revisions
            ],
        )
