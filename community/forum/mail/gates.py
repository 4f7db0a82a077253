"""Whether what was told of a post may still be read, asked when it leaves or is shown."""

from __future__ import annotations

from collections.abc import Collection

from community.forum.mail.rights import with_rights
from community.forum.mail.telling import post_of
from community.forum.models import Post, Topic
from community.forum.rules import may_read
from community.messaging.gates import Told


def still_read(told: Collection[Told]) -> set[Told]:
    """Of these people and keys of messages, those about posts that they read now."""
    keys = {key: post_of(key) for _user, key in told}
    rows = Post.objects.shown().filter(topic__in=Topic.objects.shown())
    rows = rows.filter(pk__in={pk for pk in keys.values() if pk is not None})
    categories = {each.pk: each.topic.category for each in rows.select_related("topic__category")}
    people = {each.pk: each for each in with_rights({user for user, _key in told})}
    found = set()
    for user, key in told:
        person, category = people.get(user), categories.get(keys[key] or 0)
        if person is not None and category is not None and may_read(person, category):
            found.add((user, key))
    return found
