"""What is to stand as a hit: the surest name, and what all of them say of the version."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qrc.matching.enums import SURENESS, VersionState
from qrc.matching.models import Signature
from qrc.matching.queries import ItemMeetings, Key, Meeting, by_item, by_solution, versions_in_use
from qrc.matching.versions import Row, version_state

LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Verdict:
    """A hit to be, of one item, or of every item with this solution and version."""

    advisory: int
    subject: int
    component: str
    version: str
    signal: str
    said: str
    confidence: str
    state: str


@dataclass(slots=True)
class Judge:
    """Judges each version once for each set of rows."""

    rows: dict[int, list[Row]]
    known: dict[tuple[int, str, tuple[int, ...]], VersionState] = field(default_factory=dict)

    def verdict(
        self, advisory: int, subject: int, version: str, meetings: Sequence[Meeting]
    ) -> Verdict:
        """The surest meeting speaks; of equals the item itself before a part of it."""
        best = max(meetings, key=lambda each: (SURENESS[each.confidence], not each.component))
        return Verdict(
            advisory, subject, best.component, _version(best, version), best.kind,
            best.said[:LONGEST_NAME], best.confidence, self._worst(advisory, version, meetings),
        )  # fmt: skip

    def _worst(self, advisory: int, version: str, meetings: Iterable[Meeting]) -> str:
        """Affected when any meeting says so, else doubtful when any is; else not affected."""
        states = {self._state(advisory, _version(each, version), each.rows) for each in meetings}
        for worst in (VersionState.AFFECTED, VersionState.UNKNOWN):
            if worst in states:
                return str(worst)
        return str(VersionState.NOT_AFFECTED)

    def _state(self, advisory: int, version: str, places: tuple[int, ...]) -> VersionState:
        key = (advisory, version, places)
        if key not in self.known:
            rows = self.rows[advisory]
            self.known[key] = version_state(version, [rows[place] for place in places])
        return self.known[key]


def _version(meeting: Meeting, version: str) -> str:
    return meeting.component_version if meeting.component else version


def judged(
    advisories: Collection[int], items: Collection[int] | None
) -> tuple[list[Verdict], list[Verdict]]:
    """What these signed advisories hit: by solution and version, and by item.

    An item is judged by itself when its own words or its parts are named; what names its solution
    is then part of that verdict, and the verdict on the solution is not its own.
    """
    named, apart = by_solution(advisories), by_item(advisories, items)
    versions = versions_in_use({solution for _advisory, solution in named}, items)
    used = {key: meetings for key, meetings in named.items() if key[1] in versions}
    judge = Judge(_rows({advisory for advisory, _subject in (*used, *apart)}))
    of_solutions = [
        judge.verdict(advisory, solution, version, meetings)
        for (advisory, solution), meetings in used.items()
        for version in versions[solution]
    ]
    of_items = [
        judge.verdict(
            key[0], key[1], each.version, [*_besides(named, key[0], each), *each.meetings]
        )
        for key, each in apart.items()
    ]
    return of_solutions, of_items


def _besides(
    named: Mapping[Key, list[Meeting]], advisory: int, item: ItemMeetings
) -> list[Meeting]:
    """What names the solution of an item that is judged by itself."""
    return named.get((advisory, item.solution), []) if item.solution is not None else []


def _rows(advisories: Collection[int]) -> dict[int, list[Row]]:
    rows = Signature.objects.filter(advisory__in=advisories)
    return dict(rows.values_list("advisory", "rows"))
