"""What may be spent in a period: money on SMS, codes to one number. Never over the cap."""

from __future__ import annotations

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from community.messaging.models import Budget

# One statement: two spenders at once wait for each other's row lock and then see the new total.
SPEND = """
INSERT INTO community_budget AS budget (scope, period, used, cap)
SELECT %(scope)s, %(period)s, %(amount)s, %(cap)s WHERE %(amount)s <= %(cap)s
ON CONFLICT (scope, period) DO UPDATE
SET used = budget.used + excluded.used, cap = excluded.cap
WHERE budget.used + excluded.used <= excluded.cap
RETURNING used
"""


def spend(*, scope: str, period: str, amount: int, cap: int) -> bool:
    """Take `amount` from what is left of `cap` in this period; False when that is too little.

    `period` is any text of at most ten characters, such as "2026-11" or "2026-11-24". The cap
    of the last caller holds. Part of the caller's transaction: a rollback gives it back.
    """
    if amount < 0:
        raise ValueError("an amount cannot be negative")
    values: dict[str, str | int] = {"scope": scope, "period": period, "amount": amount, "cap": cap}
    with connection.cursor() as cursor:
        cursor.execute(SPEND, values)
        return cursor.fetchone() is not None


def refund(*, scope: str, period: str, amount: int) -> None:
    """Give back what was taken for something that did not happen."""
    Budget.objects.filter(scope=scope, period=period).update(used=Greatest(F("used") - amount, 0))


PORTION = 20


class Purse:
    """A budget's money in the hand: taken a portion at a time, and what is left given back.

    Thousands of messages then cost the budget's one row a visit per portion instead of each a
    turn in its queue. A process that is killed loses what it held, never more than a portion:
    the cap may be reached a little early, and is never passed.
    """

    def __init__(self, *, scope: str, period: str, cap: int) -> None:
        self.scope, self.period, self.cap = scope, period, cap
        self.left = 0

    def take(self, amount: int) -> bool:
        missing = amount - self.left
        if missing > 0 and not (self._fetch(max(missing, PORTION)) or self._fetch(missing)):
            return False
        self.left -= amount
        return True

    def give_back(self, amount: int) -> None:
        """For something that did not happen."""
        self.left += amount

    def close(self) -> None:
        if self.left:
            refund(scope=self.scope, period=self.period, amount=self.left)
            self.left = 0

    def _fetch(self, amount: int) -> bool:
        if not spend(scope=self.scope, period=self.period, amount=amount, cap=self.cap):
            return False
        self.left += amount
        return True


def used(*, scope: str, period: str) -> int:
    row = Budget.objects.filter(scope=scope, period=period).values_list("used", flat=True).first()
    return row or 0


def today() -> str:
    """The period of one day, in our own time zone."""
    return timezone.localdate().isoformat()
