"""What the screens about sources show."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from qrc.feeds.models import Source

DAYS = 30


def sources_with_health() -> QuerySet[Source]:
    """Sources, those in trouble first, with what their polls of the last thirty days brought."""
    recent = Q(fetches__at__gte=timezone.now() - timedelta(days=DAYS))
    return Source.objects.annotate(
        polls=Count("fetches", filter=recent),
        failed_polls=Count("fetches", filter=recent & Q(fetches__status="failed")),
    ).order_by("-failures", "name")
