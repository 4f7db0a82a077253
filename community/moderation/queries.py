"""Reading the queue, one item of it, and the decisions that were made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from community.moderation.enums import FlagOutcome, Ground, Measure, Why
from community.moderation.models import (
    Appeal,
    CannedReason,
    Decision,
    Flag,
    Restriction,
    ReviewItem,
    ReviewItemQuerySet,
)
from community.moderation.rules import decisions_for, items_for
from community.moderation.suspicion import hosts_in, words_of
from community.moderation.things import Line, Thing, find, find_all, kinds

EARLIER = 5
SHOWN_FLAGS = 50
MOST_HIDDEN = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue, with the thing as it is now."""

    item: ReviewItem
    thing: Thing | None
    label: str

    @property
    def signs(self) -> list[Any]:
        return words_of(self.item.signs)


def queue(user: Any, *, why: str = "", kind: str = "", mine: bool = False) -> ReviewItemQuerySet:
    """What waits for this moderator, the gravest first."""
    rows = items_for(user).open().select_related("claimed_by", "author", "group", "appeal")
    if why:
        rows = rows.filter(why=why)
    if kind:
        rows = rows.filter(kind=kind)
    if mine:
        rows = rows.filter(claimed_by=user.pk)
    seen: ReviewItemQuerySet = rows.annotate(
        flagged=Count("flags", filter=Q(flags__outcome=FlagOutcome.OPEN))
    )
    return seen.in_order()


def waiting(user: Any) -> ReviewItemQuerySet:
    """The same without its things: for figures and short lists."""
    rows: ReviewItemQuerySet = items_for(user).open()
    return rows.in_order()


def decided(user: Any) -> Any:
    rows = decisions_for(user).select_related("made_by", "organisation", "author")
    return rows.order_by("-made_at", "-pk")


def with_things(items: Iterable[ReviewItem]) -> list[Row]:
    """The same with what each is about: one question for each kind of thing."""
    held = list(items)
    things = find_all({(each.kind, each.object_id) for each in held})
    return [
        Row(each, things.get((each.kind, each.object_id)), label_of(each.kind)) for each in held
    ]


def label_of(kind: str) -> str:
    return str(kinds.get(kind).label) if kind in kinds else kind


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a moderator needs to judge one item."""

    item: ReviewItem
    thing: Thing | None
    label: str
    context: Sequence[Line]
    flags: Sequence[Flag]
    signs: Sequence[Any]
    of_thing: Sequence[Decision]
    of_author: Sequence[Decision]
    restriction: Restriction | None
    appeal: Appeal | None

    @property
    def is_appeal(self) -> bool:
        return self.item.why == Why.APPEAL


def dossier(item: ReviewItem) -> Dossier:
    thing = find(item.kind, item.object_id)
    flags = Flag.objects.filter(item=item).exclude(outcome=FlagOutcome.WITHDRAWN)
    rows = Decision.objects.select_related("made_by")
    author = item.author_id
    about = rows.restricting().filter(author=author).exclude(
        kind=item.kind, object_id=item.object_id
    ) if author else rows.none()  # fmt: skip
    standing = Restriction.objects.standing().filter(user=author).first() if author else None
    appeal = Appeal.objects.filter(item=item).select_related("decision__made_by").first()
    return Dossier(
        item=item, thing=thing, label=label_of(item.kind),
        context=kinds.get(item.kind).context(item.object_id) if item.kind in kinds else (),
        flags=list(flags.select_related("reporter")[:SHOWN_FLAGS]), signs=words_of(item.signs),
        of_thing=list(rows.filter(kind=item.kind, object_id=item.object_id)[:EARLIER]),
        of_author=list(about[:EARLIER]), restriction=standing, appeal=appeal,
    )  # fmt: skip


def decisions_about(user: Any) -> Any:
    """What was decided about what this person wrote."""
    rows = Decision.objects.about(user).select_related("appeal", "reversed_by", "reverses")
    return rows.order_by("-made_at", "-pk")


def flags_by(user: Any) -> Any:
    """What this person flagged."""
    rows = Flag.objects.filter(reporter=user.pk).select_related("decision")
    return rows.order_by(F("settled_at").desc(nulls_first=True), "-pk")


def canned_reasons() -> Sequence[CannedReason]:
    return list(CannedReason.objects.filter(is_archived=False))


def flagged_hosts() -> set[str]:
    """Websites to which something led that was hidden in the last year, and is so still."""
    since = timezone.now() - timedelta(days=365)
    rows = Decision.objects.filter(
        measure__in=(Measure.HIDE, Measure.RESTRICT), made_at__gt=since, reversed_by=None,
        words__contains="://", ground__in=(Ground.RULES, Ground.LAW),
    ).order_by("-made_at")  # fmt: skip
    return set().union(*map(hosts_in, rows.values_list("words", flat=True)[:MOST_HIDDEN]))
