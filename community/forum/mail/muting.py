"""Hearing no more of a topic or a category, by a link in a mail and without signing in.

A link that outlived what it names, or its holder, does nothing.
"""

from __future__ import annotations

from community.forum.enums import Follow
from community.forum.models import Category, Topic
from community.forum.services.following import follow_category, follow_topic
from community.messaging.models import Address


def mute_topic(*, address_id: int, about: str) -> None:
    _follow_topic(address_id, about, Follow.MUTED)


def hear_topic(*, address_id: int, about: str) -> None:
    """Who comes back hears every post: that is what he was mailed for."""
    _follow_topic(address_id, about, Follow.WATCHED)


def mute_category(*, address_id: int, about: str) -> None:
    _follow_category(address_id, about, Follow.MUTED)


def hear_category(*, address_id: int, about: str) -> None:
    """As it follows of itself; what he watches in it he hears again."""
    _follow_category(address_id, about, None)


def _follow_topic(address_id: int, about: str, level: int) -> None:
    address, topic = _holder(address_id), Topic.objects.filter(pk=about).first()
    if address is not None and address.user is not None and topic is not None:
        follow_topic(user=address.user, topic=topic, level=level)


def _follow_category(address_id: int, about: str, level: int | None) -> None:
    address, category = _holder(address_id), Category.objects.filter(pk=about).first()
    if address is not None and address.user is not None and category is not None:
        follow_category(user=address.user, category=category, level=level)


def _holder(address_id: int) -> Address | None:
    return Address.objects.select_related("user").filter(pk=address_id).first()
