"""What the values of one item mean: completed, passed, how much, how long.

The rules of RTE 1.2 §3.4.4 (mastery score, a SCO that sets no status) and of RTE 2004 §4.2.4.1,
§4.2.21.1 (thresholds decide, whatever the SCO says).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from content.packages.enums import Standard, Success

LONGEST = 24 * 3600
"""Seconds that one sitting may count for: a window left open over the weekend is no study."""

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    is_completed: bool
    success: Success
    score: Decimal | None
    """Percent of what can be had."""


def outcome(standard: str, values: Values, item: Mapping[str, Any], *, ended: bool) -> Outcome:
    if standard == Standard.SCORM_12:
        return _of_12(values, item.get("mastery"), ended=ended)
    return _of_2004(values, item.get("mastery"), item.get("completion_threshold"))


def _of_12(values: Values, mastery: float | None, *, ended: bool) -> Outcome:
    status = values.get("cmi.core.lesson_status", "")
    raw = _decimal(values.get("cmi.core.score.raw"))
    if ended and mastery is not None and raw is not None:
        status = "passed" if raw >= Decimal(str(mastery)) else "failed"
    elif ended and not status:
        status = "completed"
    success = {"passed": Success.PASSED, "failed": Success.FAILED}.get(status, Success.UNKNOWN)
    score = _percent(
        raw, values.get("cmi.core.score.min"), values.get("cmi.core.score.max"), plain=True
    )
    return Outcome(status in ("passed", "completed"), success, score)


def _of_2004(values: Values, passing: float | None, threshold: float | None) -> Outcome:
    completion = values.get("cmi.completion_status", "unknown")
    progress, scaled = (
        _decimal(values.get(f"cmi.{name}")) for name in ("progress_measure", "score.scaled")
    )
    if threshold is not None and progress is not None:
        reached = progress >= Decimal(str(threshold))
        completion = "completed" if reached else "incomplete"
    said = values.get("cmi.success_status", "unknown")
    if passing is not None:
        said = "unknown"
        if scaled is not None:
            said = "passed" if scaled >= Decimal(str(passing)) else "failed"
    success = {"passed": Success.PASSED, "failed": Success.FAILED}.get(said, Success.UNKNOWN)
    if scaled is not None:
        score: Decimal | None = _rounded(max(scaled, Decimal(0)) * 100)
    else:
        score = _percent(
            _decimal(values.get("cmi.score.raw")), values.get("cmi.score.min"),
            values.get("cmi.score.max"), plain=False,
        )  # fmt: skip
    return Outcome(completion == "completed", success, score)


def _decimal(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _percent(
    raw: Decimal | None, least: str | None, most: str | None, *, plain: bool
) -> Decimal | None:
    """A raw score within its bounds; without them only 1.2 says that it goes to a hundred."""
    if raw is None:
        return None
    low, high = _decimal(least) or Decimal(0), _decimal(most)
    if high is None and plain:
        low, high = Decimal(0), Decimal(100)
    if high is None or high <= low:
        return None
    return _rounded((raw - low) / (high - low) * 100)


def _rounded(percent: Decimal) -> Decimal:
    within = min(max(percent, Decimal(0)), Decimal(100))
    return within.quantize(Decimal("0.01"), ROUND_HALF_UP)


INTERVAL = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
IN_SECONDS = (365 * 86400, 30 * 86400, 86400, 3600, 60, 1)


def seconds_of(standard: str, values: Values) -> int:
    """How long this sitting lasted, by what the package says of it."""
    if standard == Standard.SCORM_12:
        parts = values.get("cmi.core.session_time", "").split(":")
        found = sum(float(each) * by for each, by in zip(parts, (3600, 60, 1), strict=True)) if len(parts) == 3 else 0  # fmt: skip
    else:
        read = INTERVAL.fullmatch(values.get("cmi.session_time", ""))
        groups = read.groups() if read else ()
        found = sum(float(each or 0) * by for each, by in zip(groups, IN_SECONDS, strict=False))
    return int(min(found, LONGEST))


def written(standard: str, seconds: int) -> str:
    """A total in the words of the standard."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    if standard == Standard.SCORM_12:
        return f"{min(hours, 9999):04}:{minutes:02}:{left:02}.00"
    return f"PT{hours}H{minutes}M{left}S"
