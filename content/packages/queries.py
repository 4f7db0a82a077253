"""What there is to open for a person, and how the packages are doing, for editors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Avg, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from content.packages.enums import Completion, Success
from content.packages.models import ContentPackage, PackageAttempt, PackageVersion
from content.packages.rules import audiences_of


def packages_for(user: Any) -> QuerySet[ContentPackage]:
    """Those that this person may open. One rule for list, player, search and saving alike."""
    found: QuerySet[ContentPackage] = ContentPackage.objects.ready().filter(
        audience__in=audiences_of(user)
    )
    return found


def with_attempt_of(user: Any, packages: QuerySet[ContentPackage]) -> QuerySet[ContentPackage]:
    """Each with `mine`: the attempt that runs, in a list of at most one."""
    running = PackageAttempt.objects.active().of(user).defer("states")
    return packages.prefetch_related(Prefetch("attempts", queryset=running, to_attr="mine"))


def still_open(user: Any, most: int = 3) -> QuerySet[ContentPackage]:
    """What he is busy with, then what is new to him; each with `progress`, None for new. One query."""
    mine = PackageAttempt.objects.active().of(user).filter(package=OuterRef("pk"))
    rows = packages_for(user).annotate(progress=Subquery(mine.values("completion")[:1]))
    rows = rows.filter(Q(progress=None) | ~Q(progress=Completion.COMPLETED))
    return rows.order_by(F("progress").asc(nulls_last=True), "-created_at", "-pk")[:most]


def running_attempt(user: Any, package: ContentPackage) -> PackageAttempt | None:
    found = PackageAttempt.objects.active().of(user).filter(package=package)
    return found.select_related("version").first()


def earlier_attempts(user: Any, package: ContentPackage) -> QuerySet[PackageAttempt]:
    rows = PackageAttempt.objects.of(user).filter(package=package, is_active=False)
    return rows.defer("states").order_by("-closed_at", "-pk")


def all_packages() -> QuerySet[ContentPackage]:
    """Every package, with how many began, completed and passed; one query."""
    completed = Q(attempts__completion=Completion.COMPLETED)
    passed = Q(attempts__success=Success.PASSED)
    return ContentPackage.objects.select_related("current").annotate(
        begun=Count("attempts__user", distinct=True),
        done=Count("attempts__user", filter=completed, distinct=True),
        passed=Count("attempts__user", filter=passed, distinct=True),
        mean=Avg("attempts__best_score"),
    )


def versions_of(package: ContentPackage) -> QuerySet[PackageVersion]:
    rows = package.versions.annotate(tries=Count("attempts")).select_related("brought_by")
    return rows.order_by("-number")


def menu_of(version: PackageVersion, attempt: PackageAttempt | None) -> list[dict[str, Any]]:
    """The items in order, each with how far this attempt is with it."""
    states = attempt.states if attempt else {}
    return [_line(each, states.get(each["id"])) for each in version.items]


def _line(item: dict[str, Any], state: dict[str, Any] | None) -> dict[str, Any]:
    known = state or {}
    is_done = bool(known.get("completed")) or known.get("success") == Success.PASSED
    word = "done" if is_done else "begun" if known.get("values") else "new"
    return {"id": item["id"], "title": item["title"], "state": word, "score": known.get("score")}


def done_items(menu: Iterable[dict[str, Any]]) -> int:
    return sum(each["state"] == "done" for each in menu)
