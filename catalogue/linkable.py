"""What topics of the forum may be about here: solutions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.findable import SOLUTION
from catalogue.solutions.models import Solution
from community.forum.linking import LinkKind, key_of, register_link

MOST = 8


def resolve(keys: Collection[str], user: Any) -> dict[str, tuple[str, str]]:
    """The catalogue is for every account. What was merged answers with what it became."""
    if not user.is_authenticated:
        return {}
    rows = Solution.objects.filter(pk__in=filter(None, map(key_of, keys)))
    return {str(each.pk): _shown(each) for each in rows.select_related(
        "supplier", "merged_into__supplier")}  # fmt: skip


def _shown(solution: Solution) -> tuple[str, str]:
    now = solution.merged_into or solution
    return now.full_name, reverse("catalogue:solution-detail", args=(now.pk,))


def search(words: str, user: Any) -> Sequence[tuple[str, str]]:
    rows = Solution.objects.standing().select_related("supplier")
    if not user.is_authenticated or not words.strip():
        return ()
    for word in words.split()[:6]:
        rows = rows.filter(Q(name__icontains=word) | Q(supplier__name__icontains=word))
    return [(str(each.pk), each.full_name) for each in rows.order_by("key", "pk")[:MOST]]


register_link(LinkKind(SOLUTION, _("Oplossing"), "layers", resolve=resolve, search=search, order=1))
