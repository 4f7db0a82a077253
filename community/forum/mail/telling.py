"""Who hears of a post, why, and by which way: each once, whatever happens in between.

Of several reasons the strongest counts whose kind of message the reader wants on that channel.
Everything is asked now: who follows, who may read, what was told before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.functional import Promise

from community.accounts.letters import recipients
from community.accounts.models import User
from community.forum.enums import Follow, Via
from community.forum.mail.following import muted_among
from community.forum.mail.reply_addresses import address_for, handles_of
from community.forum.mail.rights import with_rights
from community.forum.mail.wording import (
    ANSWERED,
    ASKED,
    BEST_FOR_YOU,
    BEST_OF_YOU,
    CATEGORY_LIST,
    CHANNELS,
    NAMED,
    WATCHED,
    WATCHED_ANYHOW,
    thread_of,
    words_about,
)
from community.forum.models import BestAnswer, Mention, Post
from community.forum.rules import may_answer, may_read
from community.forum.services.following import watchers_of
from community.messaging.enums import Channel, State
from community.messaging.kinds import Kind
from community.messaging.models import Delivery, Message
from community.messaging.preferences import wanting
from community.messaging.services import give_back, notify, reword, suppress_waiting
from community.messaging.stopping import unsubscribe_url
from community.messaging.values import REPLY_TO, Recipient
from community.notifications import FORUM_ANSWER, FORUM_BEST, FORUM_MENTION, FORUM_POST

CHUNK = 1000
KINDS = (FORUM_MENTION, FORUM_ANSWER, FORUM_POST)
"""About a post itself, the strongest reason first."""
ABOUT_POSTS = (*KINDS, FORUM_BEST)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody hears of a post. One object for all who have the same: its words are made once."""

    kind: Kind
    why: Promise


MENTIONED, OWN_QUESTION = Reason(FORUM_MENTION, NAMED), Reason(FORUM_ANSWER, ASKED)
OWN_POST = Reason(FORUM_ANSWER, ANSWERED)
FOLLOWED = {reason: Reason(FORUM_POST, why) for reason, why in WATCHED.items()}
ANYHOW = Reason(FORUM_POST, WATCHED_ANYHOW)
BEST_AUTHOR, BEST_ASKER = Reason(FORUM_BEST, BEST_OF_YOU), Reason(FORUM_BEST, BEST_FOR_YOU)


def message_key(post_id: int, kind: Kind) -> str:
    return f"forum:post:{post_id}:{kind.key.rpartition('_')[2]}"


def post_of(key: str) -> int | None:
    """The post that a message with this key is about."""
    room, what, number = (*key.split(":"), "", "")[:3]
    return int(number) if (room, what) == ("forum", "post") and number.isdecimal() else None


def tell_post(*, post_id: int) -> int:
    """Tell who follows, is named or is answered; returns how many messages were put out."""
    with transaction.atomic():
        post = _standing(post_id)
        # What the house itself begins was told by whoever had it begun: a warning is no second mail.
        if post is None or post.via == Via.HOUSE:
            return 0
        reasons = _reasons(post)
        reasons.pop(post.author_id or 0, None)
        return _tell(post, reasons, KINDS)


def tell_best(*, post_id: int, marked_by: int | None) -> int:
    """Tell who wrote the answer, and who asked, that it is the best one."""
    with transaction.atomic():
        post = _standing(post_id)
        if post is None or not BestAnswer.objects.filter(post=post_id).exists():
            return 0
        reasons = {post.topic.author_id: [BEST_ASKER], post.author_id: [BEST_AUTHOR]}
        known = {user: why for user, why in reasons.items() if user not in (None, marked_by)}
        muted = muted_among(known, post.topic)
        wanted = {
            user: why for user, why in known.items() if user not in muted and user is not None
        }
        return _tell(post, wanted, (FORUM_BEST,))


def take_back(*, post_id: int, reason: str) -> int:
    """What still waits in the outbox about a post that nobody may read any more."""
    return suppress_waiting(message_ids=_messages_about([post_id]), reason=reason)


def give_back_mails(*, post_id: int, reason: str) -> int:
    """Let leave what `take_back` took for this reason: the post is read again."""
    with transaction.atomic():
        if _standing(post_id) is None:
            return 0
        return give_back(message_ids=_messages_about([post_id]), reason=reason)


def retell(*, posts: Iterable[Post]) -> None:
    """Say of these posts what they say now, in what still waits in the outbox about them."""
    for post in posts:
        for kind in ABOUT_POSTS:
            waiting = Message.objects.filter(key=message_key(post.pk, kind))
            waiting = waiting.filter(deliveries__state__in=(State.QUEUED, State.HELD))
            message = waiting.first()
            if message is not None:
                reword(message=message, content=words_about(post, kind))


def _messages_about(posts: Iterable[int]) -> list[int]:
    keys = [message_key(pk, kind) for pk in posts for kind in ABOUT_POSTS]
    return list(Message.objects.filter(key__in=keys).values_list("pk", flat=True))


def _standing(post_id: int) -> Post | None:
    """The post, if it is read now; until the transaction ends nobody else tells of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"forum.tell.{post_id}",))
    rows = Post.objects.shown().filter(topic__hidden_at=None, topic__merged_into=None)
    rows = rows.select_related("topic__category", "author", "organisation", "reply_to")
    found: Post | None = rows.filter(pk=post_id).first()
    return found


def _reasons(post: Post) -> dict[int, list[Reason]]:
    """By person, the reasons to tell him, the strongest first."""
    found: dict[int, list[Reason]] = {}
    for user in Mention.objects.filter(post=post).values_list("user", flat=True):
        found.setdefault(user, []).append(MENTIONED)
    topic, answered = post.topic, post.reply_to
    if post.number > 1 and topic.author_id is not None:
        found.setdefault(topic.author_id, []).append(OWN_QUESTION)
    if answered is not None and answered.author_id not in (None, topic.author_id):
        found.setdefault(answered.author_id, []).append(OWN_POST)
    for user in muted_among(found, topic):
        del found[user]
    for each in watchers_of(topic):
        if each.level == Follow.WATCHED:
            found.setdefault(each.user_id, []).append(FOLLOWED.get(str(each.reason), ANYHOW))
    return found


def _tell(post: Post, reasons: dict[int, list[Reason]], kinds: Sequence[Kind]) -> int:
    told = 0
    everybody = sorted(reasons)
    for start in range(0, len(everybody), CHUNK):
        users = everybody[start : start + CHUNK]
        people = [each for each in with_rights(users) if may_read(each, post.topic.category)]
        chosen = _chosen(post, {each.pk: reasons[each.pk] for each in people}, kinds)
        for kind, to in _recipients(post, people, chosen).items():
            notify(
                kind, to=to, content=words_about(post, kind), key=message_key(post.pk, kind),
                thread=thread_of(post.topic), is_demo=post.topic.is_demo,
            )  # fmt: skip
            told += len(to)
    return told


Said = dict[tuple[int, str], str]
Chosen = dict[tuple[int, str], Reason]
"""By person and channel, the one reason that he hears."""


def _chosen(post: Post, reasons: dict[int, list[Reason]], kinds: Sequence[Kind]) -> Chosen:
    """What each hears on each channel that he was not told on before."""
    found: Chosen = {}
    told = _told(post, reasons, kinds)
    for channel in CHANNELS:
        wants = {kind.key: wanting(list(reasons), kind, channel) for kind in kinds}
        for user, mine in reasons.items():
            reason = next((each for each in mine if user in wants[each.kind.key]), None)
            if reason is not None and (user, channel) not in told:
                found[user, channel] = reason
    return found


def _told(post: Post, users: Collection[int], kinds: Sequence[Kind]) -> set[tuple[int, str]]:
    """Whom a message about this post went to already, by whichever kind of message."""
    keys = [message_key(post.pk, each) for each in kinds]
    rows = Delivery.objects.filter(message__key__in=keys, user__in=users)
    return set(rows.values_list("user", "channel"))


def _recipients(post: Post, people: Sequence[User], chosen: Chosen) -> dict[Kind, list[Recipient]]:
    handles = handles_of([each.pk for each in people if may_answer(each, post.topic)])
    said: Said = {}
    found: dict[Kind, list[Recipient]] = {}
    for each in recipients(people, channels=CHANNELS):
        reason = chosen.get((each.user_id or 0, each.channel))
        if reason is None:
            continue
        parts = {"why": _in_words(said, reason.why, each.language)}
        if each.channel == Channel.EMAIL:
            parts |= _ways(post, each, handles)
        found.setdefault(reason.kind, []).append(replace(each, parts=parts))
    return {kind: found[kind] for kind in ABOUT_POSTS if kind in found}


def _in_words(said: Said, why: Promise, language: str) -> str:
    # A lazy text is never the same twice once the language changed: it is known by its place.
    key = id(why), language
    if key not in said:
        with translation.override(language):
            said[key] = str(why)
    return said[key]


def _ways(post: Post, to: Recipient, handles: dict[int, str]) -> dict[str, str]:
    """How he answers, and how he hears nothing more of the category."""
    handle = handles.get(to.user_id or 0, "")
    ways = {
        "category_off": unsubscribe_url(
            to.address_id or 0, f"{CATEGORY_LIST}.{post.topic.category_id}"
        )
    }
    address = address_for(handle, post.pk) if handle else ""
    return ways | ({REPLY_TO: address} if address else {})


def mailed(user_id: int, posts: Iterable[int]) -> set[int]:
    """Of these posts, those that a person was mailed, or will be."""
    keys = {message_key(pk, kind): pk for pk in posts for kind in KINDS}
    rows: Any = Delivery.objects.filter(
        Q(user=user_id, channel=Channel.EMAIL, message__key__in=list(keys))
    ).exclude(state__in=(State.FAILED, State.SUPPRESSED))
    return {keys[key] for key in rows.values_list("message__key", flat=True)}
