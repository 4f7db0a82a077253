"""Closing, pinning and moving topics: each with a decision that says why."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from community.forum.enums import TOPIC_KIND
from community.forum.models import Category, Topic
from community.forum.services.counting import recount, recount_category
from community.forum.services.hiding import locked_topic, open_topic, tell_by_decision
from community.forum.services.values import Refused
from community.forum.services.writing import tell_topic
from community.moderation.enums import Ground, Measure
from community.moderation.models import Decision
from community.moderation.services import Reasons, note
from community.verbs import TOPIC_LOCKED, TOPIC_MOVED, TOPIC_PINNED


def lock_topic(*, topic: Topic, moderator: Any, reasons: Reasons, submission: UUID) -> Topic:
    """No post may be added any more; who began it gets the reasons. Done already, nothing changes."""
    with transaction.atomic():
        held = demand_standing(topic)
        if held.is_locked:
            return held
        decision, is_new = note(
            kind=TOPIC_KIND, pk=held.pk, moderator=moderator, reasons=reasons, submission=submission
        )
        if is_new:
            held.locked_at = decision.made_at
            held.save(update_fields=("locked_at",))
            tell_by_decision(TOPIC_LOCKED, held, decision)
    return held


def unlock_topic(*, topic: Topic, moderator: Any, submission: UUID) -> Topic:
    """Open again; the decision that closed it is taken back."""
    with transaction.atomic():
        held = demand_standing(topic)
        if not held.is_locked:
            return held
        rows = Decision.objects.filter(kind=TOPIC_KIND, object_id=held.pk, measure=Measure.LOCK)
        closing = rows.filter(reversed_by=None).order_by("-made_at").first()
        reasons = Reasons(Measure.UNLOCK, ground=Ground.ORDER)
        decision, is_new = note(
            kind=TOPIC_KIND, pk=held.pk, moderator=moderator, reasons=reasons, submission=submission,
            reverses=closing,
        )  # fmt: skip
        if is_new:
            open_topic(held.pk, decision)
            held.locked_at = None
    return held


def pin_topic(*, topic: Topic, moderator: Any, until: datetime | None) -> Topic:
    """On top of its category until a moment; None takes it down. It takes nothing from anybody."""
    with transaction.atomic():
        held = demand_standing(topic)
        if held.pinned_until == until:
            return held
        held.pinned_until = until
        held.save(update_fields=("pinned_until",))
        tell_topic(TOPIC_PINNED, held, actor=moderator, pinned=until is not None)
    return held


def move_topic(
    *, topic: Topic, category: Category, moderator: Any, reason: str, submission: UUID
) -> Topic:
    """Into another category, whose readers read it from now on. The caller has asked whether he may
    moderate in both, and has warned when other people will read it."""
    with transaction.atomic():
        held = demand_standing(topic)
        if held.category_id == category.pk:
            return held
        reasons = Reasons(Measure.MOVE, explanation=reason, ground=Ground.ORDER)
        decision, is_new = note(
            kind=TOPIC_KIND, pk=held.pk, moderator=moderator, reasons=reasons, submission=submission
        )
        if not is_new:
            return held
        before = held.category_id
        held.category = category
        held.save(update_fields=("category",))
        held = recount(held)
        recount_category(before)
        tell_by_decision(TOPIC_MOVED, held, decision, was=before)
    return held


def demand_standing(topic: Topic) -> Topic:
    """The topic, held; Refused when it went into another or is gone."""
    held = locked_topic(topic.pk)
    if held is None or held.merged_into_id is not None:
        raise Refused(_("Dit onderwerp is intussen samengevoegd met een ander."), "")
    return held
