"""What a digest says."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.forum.addresses import post_url
from community.forum.digests.gathering import Gathered, Part
from community.forum.enums import Rhythm
from community.forum.mail.texts import as_text, own_words
from community.forum.mail.wording import author_of
from community.forum.models import Post, Topic
from community.messaging.bodies import render, unmarked
from community.messaging.enums import Channel
from community.messaging.values import Content

TEMPLATE = "community/forum/mail/digest"
CHANNELS = (str(Channel.EMAIL), str(Channel.WEB))
LETTERS = "abcdefghij"
FIRST, OTHERS = 900, 400
"""Signs of the first post of a topic, and of the ones after it; cut at a word."""


@dataclass(frozen=True, slots=True)
class Line:
    author: str
    text: str
    mark: str
    """See `mark_of`."""


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    category: str
    url: str
    lines: tuple[Line, ...] = ()
    more: int = 0


def words_of(gathered: Gathered, *, rhythm: str, language: str) -> Content:
    """In the reader's language and in Dutch."""
    url = settings.SITE_URL + reverse("community:forum")
    content: dict[tuple[str, str], object] = {}
    for each in {language, "nl"}:
        with translation.override(each):
            context = {
                "entries": [_entry(part) for part in gathered.parts],
                "posts": gathered.posts,
                "topics": len(gathered.parts),
                "left": gathered.left,
                "unanswered": [_title(topic) for topic in gathered.unanswered],
                "is_daily": rhythm == Rhythm.DAILY,
                "action_url": url,
                "action_label": _("Naar het forum"),
                "preferences_url": settings.SITE_URL + reverse("community:preferences"),
            }
            content |= render(
                TEMPLATE, context, channels=CHANNELS, url=url, languages=(each,),
                headers={"Precedence": "list", "X-Auto-Response-Suppress": "All"},
            )  # fmt: skip
    return content  # type: ignore[return-value]


def _entry(part: Part) -> Entry:
    first = part.posts[0].number if part.posts else part.numbers[0]
    lines = [_line(post, n) for n, post in enumerate(part.posts)]
    return Entry(
        unmarked(part.topic.title), unmarked(part.topic.category.name), _url(part.topic, first),
        tuple(lines), part.more,
    )  # fmt: skip


def _line(post: Post, place: int) -> Line:
    """What a post repeats of another is left out: that stands above it in the same mail."""
    own = own_words(as_text(post.html)) or gettext("Alleen een aanhaling.")
    text = Truncator(own).chars(OTHERS if place else FIRST, truncate=" …")
    return Line(unmarked(author_of(post)), unmarked(_at_a_word(text)), mark_of(post))


def mark_of(post: Post) -> str:
    """The part of a recipient under which the words of a post stand: without it they do not leave.
    Names of parts have letters alone."""
    return "post_" + "".join(LETTERS[int(digit)] for digit in str(post.pk))


def _at_a_word(text: str) -> str:
    if not text.endswith(" …"):
        return text
    whole = text[:-2].rstrip()
    head, gap, _rest = whole.rpartition(" ")
    return f"{head if gap and len(head) > len(whole) // 2 else whole} …"


def _title(topic: Topic) -> Entry:
    return Entry(unmarked(topic.title), unmarked(topic.category.name), _url(topic, 1))


def _url(topic: Topic, number: int) -> str:
    return settings.SITE_URL + post_url(topic.pk, number)
