"""What a drill says about a bestuur: its score, and why it was not reached."""

from __future__ import annotations

from qrc.drills.enums import Reach

HANDED_OVER = (Reach.SILENT, Reach.SEEN)
"""The mail or SMS left the house and did not come back."""
HAS_CONTACT = 10
FIRST_HANDED_OVER, SECOND_HANDED_OVER = 20, 10
FIRST_SEEN, SECOND_SEEN = 50, 35
"""Points. Together a hundred; the fifty go to the first contact, and only when he stays silent do
thirty-five go to the second."""


def score_of(first: str, second: str) -> int:
    """The reachability of a bestuur, from 0 to 100; both are values of `Reach`."""
    points = HAS_CONTACT * sum(each != Reach.NOBODY for each in (first, second))
    points += FIRST_HANDED_OVER if first in HANDED_OVER else 0
    points += SECOND_HANDED_OVER if second in HANDED_OVER else 0
    if first == Reach.SEEN:
        return points + FIRST_SEEN
    return points + (SECOND_SEEN if second == Reach.SEEN else 0)


def why_not(first: str, second: str) -> Reach | None:
    """Why a bestuur was not reached; None when somebody answered.

    What is nearest to an answer tells most: who got the message and was silent needs another word
    than who has no address.
    """
    if Reach.SEEN in (first, second):
        return None
    order = list(Reach)
    return max((Reach(first), Reach(second)), key=order.index)
