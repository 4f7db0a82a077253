"""What callers hand to the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from community.moderation.enums import Found, Ground, Measure


@dataclass(frozen=True, slots=True)
class Reasons:
    """A measure and all that art. 17(3) of the DSA wants said of it.

    `facts`: what was seen. `explanation`: why that goes against `article`, a law or an article of
    our rules. `until` ends a restriction.
    """

    measure: str
    facts: str = ""
    explanation: str = ""
    article: str = ""
    ground: str = Ground.RULES
    found: str = Found.OWN
    until: datetime | None = None


NOTHING = Reasons(Measure.NONE, ground=Ground.ORDER)
