"""What topics of the forum may be about here: documents of the library."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.forum.linking import LinkKind, key_of, register_link
from content.library.queries import KIND
from content.library.rules import visible_to

MOST = 8


def resolve(keys: Collection[str], user: Any) -> dict[str, tuple[str, str]]:
    rows = visible_to(user).filter(pk__in=filter(None, map(key_of, keys)))
    return {
        str(pk): (title, reverse("content:document", args=(pk,)))
        for pk, title in rows.values_list("pk", "title")
    }


def search(words: str, user: Any) -> Sequence[tuple[str, str]]:
    if not words.strip():
        return ()
    rows = visible_to(user).published()
    for word in words.split()[:6]:
        rows = rows.filter(title__icontains=word)
    found = rows.order_by("title", "pk").values_list("pk", "title")
    return [(str(pk), title) for pk, title in found[:MOST]]


register_link(LinkKind(KIND, _("Document"), "book", resolve=resolve, search=search, order=2))
