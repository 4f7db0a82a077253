"""What became likelier, or known to be exploited, after it was told: recorded only where somebody's
subscription makes a difference of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from community.activity.models import Activity
from community.activity.services import record_many
from qrc.advisories.models import Advisory, CveFact
from qrc.verbs import ADVISORY_LIKELIER, ADVISORY_LISTED

Scores = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Watched:
    """What readers wait for: a chance that reaches one of these minima, and exploitation."""

    minima: frozenset[float] = frozenset()
    exploited: bool = False


@dataclass(frozen=True, slots=True)
class Rise:
    """That the highest EPSS of an advisory rose, or (`now` is None) that a CVE of it was listed."""

    key: str
    cve: str
    before: float | None
    now: float | None
    at: datetime


_watchers: list[Callable[[], Watched]] = []


def watch(watcher: Callable[[], Watched]) -> None:
    """Let somebody above say what is waited for; it is asked each time facts come in."""
    _watchers.append(watcher)


def note_chances(old: Scores, new: Mapping[str, float], on: Mapping[str, date]) -> int:
    """Record each standing advisory whose highest chance now reaches a minimum that it did not
    reach. `old` and `new`: the scores of the same CVEs before and after. Returns how many.

    An advisory without any score passes every minimum, so its first score is no rise.
    """
    minima = {each for watcher in _watchers for each in watcher().minima}
    risen = {cve for cve, now in new.items() if _crosses(old.get(cve), now, minima)}
    rows = []
    for advisory, before, now in _highest(risen, old, new) if risen else ():
        top = max((cve for cve in advisory.cves if cve in risen), key=lambda cve: (new[cve], cve))
        if before is not None and _crosses(before, now, minima):
            data = {"cve": top, "before": before, "now": now, "on": on[top].isoformat()}
            rows.append({"subject": advisory, "data": data})
    return len(record_many(ADVISORY_LIKELIER, rows)) if rows else 0


def note_listed(fresh: Collection[str]) -> int:
    """Record each standing advisory of which these CVEs are the first known to be exploited."""
    if not fresh or not any(watcher().exploited for watcher in _watchers):
        return 0
    found = list(_standing(fresh).filter(exploited=False))
    others = {cve for each in found for cve in each.cves} - set(fresh)
    known = CveFact.objects.filter(cve__in=others).exclude(kev_since=None)
    already = set(known.values_list("cve", flat=True))
    rows = [
        {"subject": each, "data": {"cve": min(set(each.cves) & set(fresh))}}
        for each in found
        if not already.intersection(each.cves)
    ]
    return len(record_many(ADVISORY_LISTED, rows)) if rows else 0


def rise_of(activity: Activity) -> Rise:
    """What an activity of either verb says."""
    data: dict[str, Any] = activity.data
    occasion = "epss" if activity.verb == ADVISORY_LIKELIER.key else "kev"
    key = f"{occasion}:{activity.pk}"
    return Rise(key, data["cve"], data.get("before"), data.get("now"), activity.at)


def rises_of(advisory: Advisory) -> list[Rise]:
    """All that was recorded of an advisory and speaks of a CVE it names, the newest first."""
    rows = Activity.objects.filter(
        subject_type=Advisory._meta.label_lower, subject_id=str(advisory.pk),
        verb__in=(ADVISORY_LIKELIER.key, ADVISORY_LISTED.key),
    )  # fmt: skip
    found = map(rise_of, rows.order_by("-at", "-pk"))
    return [each for each in found if each.cve in advisory.cves]


def _crosses(before: float | None, now: float, minima: Iterable[float]) -> bool:
    return any((before is None or before < each) and each <= now for each in minima)


def _standing(cves: Collection[str]) -> Any:
    return Advisory.objects.standing().filter(cves__overlap=sorted(cves)).order_by("pk")


def _highest(
    risen: Collection[str], old: Scores, new: Mapping[str, float]
) -> Iterator[tuple[Advisory, float | None, float]]:
    """The advisories of these CVEs, with the highest score of each before and now."""
    found = list(_standing(risen))
    others = {cve for each in found for cve in each.cves} - set(new)
    facts = CveFact.objects.filter(cve__in=others, epss__isnull=False)
    still = dict(facts.values_list("cve", "epss"))
    before, now = {**still, **old}, {**still, **new}
    for each in found:
        yield each, _max(map(before.get, each.cves)), _max(map(now.get, each.cves)) or 0.0


def _max(scores: Iterable[float | None]) -> float | None:
    return max((each for each in scores if each is not None), default=None)
