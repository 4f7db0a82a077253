"""One topic and a page of its posts, by their numbers: the last page costs what the first does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db import connection
from django.db.models import JSONField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString, mark_safe

from community.forum.addresses import post_stem
from community.forum.enums import PostState, ReactionKind, TopicKind
from community.forum.models import Category, Topic
from community.forum.queries.reading import Reading, moment_of
from community.forum.rules import may_be_marked, may_read
from community.forum.showing import Felt, Speaker, buttons_of, speaker
from community.groups.models import Group
from community.kit.dates import exact, in_words
from community.kit.prepared import Prepared, columns_of, instances_of

PER_PAGE = 20
# How its reader stands in a topic, as one column; see `reading.MINE`.
MINE = """
json_build_object(
  'mine', (SELECT to_json(mine) FROM community_topicreader AS mine
    WHERE mine.user_id = %s AND mine.topic_id = community_topic.id),
  'category', (SELECT to_json(theirs) FROM community_categoryreader AS theirs
    WHERE theirs.user_id = %s AND theirs.category_id = community_topic.category_id),
  'here', (SELECT to_json(here) FROM community_forumreader AS here WHERE here.user_id = %s),
  'tags', (SELECT json_object_agg(tag, level) FROM community_tagfollower WHERE user_id = %s),
  'wrote', EXISTS (SELECT FROM community_post AS own
    WHERE own.topic_id = community_topic.id AND own.author_id = %s),
  'draft', EXISTS (SELECT FROM community_draft AS begun
    WHERE begun.user_id = %s AND begun.key = 'topic:' || community_topic.id))
"""
LINKED = """
(SELECT json_agg(json_build_object('kind', link.kind, 'key', link.object_id) ORDER BY link.id)
 FROM community_topiclink AS link WHERE link.topic_id = community_topic.id)
"""
# Whether what a mail repeated may be read: it is the post that it answers, and what that quoted.
REPEATS = f"""
answered.state = '{PostState.SHOWN.value}' AND NOT EXISTS (
  SELECT FROM community_quote AS within JOIN community_post AS quoted ON quoted.id = within.quoted_id
  WHERE within.post_id = answered.id AND quoted.state <> '{PostState.SHOWN.value}')
"""
# The posts of a page with who spoke, what was said of them and what hangs under them. By hand, as
# the ORM takes longer to write it than the database to answer it.
POSTS = f"""
SELECT post.id, post.number, post.author_id, post.organisation_id, post.html,
  CASE WHEN post.elided <> '' AND {REPEATS} THEN post.elided ELSE '' END, post.state, post.via,
  post.revision, post.created_at, post.edited_at, post.is_best, post.useful_count, best.by_asker,
  answered.number, author.first_name, author.last_name, house.name, house.kind, author.avatar,
  (SELECT json_object_agg(felt.kind, json_build_array(felt.n, felt.mine)) FROM (
    SELECT kind, count(*) AS n, coalesce(bool_or(user_id = %(user)s), false) AS mine
    FROM community_reaction WHERE post_id = post.id GROUP BY kind) AS felt),
  (SELECT json_agg(json_build_object('key', file.key, 'name', file.name, 'size', file.size,
      'state', file.state, 'discarded', file.discarded_at, 'taken', hangs.taken_by_id) ORDER BY hangs.id)
    FROM community_postfile AS hangs JOIN community_storedfile AS file ON file.id = hangs.file_id
    WHERE hangs.post_id = post.id)
FROM community_post AS post
LEFT JOIN community_bestanswer AS best ON best.post_id = post.id
LEFT JOIN community_post AS answered ON answered.id = post.reply_to_id
LEFT JOIN community_user AS author ON author.id = post.author_id
LEFT JOIN community_organisation AS house ON house.id = post.organisation_id
WHERE post.topic_id = %(topic)s AND (post.number BETWEEN %(first)s AND %(last)s
  OR (%(with_best)s AND post.is_best))
ORDER BY post.number LIMIT %(most)s
"""  # noqa: S608 - our own words
TOGETHER, PATHS = (Topic, Category, Group), ("", "category__", "category__group__")
NOBODY = 0
"""The key of a visitor: no row has it."""
MOST_BEST = 20
"""Best answers of other pages that are shown above; a topic has one or two."""


@dataclass(slots=True)
class Said:
    """One post as the page shows it. Of one that is not shown there is nothing but its place."""

    pk: int
    number: int
    author_id: int | None
    organisation_id: int | None
    html: SafeString
    elided: str
    state: str
    via: str
    revision: int
    created_at: datetime
    edited_at: datetime | None
    is_best: bool
    useful: int
    by_asker: bool
    answers: int | None
    """The number of the post that it answers."""
    author: Speaker
    reactions: list[Felt]
    files: list[dict[str, Any]]
    is_new: bool = False
    is_own: bool = False
    may_be_best: bool = False
    # What a page says many times of each: figures and addresses of our own, in which nothing is
    # escaped.
    number_text: SafeString = field(init=False)
    key_text: SafeString = field(init=False)
    to: SafeString = field(init=False)

    def __post_init__(self) -> None:
        self.number_text, self.key_text = mark_safe(str(self.number)), mark_safe(str(self.pk))  # noqa: S308
        self.to = mark_safe(post_stem(self.pk))  # noqa: S308

    def __getitem__(self, name: str) -> Any:
        """By which a template asks first: an error each time costs it more than the answer."""
        return getattr(self, name)

    @property
    def buttons(self) -> SafeString:
        return buttons_of(self.pk, self.reactions)

    @property
    def answers_text(self) -> str:
        return str(self.answers) if self.answers and self.answers > 1 else ""

    @property
    def is_placed(self) -> bool:
        """What waits for a look has no place yet, but for whoever wrote it."""
        return self.state != PostState.WAITING or self.is_own

    @property
    def iso(self) -> str:
        return self.created_at.isoformat()

    @property
    def exact(self) -> str:
        return exact(self.created_at)

    @property
    def words(self) -> str:
        return in_words(self.created_at)

    @property
    def is_shown(self) -> bool:
        return self.state == PostState.SHOWN


@dataclass(slots=True)
class Page:
    """`posts` of one page; `best` are the best answers, wherever they stand."""

    posts: list[Said]
    best: list[Said] = field(default_factory=list)
    number: int = 1
    pages: int = 1
    last: int = 0
    """The highest number that this page has shown, however the posts stand."""

    @property
    def before(self) -> str:
        return str((self.number - 2) * PER_PAGE + 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return str(self.number * PER_PAGE + 1) if self.number < self.pages else ""

    @property
    def steps(self) -> list[Step | None]:
        """The first, the last and those around this one; None where a gap falls."""
        near = range(max(1, self.number - 2), min(self.pages, self.number + 2) + 1)
        shown = sorted({1, *near, self.pages})
        found: list[Step | None] = []
        for n, each in enumerate(shown):
            if n and each - shown[n - 1] > 1:
                found.append(None)
            found.append(Step(str((each - 1) * PER_PAGE + 1), str(each), each == self.number))
        return found


@dataclass(frozen=True, slots=True)
class Step:
    """A page in the row of pages; `first` is the number of its first post."""

    first: str
    text: str
    is_here: bool


def topic_for(user: Any, pk: int) -> Topic | None:
    """The topic with its category and how this reader stands in it; None for what he may not read.

    By one question, and for a topic of a group one more: which groups are his.
    """
    rows = _topic_of(pk, user.pk or NOBODY)
    if not rows:
        return None
    topic, category, group = instances_of(TOGETHER, rows[0])
    if not may_read(user, category):
        return None
    topic.category, category.group = category, group
    topic.linked, topic.stands = rows[0][-2:]
    _stand(topic)
    return cast("Topic", topic)


def _composed(topic: int, reader: int) -> QuerySet[Any, Any]:
    linked = RawSQL(LINKED, (), JSONField())  # noqa: S611 - values are parameters
    stands = RawSQL(MINE, [reader] * 6, JSONField())  # noqa: S611 - values are parameters
    rows = Topic.objects.shown().filter(pk=topic).order_by().annotate(linked=linked, stands=stands)
    columns = [each for model, path in zip(TOGETHER, PATHS, strict=True)
               for each in columns_of(model, path)]  # fmt: skip
    found: QuerySet[Any, Any] = rows.values_list(*columns, "linked", "stands")
    return found


_topic_of = Prepared(_composed)


def _stand(topic: Any) -> None:
    """Unpack how its reader stands in it."""
    topic.linked, stands = topic.linked or [], topic.stands
    mine, here = stands.get("mine") or {}, stands.get("here") or {}
    category = stands.get("category") or {}
    topic.last_read, topic.level = mine.get("last_read"), mine.get("level")
    topic.behind, topic.wrote = bool(mine.get("is_behind")), bool(stands.get("wrote"))
    topic.own_level = category.get("level")
    topic.read_until = moment_of(category.get("read_until"))
    topic.known_since = moment_of(here.get("known_since"))
    topic.last_visit_at = moment_of(here.get("last_visit_at"))
    topic.followed, topic.has_draft = stands.get("tags") or {}, bool(stands.get("draft"))


def reading_in(user: Any, topic: Any) -> Reading:
    """How the reader of a topic of `topic_for` stands, without a question more."""
    if not user.is_authenticated:
        topic.category.own_level = topic.category.read_until = None
        return Reading(user, [topic.category])
    topic.category.own_level, topic.category.read_until = topic.own_level, topic.read_until
    return Reading(user, [topic.category], topic.known_since, topic.last_visit_at, topic.followed)


def first_unread(reading: Reading, topic: Any) -> int:
    """The number of the first post behind his pointer; 0 when nothing is unread."""
    if not reading.user.is_authenticated:
        return 0
    row = _Stand(
        topic.category_id, topic.last_read, topic.highest_number, bool(topic.behind),
        topic.bumped_at, reading.is_muted(topic.category, topic.level, topic.tags),
    )  # fmt: skip
    return (topic.last_read or 0) + 1 if reading.is_unread(row) else 0


@dataclass(frozen=True, slots=True)
class _Stand:
    category_id: int
    last_read: int | None
    highest: int
    is_behind: bool
    bumped_at: datetime
    is_muted: bool


def page_with(topic: Any, number: int, user: Any, *, unread: int = 0) -> Page:
    """The page on which this number stands, and the best answers, by one question."""
    pages = max(1, -(-topic.highest_number // PER_PAGE))
    at = min(max(1, -(-number // PER_PAGE)), pages)
    first, last = (at - 1) * PER_PAGE + 1, at * PER_PAGE
    is_solved = topic.solved_at is not None
    found = _said(topic, user, first, last, with_best=is_solved, most=PER_PAGE + MOST_BEST)
    for each in found:
        each.is_new = bool(unread) and each.number >= unread and not each.is_own
    posts = [each for each in found if first <= each.number <= last]
    best = [each for each in found if each.is_best and each.is_shown]
    best.sort(key=lambda each: (not each.by_asker, -each.useful, each.number))
    return Page(posts, best, at, pages, min(last, topic.highest_number))


def after(topic: Any, number: int, user: Any) -> list[Said]:
    """The next posts after this number, a page at most."""
    return _said(topic, user, number + 1, topic.highest_number, most=PER_PAGE)


def _said(
    topic: Any, user: Any, first: int, last: int, *, with_best: bool = False, most: int
) -> list[Said]:
    key = user.pk if user.is_authenticated else None
    asked = {"topic": topic.pk, "user": key, "first": first, "last": last, "with_best": with_best,
             "most": most}  # fmt: skip
    labels = [(kind.value, str(kind.label)) for kind in ReactionKind]
    with connection.cursor() as cursor:
        cursor.execute(POSTS, asked)
        posts = [_one(found, key, labels) for found in cursor.fetchall()]
    if topic.kind == TopicKind.QUESTION:
        for each in posts:
            each.may_be_best = each.is_shown and may_be_marked(user, each)
    return posts


def _one(found: Sequence[Any], reader: int | None, labels: Sequence[tuple[str, str]]) -> Said:
    (pk, number, author_id, organisation_id, html, elided, state, via, revision, created_at,
     edited_at, is_best, useful, by_asker, answers, first, last, organisation, kind, avatar, felt, hung) = found  # fmt: skip
    is_shown = state == PostState.SHOWN
    is_own = reader is not None and author_id == reader
    # Whoever wrote it reads what waits; of what is hidden or taken back nobody reads a word.
    reads = is_shown or (is_own and state == PostState.WAITING)
    return Said(
        pk, number, author_id, organisation_id,
        mark_safe(html) if reads else mark_safe(""),  # noqa: S308 - cleaned when it was written
        elided if reads else "", state, via, revision, created_at, edited_at, is_best, useful,
        bool(by_asker), answers, speaker(first, last, organisation, kind, avatar),
        _felt(felt or {}, labels) if is_shown else [], (hung or []) if reads else [], False, is_own,
    )  # fmt: skip


def _felt(counts: dict[str, tuple[int, bool]], labels: Sequence[tuple[str, str]]) -> list[Felt]:
    return [Felt(kind, label, *counts.get(kind, (0, False))) for kind, label in labels]
