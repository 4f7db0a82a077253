"""The topic of a warning on the forum: opened once, and watched by whoever uses what it is about.

That somebody watches says that his bestuur uses it, so it is shown to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.forum.enums import FollowReason, TopicKind, Via
from community.forum.models import Topic, TopicLink
from community.forum.models.topics import TopicQuerySet
from community.forum.services import start_topic
from community.forum.services.following import follow_by_itself
from community.forum.standing import WARNINGS, warnings_category
from qrc.advisories.models import Advisory, Cluster
from qrc.advisories.text import words_of
from qrc.advisories.told import as_told
from qrc.advisories.visibility import GOVERNMENT, told_to_others
from qrc.contacts.queries import contacts_of
from qrc.matching.models import Hit

WARNING = "qrc.warning"
"""Warnings as what topics are about."""
PINNED_FOR = timedelta(days=14)
LONGEST_TITLE = 140
MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~@=])")


def open_topic(*, advisory_id: int) -> Topic | None:
    """The topic of a warning that governments were told of; the same one when it is there already.

    Sources that tell one event share its topic. None for what is of a narrower circle, waits at the
    desk, or was taken back before anybody spoke of it.
    """
    with transaction.atomic():
        # Two revisions in two workers wait for each other.
        rows = Advisory.objects.select_for_update(of=("self",), no_key=True)
        advisory = rows.select_related("source").filter(pk=advisory_id).first()
        if advisory is None or not _is_told(advisory):
            return None
        topic = next(iter(_standing([advisory])), None)
        if topic is None and advisory.withdrawn_at is None:
            topic = _of_the_same(advisory) or _start(advisory)
        if topic is not None:
            follow_by_itself(users=_users_of(advisory), topic=topic, reason=FollowReason.USES)
    return topic


def watch_topics(*, items: Collection[int]) -> None:
    """Let the contacts of a bestuur watch the topics about what it has begun to use."""
    hits = Hit.objects.pressing().filter(item__in=items)
    rows = Advisory.objects.filter(pk__in=hits.values("advisory")).order_by("pk")
    for advisory in rows:
        for topic in _standing([advisory]):
            follow_by_itself(users=_users_of(advisory), topic=topic, reason=FollowReason.USES)


def topics_of(advisories: Iterable[Advisory]) -> TopicQuerySet:
    """Those that the house began about these; members link theirs to a warning too."""
    keys = [str(each.pk) for each in advisories]
    rows: TopicQuerySet = Topic.objects.filter(
        links__kind=WARNING, links__object_id__in=keys, category__slug=WARNINGS
    )
    return rows.order_by("pk")


def _standing(advisories: Iterable[Advisory]) -> list[Topic]:
    """`topics_of`, each as it goes on: in one that editors put into another nobody writes any more."""
    rows = topics_of(advisories).select_related("merged_into")
    return list(dict.fromkeys(each.merged_into or each for each in rows))


def _is_told(advisory: Advisory) -> bool:
    return advisory.tlp in GOVERNMENT and told_to_others().filter(pk=advisory.pk).exists()


def _of_the_same(advisory: Advisory) -> Topic | None:
    """The topic of the same event told by another source: this warning hangs under it too."""
    if advisory.cluster_id is None:
        return None
    Cluster.objects.select_for_update(no_key=True).get(pk=advisory.cluster_id)
    others = Advisory.objects.filter(cluster=advisory.cluster_id).exclude(pk=advisory.pk)
    topic = next(iter(_standing(others)), None)
    if topic is not None:
        TopicLink.objects.get_or_create(topic=topic, kind=WARNING, object_id=str(advisory.pk))
    return topic


def _start(advisory: Advisory) -> Topic:
    with override(settings.LANGUAGE_CODE):
        (told,) = as_told([advisory])
        title = Truncator(" ".join(told.title.split())).chars(LONGEST_TITLE)
        topic = start_topic(
            author=None, organisation=None, category=warnings_category(), title=title,
            source=_words(told), kind=TopicKind.DISCUSSION, links=[(WARNING, str(advisory.pk))],
            via=Via.HOUSE, is_demo=advisory.is_demo,
        )  # fmt: skip
    Topic.objects.filter(pk=topic.pk).update(pinned_until=timezone.now() + PINNED_FOR)
    return topic


def _words(advisory: Advisory) -> str:
    """What it is about, and where it stands; of a licence that forbids more, our own sentence."""
    place = settings.SITE_URL + reverse("qrc:advisory-detail", args=(advisory.pk,))
    summary = Truncator(" ".join(words_of(advisory).summary.split())).chars(600)
    asked = _("Wat deed uw bestuur, en wat hielp? Deel het hier met andere besturen.")
    read = _("Lees de waarschuwing zelf: %(place)s") % {"place": place}
    return "\n\n".join(filter(None, (escaped(summary), read, asked)))


def escaped(text: str) -> str:
    """What a source wrote, so that it is read as it stands and not as Markdown of ours."""
    return MARKS.sub(r"\\\1", text)


def _users_of(advisory: Advisory) -> list[int]:
    """The warning contacts of every bestuur whose portfolio it hits."""
    hits = Hit.objects.pressing().filter(advisory=advisory)
    here = set(hits.order_by().values_list("organisation", flat=True))
    return [each.user.pk for found in contacts_of(here).values() for each in found]
