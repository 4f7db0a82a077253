"""What of the community itself a topic may be about: another topic."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.forum.addresses import topic_url
from community.forum.enums import TOPIC_KIND
from community.forum.linking import LinkKind, register_link
from community.forum.rules import topics_for

MOST_FOUND = 8


def topics(keys: Collection[str], user: Any) -> dict[str, tuple[str, str]]:
    rows = topics_for(user).filter(pk__in=[int(each) for each in keys if each.isdecimal()])
    return {str(pk): (title, topic_url(pk)) for pk, title in rows.values_list("pk", "title")}


def topics_like(words: str, user: Any) -> list[tuple[str, str]]:
    rows = topics_for(user)
    for word in words.replace("\0", "").split()[:6]:
        rows = rows.filter(title__icontains=word)
    found = rows.order_by("-bumped_at", "-pk").values_list("pk", "title")[:MOST_FOUND]
    return [(str(pk), title) for pk, title in found]


register_link(
    LinkKind(TOPIC_KIND, _("Verwant onderwerp"), "message", topics, topics_like, order=90)
)
