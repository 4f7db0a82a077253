"""What the screens about sources show."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from qrc.advisories.holding import waiting_of
from qrc.feeds.enums import TROUBLE
from qrc.feeds.models import Source

DAYS = 30


def sources_with_health() -> QuerySet[Source]:
    """Sources, those in trouble first, with what their polls of the last thirty days brought."""
    recent = Q(fetches__at__gte=timezone.now() - timedelta(days=DAYS))
    rows = Source.objects.with_health().annotate(
        polls=Count("fetches", filter=recent),
        failed_polls=Count("fetches", filter=recent & Q(fetches__status="failed")),
    )
    return rows.order_by("-failures", "-enabled", "name", "pk")


def figures() -> dict[str, int]:
    """How many sources we have, and how many of the ready-made ones are on."""
    taken, on = Q(pk__in=Source.objects.taken().values("pk")), Q(enabled=True)
    return Source.objects.with_health().aggregate(
        total=Count("pk", filter=taken),
        off=Count("pk", filter=taken & ~on),
        failing=Count("pk", filter=Q(health__in=TROUBLE)),
        ready=Count("pk", filter=~Q(preset="")),
        ready_on=Count("pk", filter=~Q(preset="") & on),
    )


def held_of(source: Source, most: int = 20) -> dict[str, Any]:
    """The withdrawals that wait for an editor's word: the first few, and how many there are."""
    rows = waiting_of(source)
    return {"rows": list(rows[:most]), "total": rows.count()}
