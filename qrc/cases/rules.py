"""When a hit asks for a follow-up, and when it is worth a mail."""

from __future__ import annotations

from collections.abc import Sequence

from qrc.advisories.enums import RevisionKind, Severity, Tlp
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.matching.enums import Confidence
from qrc.matching.models import Hit

IN_CIRCLE = (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER)
"""What the governments that are hit may know."""
OPEN_CIRCLE = (Tlp.CLEAR, Tlp.GREEN)
"""What may be named to who holds no more than a link or a phone."""


def asks_follow_up(hit: Hit) -> bool:
    """Whether this hit opens a case; the advisory of the hit is asked too."""
    return hit.asks and hit.advisory.withdrawn_at is None and hit.advisory.tlp in IN_CIRCLE


def is_grave(advisory: Advisory) -> bool:
    return advisory.severity == Severity.CRITICAL or advisory.exploited


def is_worth_a_mail(revision: AdvisoryRevision, hits: Sequence[Hit]) -> bool:
    """What is only possible, and a small change that touches nothing new, stays on the screen."""
    sure = any(each.confidence != Confidence.POSSIBLE for each in hits)
    fresh = any(each.since_number >= revision.number for each in hits)
    small = revision.kind == RevisionKind.CHANGED and not fresh
    return sure and not small
