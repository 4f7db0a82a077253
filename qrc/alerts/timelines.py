"""What happened to a warning, in one line of time: its revisions, and the rises in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qrc.advisories.cve_facts import percents
from qrc.advisories.models import AdvisoryRevision
from qrc.advisories.rises import Rise

Revised = tuple[AdvisoryRevision, list[dict[str, Any]]]
"""A revision with its changes in the reader's words."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A revision with its changes, or a rise; `chances` is how it rose, as percentages."""

    at: datetime
    revision: AdvisoryRevision | None = None
    changes: Sequence[dict[str, Any]] = ()
    rise: Rise | None = None
    chances: Sequence[str] = ()


def timeline(revisions: Sequence[Revised], rises: Sequence[Rise]) -> list[Moment]:
    """The newest first; both come so, and revisions keep the order of their numbers."""
    found = [Moment(each.at, each, changes) for each, changes in revisions]
    for rise in rises:
        place = next((n for n, each in enumerate(found) if each.at <= rise.at), len(found))
        found.insert(place, Moment(rise.at, rise=rise, chances=_chances(rise)))
    return found


def _chances(rise: Rise) -> Sequence[str]:
    if rise.before is None or rise.now is None:
        return ()
    return percents(rise.before, rise.now)
