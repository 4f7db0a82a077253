"""What was asked or written before: shown while somebody types the title of a new topic."""

from __future__ import annotations

from django.http import HttpRequest

from community.search.kinds import kinds
from community.search.queries import Hit, find

LIKE = ("community.topic", "content.document")
"""Kinds of the search box that answer a question; an app that is not there is passed over."""
MOST_EACH = 4
SHORTEST = 4


def similar_to(request: HttpRequest, title: str) -> list[Hit]:
    """Topics and documents that this reader may see and that have most of these words."""
    if len(title) < SHORTEST:
        return []
    return [
        hit
        for kind in LIKE
        if kind in kinds
        for hit in find(request, title, kind=kind).hits[:MOST_EACH]
    ]
