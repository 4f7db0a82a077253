"""Topics in a list: a page at a time by the moment they rose, with what the reader did not read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.forum.addresses import category_url, post_url, topic_url
from community.forum.enums import Follow, TopicKind
from community.forum.models import Category, Post, Topic, TopicReader
from community.forum.queries.reading import Reading, beside, readable
from community.forum.showing import Speaker, speaker
from community.kit.dates import exact, in_words

PER_PAGE = 25
MOST_PINNED = 5
NEW, UNREAD, UNANSWERED, OURS, FOLLOWED = "", "ongelezen", "onbeantwoord", "bestuur", "volg"
FILTERS = (NEW, UNREAD, UNANSWERED, OURS, FOLLOWED)
COLUMNS = (
    "pk", "title", "category_id", "tags", "kind", "excerpt", "reply_count", "highest_number",
    "bumped_at", "last_post_at", "pinned_until", "locked_at", "solved_at",
    "mine__last_read", "mine__level", "mine__is_behind",
    "author__first_name", "author__last_name", "organisation__name", "organisation__kind",
    "last_author__first_name", "last_author__last_name", "last_organisation__name",
    "last_organisation__kind",
)  # fmt: skip
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Row:
    """One topic as a list shows it."""

    pk: int
    title: str
    category_id: int
    tags: Sequence[str]
    kind: str
    excerpt: str
    replies: int
    highest: int
    bumped_at: datetime
    last_at: datetime
    is_pinned: bool
    is_locked: bool
    is_solved: bool
    last_read: int | None
    is_behind: bool
    author: Speaker
    last: Speaker
    category: Category
    is_muted: bool
    is_unread: bool = False
    is_silenced: bool = False
    """Muted by his own word, not by what a category does of itself."""

    @property
    def url(self) -> str:
        """At the first post that is unread, where that is not the first of all."""
        if self.is_unread and self.last_read:
            return post_url(self.pk, self.last_read + 1)
        return topic_url(self.pk)

    @property
    def category_url(self) -> str:
        return category_url(self.category.slug)

    @property
    def category_name(self) -> str:
        return self.category.name

    @property
    def kind_text(self) -> str:
        return str(TopicKind(self.kind).label)

    @property
    def new_text(self) -> str:
        """How many posts stand behind his pointer; "" when he never opened it."""
        return str(self.highest - self.last_read) if self.last_read else ""

    @property
    def replies_text(self) -> str:
        if not self.replies:
            return _("nog geen antwoord")
        return ngettext("%(n)d antwoord", "%(n)d antwoorden", self.replies) % {"n": self.replies}

    @property
    def last_iso(self) -> str:
        return self.last_at.isoformat()

    @property
    def last_exact(self) -> str:
        return exact(self.last_at)

    @property
    def last_words(self) -> str:
        return in_words(self.last_at)


@dataclass(frozen=True, slots=True)
class Page:
    """`older` is the cursor of what comes after, "" at the end."""

    rows: list[Row]
    older: str = ""
    pinned: list[Row] = field(default_factory=list)


def page_of(reading: Reading, topics: Any, cursor: str = "") -> Page:
    """One page of these topics (of which `mine` is the reader's own row), by one question."""
    rows = topics.order_by("-bumped_at", "-pk")
    place = place_of(cursor)
    if place is not None:
        at, pk = place
        # Two conditions, of which the first alone lets an index begin there.
        rows = rows.filter(Q(bumped_at__lte=at), Q(bumped_at__lt=at) | Q(pk__lt=pk))
    found = _rows(reading, rows[: PER_PAGE + 1])
    more = len(found) > PER_PAGE
    return Page(found[:PER_PAGE], cursor_of(found[PER_PAGE - 1]) if more else "")


def newest(reading: Reading, shown: str = NEW, *, tag: str = "", cursor: str = "") -> Page:
    """A page of the forum's own list: FILTERS says which. A tag narrows it."""
    topics = beside(reading, readable(reading))
    topics = topics.filter(reading.heard()) if shown in (NEW, UNREAD) and not tag else topics
    if shown == UNANSWERED:
        topics = topics.unanswered()
    elif shown == OURS:
        topics = topics.filter(pk__in=_of_ours(reading))
    elif shown == FOLLOWED:
        topics = topics.filter(_followed(reading))
    if tag:
        topics = topics.filter(tags__contains=[tag])
    return page_of(reading, topics, cursor)


def unread_page(reading: Reading, keys: Sequence[int], cursor: str = "") -> Page:
    """A page of what `unread_of` gave."""
    return page_of(reading, beside(reading, readable(reading)).filter(pk__in=keys), cursor)


def in_category(reading: Reading, category: Category, cursor: str = "") -> Page:
    """A page of one category; what is pinned stands above the first."""
    topics = beside(reading, Topic.objects.shown().filter(category=category.pk))
    pinned = _rows(reading, topics.filter(pinned_until__gt=timezone.now())
                   .order_by("-pinned_until", "-pk")[:MOST_PINNED]) if not cursor else []  # fmt: skip
    page = page_of(reading, topics, cursor)
    shown = {each.pk for each in pinned}
    return Page([each for each in page.rows if each.pk not in shown], page.older, pinned)


def _of_ours(reading: Reading) -> Any:
    """What the people of one's organisations began or answered."""
    here = [each.organisation_id for each in reading.memberships]
    started = Topic.objects.filter(organisation__in=here).order_by().values("pk")
    return started.union(Post.objects.filter(organisation__in=here).order_by().values("topic"))


def _followed(reading: Reading) -> Q:
    """By a level of the topic itself, of its category or of a tag; what is muted is not followed."""
    mine = TopicReader.objects.filter(user=reading.user.pk)
    own = mine.filter(level__gte=Follow.TRACKED)
    wide = [
        each.pk for each in reading.categories
        if each.own_level is not None and each.own_level >= Follow.TRACKED  # type: ignore[attr-defined]
    ]  # fmt: skip
    followed = Q(pk__in=own.values("topic"))
    if wide or reading.followed_tags:
        unsaid = Q(mine__level__isnull=True)
        followed |= (Q(category__in=wide) | Q(tags__overlap=reading.followed_tags)) & unsaid
    return followed & reading.heard()


def _rows(reading: Reading, topics: Any) -> list[Row]:
    now, categories = timezone.now(), reading.by_key
    return [_row(reading, categories, now, each) for each in topics.values_list(*COLUMNS)]


def _row(reading: Reading, categories: dict[int, Category], now: datetime, found: Any) -> Row:
    (pk, title, category, tags, kind, excerpt, replies, highest, bumped_at, last_at, pinned_until,
     locked_at, solved_at, last_read, level, is_behind, *names) = found  # fmt: skip
    home = categories[category]
    row = Row(
        pk, title, category, tags, kind, excerpt, replies, highest, bumped_at, last_at,
        pinned_until is not None and pinned_until > now, locked_at is not None,
        solved_at is not None, last_read, bool(is_behind), speaker(*names[:4]),
        speaker(*names[4:]), home, reading.is_muted(home, level, tags),
    )  # fmt: skip
    row.is_unread, row.is_silenced = reading.is_unread(row), level == Follow.MUTED
    return row


def cursor_of(row: Row) -> str:
    return f"{(row.bumped_at - EPOCH) // timedelta(microseconds=1)}-{row.pk}"


def place_of(cursor: str) -> tuple[datetime, int] | None:
    """Where a cursor stands; None for none, and for one that nobody gave."""
    at, _dash, pk = cursor.partition("-")
    if not (at.isdecimal() and pk.isdecimal() and len(at) < 18 and len(pk) < 18):
        return None
    return EPOCH + timedelta(microseconds=int(at)), int(pk)


def tags_of(rows: Iterable[Row]) -> list[str]:
    """The tags of these rows, the commonest first."""
    counts: dict[str, int] = {}
    for row in rows:
        for tag in row.tags:
            counts[tag] = counts.get(tag, 0) + 1
    return sorted(counts, key=lambda tag: (-counts[tag], tag))[:12]
