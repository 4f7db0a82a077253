"""The tile that a page hangs up: what is said on the forum about the thing that it shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.dashboard.tiles import Tile
from community.forum.addresses import topic_url
from community.forum.linking import topics_about
from community.forum.rules import topics_for
from community.organisations.rules import current_memberships

MOST = 5


class Discussions(Tile):
    """Of one kind of link, in the slot of its page; the subject's key is the link's. One question."""

    title = _("Discussies")
    template = "community/forum/discussions_tile.html"
    order = 50

    def __init__(self, kind: str, slot: str) -> None:
        self.kind, self.slot = kind, slot
        self.key = f"{kind.partition('.')[0]}.discussions"

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(current_memberships(request.user))

    def get_context(self, request: HttpRequest, subject: Any = None) -> dict[str, Any]:
        about = topics_about(self.kind, subject.pk)
        rows = topics_for(request.user).filter(pk__in=about).order_by("-bumped_at", "-pk")
        found = list(rows.only("title", "reply_count", "solved_at", "last_post_at")[: MOST + 1])
        return {
            "topics": [(each, topic_url(each.pk)) for each in found[:MOST]],
            "is_more": len(found) > MOST, "about": f"{self.kind}:{subject.pk}",
        }  # fmt: skip
