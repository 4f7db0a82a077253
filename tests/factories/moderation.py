"""Flags, decisions and the reasons for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from community.moderation.enums import Found, Ground, Measure, Why
from community.moderation.models import Decision, Restriction, ReviewItem
from community.moderation.services import Reasons, claim, decide, flag, put

POST = "community.post"


def reasons(measure: str = Measure.HIDE, **fields: Any) -> Reasons:
    given = {
        "facts": "U noemt een prijs en een bestelformulier.",
        "explanation": "Niemand vroeg naar een aanbod.",
        "article": "art. 5 (Geen reclame)", "ground": Ground.RULES,
    } | fields  # fmt: skip
    return Reasons(measure, **given)


def flagged(post: Any, reporter: Any, reason: str = "spam", words: str = "") -> ReviewItem:
    """In the queue, because this person flagged it."""
    return flag(kind=POST, pk=post.pk, reporter=reporter, reason=reason, words=words).item


def decided(
    post: Any, moderator: Any, measure: str = Measure.HIDE, *, item: ReviewItem | None = None,
    **fields: Any,
) -> Decision:  # fmt: skip
    """A decision on a post, out of the queue."""
    held = item or put(kind=POST, pk=post.pk, why=Why.OWN)
    claim(item=held, moderator=moderator)
    return decide(
        item=held, moderator=moderator, reasons=reasons(measure, **fields), submission=uuid4()
    )


def silenced(user: Any, days: int = 7) -> Restriction:
    """That this person may not write for so many days."""
    until = timezone.now() + timedelta(days=days)
    decision = Decision.objects.create(
        kind=POST, object_id=1, measure=Measure.RESTRICT, until=until, author=user,
        found=Found.OWN, ground=Ground.RULES, article="art. 5 (Geen reclame)",
        facts="U bleef adverteren.", explanation="Dat mag hier niet.", redress="Vraag bezwaar aan.",
    )  # fmt: skip
    made: Restriction = Restriction.objects.create(user=user, decision=decision, until=until)
    return made
