"""What feeds tell: the topics that rose last."""

from __future__ import annotations

from typing import Any

from community.forum.models import Category, Topic
from community.forum.queries.reading import Reading

MOST = 50


def newest_of(reading: Reading, category: Category | None) -> Any:
    """Of one category, or of all that he reads."""
    keys = [category.pk] if category else [each.pk for each in reading.categories]
    rows = Topic.objects.shown().filter(category__in=keys).select_related("last_organisation")
    return rows.order_by("-bumped_at", "-pk")
