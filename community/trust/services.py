"""Rising and falling: by rule, or because an editor said so."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from community.trust import criteria
from community.trust.criteria import GRACE, Counts
from community.trust.enums import Level
from community.trust.houserules import VERSION
from community.trust.models import RulesRead, Standing
from community.trust.queries import level_of, levels_of
from community.trust.telling import tell_level
from community.verbs import LEVEL_CHANGED, RULES_READ

BATCH = 500


def read_rules(*, user: Any) -> None:
    """He says that he read the house rules as they are now."""
    with transaction.atomic():
        known = RulesRead.objects.filter(user=user, version=VERSION).exists()
        if known:
            return
        RulesRead.objects.update_or_create(
            user=user, defaults={"version": VERSION, "at": timezone.now()}
        )
        record(RULES_READ, actor=user, subject=user, version=VERSION)
    promote_due(users=[user.pk])


def set_level(*, user: User, level: int, reason: str, editor: Any) -> Standing:
    """An editor says so: no rule moves it until it is handed back."""
    with transaction.atomic():
        before = _locked_level(user)
        row, _made = Standing.objects.update_or_create(
            user=user,
            defaults={
                "level": level, "since": timezone.now(), "is_assigned": True,
                "reason": reason.strip(), "assigned_by": editor, "below_since": None,
            },
        )  # fmt: skip
        if before != level or _made:
            _changed(user, before, level, editor=editor)
    return row


def hand_back(*, user: User, editor: Any) -> Level:
    """Take an assigned level back: what the person did decides again, at once."""
    with transaction.atomic():
        before = _locked_level(user)
        if not Standing.objects.filter(user=user, is_assigned=True).delete()[0]:
            return before
        counts = criteria.counted([user.pk])
        after = _by_rule(user.pk, level_of(_anew(user)), counts)
        if after != level_of(_anew(user)):
            Standing.objects.create(user=user, level=after)
        _changed(user, before, after, editor=editor)
    return after


def promote_due(*, users: Collection[int] | None = None) -> int:
    """Move everybody whose doings say so; run twice, or cut off, it moves nobody twice.

    Nobody rises twice in one run, who was assigned a level keeps it, and who falls below what keeps his
    level has sixty days.
    """
    rows = User.objects.filter(is_active=True, memberships__left_at=None)
    if users is not None:
        rows = rows.filter(pk__in=users)
    keys = sorted(set(rows.values_list("pk", flat=True)))
    moved = 0
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        counts = criteria.counted(part)
        levels = levels_of(part)
        for each in part:
            if _due(each, levels[each], counts):
                moved += _move(each, counts)
    return moved


def _due(user: int, level: Level, counts: Counts) -> bool:
    """A cheap look, before a row is locked."""
    if level == Level.SHARER:
        below = not criteria.keeps_sharing(counts, user)
        return below or Standing.objects.filter(user=user, below_since__isnull=False).exists()
    return level != Level.EXPERT and _by_rule(user, level, counts) != level


def _move(key: int, counts: Counts) -> int:
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=key)
        row = Standing.objects.filter(user=user).first()
        if row is not None and row.is_assigned:
            return 0
        before = level_of(user)
        after = _by_rule(key, before, counts)
        if row is not None and before == Level.SHARER:
            after = _after_grace(row, counts)
        if after == before:
            return 0
        Standing.objects.update_or_create(
            user=user, defaults={"level": after, "since": timezone.now(), "below_since": None}
        )
        _changed(user, before, after)
    return 1


def _by_rule(user: int, level: Level, counts: Counts) -> Level:
    """One step at most."""
    if level == Level.NEW and criteria.may_join(counts, user):
        return Level.PARTICIPANT
    if level == Level.PARTICIPANT and criteria.shares(counts, user):
        return Level.SHARER
    return level


def _after_grace(row: Standing, counts: Counts) -> Level:
    now, before = timezone.now(), row.below_since
    if criteria.keeps_sharing(counts, row.user_id):
        row.below_since = None
    elif before is None:
        row.below_since = now
    elif now - before > GRACE:
        return Level.PARTICIPANT
    if row.below_since != before:
        row.save(update_fields=("below_since",))
    return Level.SHARER


def _locked_level(user: User) -> Level:
    return level_of(User.objects.select_for_update().get(pk=user.pk))


def _anew(user: User) -> User:
    return User.objects.get(pk=user.pk)


def _changed(user: User, before: int, after: int, editor: Any = None) -> None:
    activity = record(
        LEVEL_CHANGED, actor=editor, subject=user, before=int(before), after=int(after),
        assigned=editor is not None,
    )  # fmt: skip
    tell_level(user, before, after, key=f"level:{activity.pk}")
