"""How one person stands in the forum: what he reads, follows and mutes, and since when he knows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import FilteredRelation, JSONField, Q
from django.db.models.expressions import RawSQL

from community.forum.enums import Follow
from community.forum.models import Category, Topic
from community.forum.rules import categories_for
from community.organisations.enums import Audience
from community.organisations.models import Membership
from community.organisations.rules import current_memberships

# How he stands in a category, in the forum and with tags, as one column: joins of the ORM's making
# would take longer to write than to answer.
MINE = """
jsonb_build_object(
  'level', (SELECT level FROM community_categoryreader AS theirs
    WHERE theirs.user_id = %s AND theirs.category_id = community_category.id),
  'read_until', (SELECT read_until FROM community_categoryreader AS theirs
    WHERE theirs.user_id = %s AND theirs.category_id = community_category.id),
  'here', (SELECT to_jsonb(here) FROM community_forumreader AS here WHERE here.user_id = %s),
  'tags', (SELECT jsonb_object_agg(tag, level) FROM community_tagfollower WHERE user_id = %s))
"""
VISIT = timedelta(minutes=30)
"""A visit ends after this long without a page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One person (or a visitor) and the categories he reads, in their order.

    A category is muted by his own word, or quiet: muted for whoever chose nothing, which a level of
    a topic or tag of his own overrides.
    """

    user: Any
    categories: list[Category]
    known_since: datetime | None = None
    last_visit_at: datetime | None = None
    tags: dict[str, int] = field(default_factory=dict)

    @property
    def by_key(self) -> dict[int, Category]:
        return {each.pk: each for each in self.categories}

    @property
    def memberships(self) -> Sequence[Membership]:
        return current_memberships(self.user)

    @property
    def loud(self) -> list[int]:
        """Of which he hears by itself."""
        return [each.pk for each in self.categories if _is_loud(each)]

    @property
    def quiet(self) -> list[int]:
        """Of which he hears what he chose of it."""
        return [each.pk for each in self.categories if _is_quiet(each)]

    @property
    def muted_tags(self) -> list[str]:
        return [tag for tag, level in self.tags.items() if level == Follow.MUTED]

    @property
    def followed_tags(self) -> list[str]:
        return [tag for tag, level in self.tags.items() if level >= Follow.TRACKED]

    def is_muted(self, category: Category, level: int | None, tags: Collection[str]) -> bool:
        """Whether he hears nothing of such a topic: muted wins, then his own level, then others'."""
        own = category.own_level  # type: ignore[attr-defined]
        if Follow.MUTED in (level, own) or not set(tags).isdisjoint(self.muted_tags):
            return True
        if level is not None or own is not None or category.follow != Follow.MUTED:
            return False
        return set(tags).isdisjoint(self.followed_tags)

    def heard(self) -> Q:
        """`is_muted` turned round, as a filter for topics with his own row beside them."""
        heard = Q(category__in=self.loud)
        if self.quiet:
            chosen = Q(mine__level__isnull=False) | Q(tags__overlap=self.followed_tags)
            heard |= Q(category__in=self.quiet) & chosen
        heard &= Q(mine__level__isnull=True) | Q(mine__level__gte=Follow.NORMAL)
        muted = self.muted_tags
        return heard & ~Q(tags__overlap=muted) if muted else heard

    def is_unread(self, row: Any) -> bool:
        """Of a topic as `lists.Row` or `topics.Page` carries it."""
        if row.is_muted or (row.last_read or 0) >= row.highest:
            return False
        if row.is_behind:
            return True
        until = self.by_key[row.category_id].read_until  # type: ignore[attr-defined]
        known = max(filter(None, (self.known_since, until)), default=None)
        return known is not None and row.bumped_at > known


def _is_loud(category: Any) -> bool:
    return bool(category.follow if category.own_level is None else category.own_level)


def _is_quiet(category: Any) -> bool:
    return category.own_level is None and category.follow == Follow.MUTED


def reading_of(user: Any) -> Reading:
    """By one question, whoever it is and however many categories there are."""
    rows = categories_for(user).filter(is_archived=False)
    if not user.is_authenticated:
        open_ones: list[Any] = list(rows)
        for each in open_ones:
            each.own_level = each.read_until = None
        return Reading(user, open_ones)
    found: list[Any] = list(rows.annotate(mine=RawSQL(MINE, [user.pk] * 4, JSONField())))  # noqa: S611 - values are parameters
    if not found:
        return Reading(user, [])
    for each in found:
        stands = each.mine
        each.own_level, each.read_until = stands["level"], moment_of(stands["read_until"])
    here = stands["here"] or {}
    known, last = moment_of(here.get("known_since")), moment_of(here.get("last_visit_at"))
    return Reading(user, found, known, last, stands["tags"] or {})


def moment_of(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def beside(reading: Reading, topics: Any) -> Any:
    """These topics, each with the reader's own row beside it as `mine`."""
    key = reading.user.pk if reading.user.is_authenticated else None
    return topics.annotate(mine=FilteredRelation("readers", condition=Q(readers__user=key)))


def readable(reading: Reading) -> Any:
    """The topics of the categories that he reads, those of closed ones left out."""
    return Topic.objects.shown().filter(category__in=[each.pk for each in reading.categories])


def is_open_to_all(category: Category) -> bool:
    return category.audience == Audience.PUBLIC
