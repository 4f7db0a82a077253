"""Telling the pages that show a topic, and those that list what is new, to look again."""

from __future__ import annotations

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

log = structlog.get_logger(__name__)

LISTS = "forum.lists"
"""The group of every list of topics that is open."""


def group_of(topic_id: int) -> str:
    return f"forum.topic.{topic_id}"


def hint(topic_id: int, *, rose: bool) -> None:
    """Call it after the commit; lists are told only when the topic `rose` in them. It carries no news:
    pages ask for that, and a lost one costs little."""
    told = {"type": "forum.hint", "topic": topic_id}
    try:
        for group in (group_of(topic_id), LISTS) if rose else (group_of(topic_id),):
            async_to_sync(get_channel_layer().group_send)(group, told)
    except Exception as error:  # noqa: BLE001 - whatever Redis throws, the post is there
        log.warning("hint_not_given", topic=topic_id, error=str(error))
