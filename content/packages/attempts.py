"""A learner at work: opening a package, keeping what it says, beginning again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from content.packages.cmi.checking import checked, is_long
from content.packages.cmi.outcome import outcome, seconds_of, written
from content.packages.enums import Completion, Standard, Success
from content.packages.models import ContentPackage, PackageAttempt, PackageVersion
from content.verbs import PACKAGE_COMPLETED, PACKAGE_PASSED

log = structlog.get_logger(__name__)

MOST_BYTES = 400_000
"""Of the values of one item: suspend data and a full list of interactions fit easily."""

FLEETING = {
    Standard.SCORM_12: ("cmi.core.session_time", "cmi.core.exit"),
    Standard.SCORM_2004: ("cmi.session_time", "cmi.exit", "adl.nav.request"),
}
"""What belongs to one sitting, and is not handed to the next."""


class Elsewhere(Exception):
    """This window may save no more: the package was opened, or begun again, in another."""


class TooMuch(Exception):
    """More values than any package has reason to keep."""


@dataclass(frozen=True, slots=True)
class Saved:
    attempt: PackageAttempt
    is_stale: bool
    """A newer save of this window came first; this one changed nothing."""
    dropped: list[str]
    """Elements that the data model doesn't know, or values that it refuses."""


def open_package(
    *, package: ContentPackage, user: User, item: str = ""
) -> tuple[PackageAttempt, dict[str, Any]]:
    """Begin a sitting: the attempt, and the item that is opened. Other windows can save no more.

    LookupError when the package has no such item.
    """
    with transaction.atomic():
        # The package first, so that two windows that open it at once make one attempt.
        row = ContentPackage.objects.select_for_update().select_related(None).get(pk=package.pk)
        version = row.current
        chosen = version.item(item) if version else None
        if version is None or chosen is None:
            raise LookupError(item)
        attempt = PackageAttempt.objects.active().of(user).filter(package=row).first()
        if attempt is None:
            attempt = PackageAttempt(package=row, user=user)
        attempt.version = version
        attempt.session += 1
        attempt.seq = 0
        attempt.states = attempt.states | {chosen["id"]: _next_sitting(attempt, chosen["id"])}
        attempt.save()
    return attempt, chosen


def _next_sitting(attempt: PackageAttempt, item: str) -> dict[str, Any]:
    """The state as the new sitting finds it: the time of the one before is added up."""
    known = attempt.states.get(item) or {"values": {}, "seconds": 0, "session_seconds": 0}
    standard = Standard(attempt.version.standard)
    values = known["values"]
    ended = known.get("ended", False)
    left = values.get("cmi.exit" if standard == Standard.SCORM_2004 else "cmi.core.exit", "")
    entry = "ab-initio"
    if values:
        # Who lost his connection, or closed the lid, comes back to where he was.
        entry = "resume" if left == "suspend" or not ended else ""
    return {
        "values": {name: value for name, value in values.items() if name not in FLEETING[standard]},
        "seconds": known["seconds"] + known["session_seconds"],
        "session_seconds": 0,
        "ended": False,
        "entry": entry,
    } | {name: known[name] for name in ("completed", "success", "score") if name in known}


def given_values(
    version: PackageVersion, item: Mapping[str, Any], user: User, state: Mapping[str, Any], *,
    trial: bool = False,
) -> dict[str, str]:  # fmt: skip
    """What the house tells the package: who learns, how he came in, what is asked of him."""
    name = ", ".join(filter(None, (user.last_name, user.first_name))) or "-"
    mode, credit = ("browse", "no-credit") if trial else ("normal", "credit")
    total = written(version.standard, int(state.get("seconds", 0)))
    mastery, threshold = item.get("mastery"), item.get("completion_threshold")
    # Not the address or our key: a number that means something within this package alone.
    key = f"{version.package_id}-{user.pk}"
    if version.standard == Standard.SCORM_12:
        return {
            "cmi.core.student_id": key, "cmi.core.student_name": name[:255],
            "cmi.core.credit": credit, "cmi.core.lesson_mode": mode,
            "cmi.core.entry": state.get("entry", "ab-initio"), "cmi.core.total_time": total,
            "cmi.launch_data": item.get("launch_data", ""),
            "cmi.student_data.mastery_score": "" if mastery is None else f"{mastery:g}",
            "cmi.student_data.max_time_allowed": item.get("max_time", ""),
            "cmi.student_data.time_limit_action": item.get("time_limit_action", ""),
        }  # fmt: skip
    asked = {
        "cmi.scaled_passing_score": mastery, "cmi.completion_threshold": threshold,
    }  # fmt: skip
    optional = {
        "cmi.launch_data": item.get("launch_data", ""), "cmi.max_time_allowed": item.get("max_time", ""),
        "cmi.time_limit_action": item.get("time_limit_action", ""),
    }  # fmt: skip
    return (
        {
            "cmi.learner_id": key, "cmi.learner_name": name[:250], "cmi.credit": credit,
            "cmi.mode": mode, "cmi.entry": state.get("entry", "ab-initio"), "cmi.total_time": total,
        }
        | {each: f"{value:g}" for each, value in asked.items() if value is not None}
        | {each: value for each, value in optional.items() if value}
    )  # fmt: skip


def keep_state(
    *, attempt: PackageAttempt, session: int, seq: int, item: str, values: Mapping[str, Any],
    ended: bool,
) -> Saved:  # fmt: skip
    """Keep the whole state of one item, as a window sent it.

    `seq` counts the saves of a window: one that comes late, after a newer one, changes nothing.
    Elsewhere when the package was opened in another window; TooMuch; LookupError for the item.
    """
    with transaction.atomic():
        row = PackageAttempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
        if not row.is_active or row.session != session:
            raise Elsewhere
        found = row.version.item(item)
        if found is None or item not in row.states:
            raise LookupError(item)
        if seq <= row.seq:
            return Saved(row, is_stale=True, dropped=[])
        kept, dropped = checked(row.version.standard, values)
        if sum(len(name) + len(value.encode()) for name, value in kept.items()) > MOST_BYTES:
            raise TooMuch
        _warn(row, kept, dropped)
        row.seq, row.saved_at = seq, timezone.now()
        _keep(row, found, kept, ended=ended)
        before = (row.completion, row.success)
        _sum_up(row)
        row.save()
        _tell(row, *before)
    return Saved(row, is_stale=False, dropped=dropped)


def _warn(attempt: PackageAttempt, kept: Mapping[str, str], dropped: list[str]) -> None:
    standard = attempt.version.standard
    long = [name for name, value in kept.items() if is_long(standard, name, value)]
    if long:
        log.warning("package_value_is_long", package=attempt.package_id, elements=long[:5])
    if dropped:
        log.warning("package_values_dropped", package=attempt.package_id, elements=dropped[:5])


def _keep(
    attempt: PackageAttempt, item: Mapping[str, Any], values: dict[str, str], *, ended: bool
) -> None:
    standard = attempt.version.standard
    known = attempt.states[item["id"]]
    now = outcome(standard, values, item, ended=ended)
    was_passed = known.get("success") == Success.PASSED
    attempt.states = attempt.states | {
        item["id"]: known | {
            "values": values, "ended": ended,
            "session_seconds": max(seconds_of(standard, values), known["session_seconds"]),
            # Neither a completion nor a pass is ever taken back.
            "completed": known.get("completed", False) or now.is_completed,
            "success": str(Success.PASSED if was_passed else now.success),
            "score": known.get("score") if now.score is None else str(now.score),
        }
    }  # fmt: skip


def _sum_up(attempt: PackageAttempt) -> None:
    """The whole, from its items: complete when all are, the mean of the scores that there are."""
    states = [attempt.states.get(each["id"], {}) for each in attempt.version.items]
    attempt.seconds = sum(
        each["seconds"] + each["session_seconds"] for each in attempt.states.values()
    )
    if all(each.get("completed") for each in states) and not attempt.is_completed:
        attempt.completion, attempt.completed_at = Completion.COMPLETED, timezone.now()
    judged = [
        each["success"] for each in states if each.get("success") not in (None, Success.UNKNOWN)
    ]
    if attempt.success != Success.PASSED and judged:
        passed = all(each == Success.PASSED for each in judged)
        done = passed and all(_is_done(each) for each in states)
        failed = Success.FAILED in judged
        attempt.success = Success.PASSED if done else Success.FAILED if failed else attempt.success
    scores = [Decimal(each["score"]) for each in states if each.get("score") is not None]
    if scores:
        attempt.score = round(sum(scores, Decimal(0)) / len(scores), 2)
        attempt.best_score = max(attempt.score, attempt.best_score or Decimal(0))


def _is_done(state: Mapping[str, Any]) -> bool:
    return bool(state.get("completed")) or state.get("success") == Success.PASSED


def _tell(attempt: PackageAttempt, completion: str, success: str) -> None:
    for verb, is_new in (
        (PACKAGE_COMPLETED, attempt.is_completed and completion != Completion.COMPLETED),
        (PACKAGE_PASSED, attempt.success == Success.PASSED and success != Success.PASSED),
    ):
        if is_new:
            record(
                verb, actor=attempt.user, subject=attempt.package, attempt=attempt.pk,
                package=attempt.package_id,
                score=None if attempt.best_score is None else float(attempt.best_score),
            )  # fmt: skip


def begin_again(*, package: ContentPackage, user: User) -> bool:
    """Close the attempt that runs, so that the next opening begins a new one; its row stays."""
    with transaction.atomic():
        ContentPackage.objects.select_for_update().get(pk=package.pk)
        running = PackageAttempt.objects.active().of(user).filter(package=package)
        return bool(running.update(is_active=False, closed_at=timezone.now()))
