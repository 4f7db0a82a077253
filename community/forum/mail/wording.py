"""What mails and the bell say about a post."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.forum.addresses import post_url
from community.forum.enums import FollowReason, TopicKind
from community.forum.mail.texts import as_text, for_mail, own_words
from community.forum.mail.threads import headers_below, list_headers, thread_headers
from community.forum.models import Post, Topic
from community.forum.showing import speaker
from community.messaging.bodies import render, unmarked
from community.messaging.enums import Channel
from community.messaging.kinds import Kind
from community.messaging.values import Content
from community.notifications import FORUM_ANSWER, FORUM_BEST, FORUM_MENTION

TEMPLATE = "community/forum/mail/post"
CHANNELS = (str(Channel.EMAIL), str(Channel.WEB))
TOPIC_LIST, CATEGORY_LIST = "forum-topic", "forum-category"
"""Families of lists that one leaves by a link: of one topic, of one category."""

ASKED = _("U krijgt dit omdat het een antwoord is op uw vraag.")
ANSWERED = _("U krijgt dit omdat iemand op uw bericht antwoordt.")
NAMED = _("U krijgt dit omdat dit bericht u noemt.")
WATCHED: Mapping[str, Promise] = {
    str(FollowReason.CHOSEN): _("U krijgt dit omdat u dit onderwerp bewaakt."),
    str(FollowReason.WROTE): _("U krijgt dit omdat u in dit onderwerp schreef."),
    str(FollowReason.MENTIONED): _("U krijgt dit omdat u in dit onderwerp genoemd werd."),
    str(FollowReason.USES): _("U krijgt dit omdat uw bestuur dit gebruikt."),
}
WATCHED_ANYHOW = _("U krijgt dit omdat u deze categorie of een trefwoord ervan bewaakt.")
BEST_OF_YOU = _("U krijgt dit omdat u dit antwoord schreef.")
BEST_FOR_YOU = _("U krijgt dit omdat u deze vraag stelde.")


def url_of(post: Post) -> str:
    return settings.SITE_URL + post_url(post.topic_id, post.number)


def author_of(post: Post) -> str:
    """As the forum shows who wrote; that he sells something is said too."""
    author, organisation = post.author, post.organisation
    who = speaker(
        author.first_name if author else None, author.last_name if author else None,
        organisation.name if organisation else None, organisation.kind if organisation else None,
    )  # fmt: skip
    return _("%(who)s (leverancier)") % {"who": who} if who.is_supplier else str(who)


def words_about(post: Post, kind: Kind) -> Content:
    """The whole post, under the headers that put it in its place; `post.topic.category` is at hand."""
    topic = post.topic
    is_best = kind == FORUM_BEST
    headers = headers_below(post) if is_best else thread_headers(post)
    html = for_mail(post.html)
    context: dict[str, Any] = {
        "title": unmarked(topic.title),
        "category": unmarked(topic.category.name),
        "author": unmarked(author_of(post)),
        "is_first": post.number == 1,
        "is_best": is_best,
        "heading": _heading(post, kind),
        "post_html": unmarked(html),
        "post_text": unmarked(as_text(html)),
        "own_text": unmarked(own_words(as_text(html))),
        "action_url": url_of(post),
        "action_label": _("Bekijken op de site"),
        "preferences_url": settings.SITE_URL + reverse("community:preferences"),
    }
    return render(
        TEMPLATE, context, channels=CHANNELS, url=url_of(post),
        headers={**headers, **list_headers(topic, topic.category)},
        stops=f"{TOPIC_LIST}.{topic.pk}",
    )  # fmt: skip


def _heading(post: Post, kind: Kind) -> Promise:
    if kind == FORUM_BEST:
        return _("Beste antwoord")
    if kind == FORUM_MENTION:
        return _("noemt u in een bericht")
    if kind == FORUM_ANSWER:
        return _("antwoordt u")
    if post.number > 1:
        return _("schreef een bericht")
    return FIRST[post.topic.kind]


FIRST: Mapping[str, Promise] = {
    str(TopicKind.QUESTION): _("stelt een vraag"),
    str(TopicKind.DISCUSSION): _("begint een discussie"),
    str(TopicKind.ANNOUNCEMENT): _("kondigt iets aan"),
    str(TopicKind.POLL): _("begint een peiling"),
}


def thread_of(topic: Topic) -> str:
    return f"forum:topic:{topic.pk}"
