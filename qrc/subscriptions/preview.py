"""What a wish would have meant, so that choosing is not guessing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from qrc.advisories.enums import Severity
from qrc.advisories.models import Advisory
from qrc.advisories.visibility import visible_to
from qrc.matching.rules import Wish, matching

DAYS = 30
MOST = 2000


@dataclass(frozen=True, slots=True)
class Preview:
    days: int
    count: int
    critical: int
    newest: list[Advisory]


def preview(*, user: Any, wish: Mapping[str, Any]) -> Preview:
    """How many warnings of the past thirty days this wish would have brought, and the newest."""
    asked = Wish(
        0, 0, None, wish.get("min_severity") or Severity.LOW, tuple(wish.get("words") or ()),
        tuple(wish.get("keywords") or ()), (), False,
    )  # fmt: skip
    since = timezone.now() - timedelta(days=DAYS)
    recent = visible_to(user).standing().filter(changed_at__gte=since).order_by("-changed_at")
    hits = [each for each in recent[:MOST] if matching(each, [asked])]
    critical = sum(each.severity == Severity.CRITICAL for each in hits)
    return Preview(DAYS, len(hits), critical, hits[:3])
