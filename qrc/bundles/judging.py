"""What of a bundle still holds when it leaves: everything is asked again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from community.messaging.enums import Channel, State
from community.messaging.models import Delivery
from qrc.advisories.cve_facts import known_of
from qrc.advisories.enums import RANK, RevisionKind
from qrc.advisories.models import Advisory
from qrc.bundles.enums import Fate
from qrc.bundles.models import Bundle, BundleEntry
from qrc.bundles.rhythms import RINGING
from qrc.matching.rules import Wish, matching
from qrc.matching.services import hits_on
from qrc.releases.enums import ReleaseState
from qrc.releases.models import Release
from qrc.releases.queries import as_told, merged_by
from qrc.subscriptions.models import Subscriber, Subscription
from qrc.subscriptions.wishes import wishes_of

LOST = (State.FAILED, State.SUPPRESSED)
KINDS = (RevisionKind.NEW, RevisionKind.ESCALATED, RevisionKind.CHANGED)
"""Of several revisions of one warning, the one that is most news to its reader names the line."""


@dataclass(slots=True)
class Line:
    """One warning in a bundle, as it stands now and in the words of the desk."""

    advisory: Advisory
    revision: int
    kind: str
    number: int
    reason: str
    channels: set[str]
    entries: list[int]
    organisations: list[int] = field(default_factory=list)
    # Names of other sources that tell the same.
    also: list[str] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return self.kind == RevisionKind.WITHDRAWN

    @property
    def weight(self) -> tuple[bool, int, bool, int]:
        """What has to be read first is the greatest."""
        advisory = self.advisory
        return not self.is_over, RANK[advisory.severity], advisory.exploited, advisory.pk


@dataclass(slots=True)
class Judged:
    """The lines to tell, the gravest first, and by fate the keys of all entries."""

    lines: list[Line] = field(default_factory=list)
    fates: dict[str, list[int]] = field(default_factory=dict)

    def note(self, fate: Fate, entries: Iterable[int]) -> None:
        self.fates.setdefault(str(fate), []).extend(entries)


def judge(bundle: Bundle) -> Judged:
    """A fixed number of queries for any number of entries."""
    judged = Judged()
    entries = bundle.entries.select_related("revision__advisory__source").order_by("pk")
    lines = _lines(list(entries), judged)
    told = _told_at_once(bundle.subscriber, lines)
    lines = _drop(
        lines, judged, Fate.HEARD, {each.advisory.pk for each in lines if told.knows(each)}
    )
    wanted = _wanted(bundle.subscriber, lines)
    for line in lines:
        channels, line.organisations = wanted.get(line.advisory.pk, (set(), []))
        line.channels &= channels & reachable(bundle.subscriber)
    lines = _drop(
        lines, judged, Fate.UNWANTED, {each.advisory.pk for each in lines if not each.channels}
    )
    judged.lines = sorted(_one_an_event(lines, judged), key=lambda each: each.weight, reverse=True)
    for line in judged.lines:
        judged.note(Fate.TOLD, line.entries)
    return judged


def reachable(subscriber: Subscriber) -> set[str]:
    """The channels for which this reader has an address at all."""
    ways = (
        (Channel.EMAIL, subscriber.email_id), (Channel.SMS, subscriber.phone_id),
        (Channel.WEB, subscriber.user_id),
    )  # fmt: skip
    return {str(channel) for channel, held in ways if held is not None}


def _lines(entries: Sequence[BundleEntry], judged: Judged) -> list[Line]:
    """One for each warning that still stands, or whose withdrawal is what has to be told."""
    by_advisory: dict[int, list[BundleEntry]] = {}
    for each in entries:
        by_advisory.setdefault(each.revision.advisory_id, []).append(each)
    lines: list[Line] = []
    told = _as_told(entries)
    for rows in by_advisory.values():
        rows.sort(key=lambda each: each.revision.number)
        last = rows[-1]
        if last.revision.advisory.withdrawn_at and last.revision.kind != RevisionKind.WITHDRAWN:
            judged.note(Fate.WITHDRAWN, [each.pk for each in rows])
            continue
        judged.note(Fate.OVERTAKEN, [each.pk for each in rows[:-1]])
        lines.append(_line(rows, told[last.pk]))
    return lines


def _line(rows: Sequence[BundleEntry], advisory: Advisory) -> Line:
    last, kinds = rows[-1], {each.revision.kind for each in rows}
    kind = last.revision.kind
    if kind != RevisionKind.WITHDRAWN:
        kind = next(each for each in KINDS if each in kinds)
    channels = {channel for each in rows for channel in each.channels}
    return Line(
        advisory, last.revision_id, kind, last.revision.number, last.reason, channels, [last.pk]
    )  # fmt: skip


def _as_told(entries: Sequence[BundleEntry]) -> dict[int, Advisory]:
    """By entry, the warning as the desk freed that revision, else as its source says it."""
    freed = Release.objects.filter(
        revision__in=[each.revision_id for each in entries], state=ReleaseState.FREED
    )
    releases = {each.revision_id: each for each in freed}
    return {
        each.pk: as_told(each.revision, releases.get(each.revision_id)).advisory
        for each in entries
    }  # fmt: skip


@dataclass(slots=True)
class Told:
    """What one reader was rung about: by advisory the newest revision, by event the gravest."""

    numbers: dict[int, int] = field(default_factory=dict)
    events: dict[int, tuple[int, bool]] = field(default_factory=dict)

    def knows(self, line: Line) -> bool:
        advisory = line.advisory
        if self.numbers.get(advisory.pk, 0) >= line.number:
            return True
        event = self.events.get(advisory.cluster_id or 0)
        return event is not None and event >= (RANK[advisory.severity], advisory.exploited)


def _told_at_once(subscriber: Subscriber, lines: Sequence[Line]) -> Told:
    told = Told()
    clusters = {each.advisory.cluster_id for each in lines if each.advisory.cluster_id}
    about = Advisory.objects.filter(pk__in=[each.advisory.pk for each in lines])
    if clusters:
        about = about | Advisory.objects.filter(cluster__in=clusters, withdrawn_at=None)
    rows = Delivery.objects.filter(
        message__alert__revision__advisory__in=about, recipient=subscriber.recipient,
        channel__in=RINGING,
    ).exclude(state__in=LOST)  # fmt: skip
    path = "message__alert__revision__"
    for pk, cluster, number, severity, exploited in rows.values_list(
        f"{path}advisory", f"{path}advisory__cluster", f"{path}number", f"{path}severity",
        f"{path}advisory__exploited",
    ):  # fmt: skip
        told.numbers[pk] = max(number, told.numbers.get(pk, 0))
        others = {each.advisory.pk for each in lines if each.advisory.cluster_id == cluster}
        if cluster and others - {pk}:
            grave = (RANK[severity], exploited)
            told.events[cluster] = max(grave, told.events.get(cluster, grave))
    return told


def _wanted(subscriber: Subscriber, lines: Sequence[Line]) -> dict[int, tuple[set[str], list[int]]]:
    """By advisory that is still asked for: on which channels, and for which organisations.

    Asking for any of what the desk told in the same breath is asking for it.
    """
    others = merged_by([each.revision for each in lines if not each.is_over])
    parts = {each.revision: [each.advisory, *others.get(each.revision, ())] for each in lines}
    advisories = [each for rows in parts.values() for each in rows]
    by_circle = {
        tlp: wishes_of(Subscription.objects.active().within(tlp).filter(subscriber=subscriber))
        for tlp in sorted({each.tlp for each in advisories})
    }
    known = known_of(advisories)
    hit: dict[int, set[int]] = {}
    for each in hits_on(*advisories):
        if each.asks:
            hit.setdefault(each.advisory_id, set()).add(each.organisation_id)
    found: dict[int, tuple[set[str], list[int]]] = {}
    for line in lines:
        wishes: list[Wish] = []
        for part in parts[line.revision]:
            asked, mine = by_circle[part.tlp], hit.get(part.pk, set())
            wishes += (
                asked
                if line.is_over
                else [each for each, _ in matching(part, asked, known=known[part.pk], hit=mine)]
            )
        if wishes:
            found[line.advisory.pk] = _ways(wishes)
    return found


def _ways(wishes: Sequence[Wish]) -> tuple[set[str], list[int]]:
    channels = {channel for each in wishes for channel in each.channels}
    organisations = [each.organisation_id for each in wishes if each.organisation_id is not None]
    return channels, organisations


def _drop(lines: Sequence[Line], judged: Judged, fate: Fate, advisories: set[int]) -> list[Line]:
    for each in lines:
        if each.advisory.pk in advisories:
            judged.note(fate, each.entries)
    return [each for each in lines if each.advisory.pk not in advisories]


def _one_an_event(lines: Sequence[Line], judged: Judged) -> list[Line]:
    """The gravest of what several sources say of one event, which names the others."""
    by_event: dict[tuple[str, int], list[Line]] = {}
    for each in lines:
        advisory = each.advisory
        apart = each.is_over or advisory.cluster_id is None
        key = ("advisory", advisory.pk) if apart else ("event", advisory.cluster_id or 0)
        by_event.setdefault(key, []).append(each)
    return [_joined(each, judged) for each in by_event.values()]


def _joined(lines: list[Line], judged: Judged) -> Line:
    lines.sort(key=lambda each: each.weight)
    kept = lines.pop()
    for each in lines:
        kept.channels |= each.channels
        judged.note(Fate.DOUBLE, each.entries)
    names = {each.advisory.source.name for each in lines} - {kept.advisory.source.name}
    kept.also = sorted(names)
    return kept
