"""Saying otherwise what a topic is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.forum.models import Topic
from community.forum.rules import may_retag
from community.forum.services.values import Refused
from community.forum.services.writing import clean_tags, demand_free, tell_topic
from community.verbs import TOPIC_RETAGGED


def retag_topic(*, topic: Topic, user: User, tags: Iterable[str], seen: Sequence[str]) -> Topic:
    """Give a topic these tags instead of those it has. The same again changes nothing.

    Refused for who may not, and when it has other tags by now than he has `seen`.
    """
    demand_free(user)
    with transaction.atomic():
        rows = Topic.objects.shown().select_for_update(of=("self",))
        held: Topic | None = rows.select_related("category__group").filter(pk=topic.pk).first()
        if held is None or not may_retag(user, held):
            raise Refused(_("U kunt de trefwoorden van dit onderwerp niet meer wijzigen."), "tags")
        was, wanted = list(held.tags), clean_tags(tags)
        if was == wanted:
            return held
        if was != list(seen):
            raise Refused(
                _("Iemand wijzigde de trefwoorden intussen. Kijk ze na en bewaar opnieuw."), "tags"
            )
        held.tags = wanted
        held.save(update_fields=("tags",))
        tell_topic(TOPIC_RETAGGED, held, actor=user, was=was, tags=wanted)
    return held
