"""Taking posts and topics from sight, and putting them back, as moderation decided.

Each runs in the transaction of a decision and changes nothing when it is so already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from community.forum.enums import TOPIC_KIND, PostState
from community.forum.models import Post, PostFile, Topic
from community.forum.refreshing import render_anew
from community.forum.services.counting import recount
from community.forum.services.locking import locked
from community.forum.services.writing import show_waiting, tell, tell_topic
from community.moderation.enums import Measure
from community.moderation.models import Decision
from community.verbs import (
    POST_FILES_BACK,
    POST_FILES_TAKEN,
    POST_HIDDEN,
    POST_SHOWN_AGAIN,
    TOPIC_HIDDEN,
    TOPIC_SHOWN_AGAIN,
    TOPIC_UNLOCKED,
)

if TYPE_CHECKING:
    from community.activity.verbs import Verb

HIDING = (Measure.HIDE, Measure.RESTRICT)
BACK = (Measure.RESTORE, Measure.LIFT, Measure.SHOW)


def hide_post(pk: int, decision: Decision) -> None:
    """Nobody but its writer and moderators reads it. An opening that nobody answered takes its topic
    along; answered, the topic stays with the others' words."""
    post = Post.objects.filter(pk=pk).first()
    if post is None:
        return
    topic, held = locked(post)
    if held.state not in (PostState.SHOWN, PostState.WAITING):
        return
    held.state = PostState.HIDDEN
    held.save(update_fields=("state",))
    if held.number == 1 and not topic.reply_count and topic.hidden_at is None:
        topic.hidden_at = timezone.now()
        topic.save(update_fields=("hidden_at",))
    held.topic = recount(topic)
    tell(POST_HIDDEN, held, actor=decision.made_by, decision=decision.pk)


def show_post(pk: int, decision: Decision) -> None:
    """Back where it stood; what waited for a first look comes out for the first time."""
    post = Post.objects.filter(pk=pk).first()
    if post is None:
        return
    topic, held = locked(post)
    if held.state == PostState.WAITING:
        show_waiting(held)
        return
    if held.state != PostState.HIDDEN:
        return
    held.state = PostState.SHOWN
    held.save(update_fields=("state",))
    if held.number == 1 and not _is_hidden_itself(topic):
        topic.hidden_at = None
        topic.save(update_fields=("hidden_at",))
    held.topic = recount(topic)
    tell(POST_SHOWN_AGAIN, held, actor=decision.made_by, decision=decision.pk)


def take_files(pk: int, decision: Decision) -> None:
    """What hangs under a post goes, its pictures in the text too; the words stay."""
    post = Post.objects.filter(pk=pk).first()
    if post is None:
        return
    _topic, held = locked(post)
    rows = PostFile.objects.hanging().filter(post=held)
    if rows.update(taken_by=decision):
        _tell_files(POST_FILES_TAKEN, held, decision)


def hang_files_back(pk: int, decision: Decision) -> None:
    """Those that the decision took which this one takes back; of its own accord, all that were taken."""
    post = Post.objects.filter(pk=pk).first()
    if post is None:
        return
    _topic, held = locked(post)
    rows = PostFile.objects.filter(post=held, taken_by__isnull=False)
    if decision.reverses_id is not None:
        rows = rows.filter(taken_by=decision.reverses_id)
    if rows.update(taken_by=None):
        _tell_files(POST_FILES_BACK, held, decision)


def hide_topic(pk: int, decision: Decision) -> None:
    """All of it, whoever wrote in it."""
    topic = locked_topic(pk)
    if topic is None or topic.merged_into_id is not None:
        return
    # Hidden already with its opening: the decision itself keeps it so from here on.
    if topic.hidden_at is None:
        topic.hidden_at = timezone.now()
        topic.save(update_fields=("hidden_at",))
        tell_by_decision(TOPIC_HIDDEN, recount(topic), decision)


def show_topic(pk: int, decision: Decision) -> None:
    """Back, unless its opening is hidden or waits: then it comes back with that."""
    topic = locked_topic(pk)
    if topic is None or topic.hidden_at is None:
        return
    if not Post.objects.shown().filter(topic=topic, number=1).exists() and not topic.reply_count:
        return
    topic.hidden_at = None
    topic.save(update_fields=("hidden_at",))
    tell_by_decision(TOPIC_SHOWN_AGAIN, recount(topic), decision)


def open_topic(pk: int, decision: Decision) -> None:
    """New posts may come again."""
    topic = locked_topic(pk)
    if topic is None or topic.locked_at is None:
        return
    topic.locked_at = None
    topic.save(update_fields=("locked_at",))
    tell_by_decision(TOPIC_UNLOCKED, topic, decision)


def locked_topic(pk: int) -> Topic | None:
    rows = Topic.objects.select_for_update(of=("self",)).select_related("category")
    found: Topic | None = rows.filter(pk=pk).first()
    return found


def tell_by_decision(verb: Verb, topic: Topic, decision: Decision, **data: object) -> None:
    """With the decision that did it to the topic."""
    tell_topic(verb, topic, actor=decision.made_by, decision=decision.pk, **data)


def _tell_files(verb: Verb, post: Post, decision: Decision) -> None:
    render_anew(post)
    tell(verb, post, actor=decision.made_by, decision=decision.pk)


def _is_hidden_itself(topic: Topic) -> bool:
    """Whether a decision about the topic as a whole keeps it hidden."""
    rows = Decision.objects.filter(
        kind=TOPIC_KIND, object_id=topic.pk, measure__in=(*HIDING, *BACK)
    )
    last = rows.order_by("-made_at", "-pk").values_list("measure", flat=True).first()
    return last in HIDING
