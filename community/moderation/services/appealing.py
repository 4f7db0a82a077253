"""Going against a decision, and looking at it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.services import record
from community.moderation.enums import AppealOutcome, Gravity, Why
from community.moderation.models import ANSWER_WITHIN, Appeal, Decision, ReviewItem
from community.moderation.refusing import Refused
from community.moderation.rules import judged_before, may_judge, others_than
from community.moderation.services.deciding import reverse
from community.moderation.services.queueing import close
from community.moderation.telling import tell_appeal_answered, tell_waiting
from community.moderation.things import find
from community.verbs import APPEAL_SETTLED, APPEALED


def appeal(*, decision: Decision, user: Any, words: str) -> Appeal:
    """Ask for another look, within half a year; asked twice it is one appeal."""
    with transaction.atomic():
        held = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        known: Appeal | None = Appeal.objects.filter(decision=held).first()
        if known is not None:
            return known
        _demand_open(held, user)
        item = ReviewItem.objects.create(
            kind=held.kind, object_id=held.object_id, why=Why.APPEAL, gravity=Gravity.PRESSING,
            author=user, group_id=held.group_id, for_editors=True,
        )  # fmt: skip
        made = Appeal.objects.create(
            decision=held, item=item, words=words.strip(), due_at=timezone.now() + ANSWER_WITHIN
        )
        record(APPEALED, actor=user, subject=held, organisation=held.organisation)
        tell_waiting(item, find(held.kind, held.object_id))
    return made


def settle_appeal(
    *, appeal: Appeal, moderator: Any, overturns: bool, answer: str, same_because: str = "",
    submission: UUID,
) -> Appeal:  # fmt: skip
    """Answer it. Overturned, the decision is taken back. Answered already, nothing changes.

    Who decided does not judge himself, unless there is nobody else; then he says so.
    """
    with transaction.atomic():
        item = ReviewItem.objects.select_for_update().get(pk=appeal.item_id)
        held = Appeal.objects.select_related("decision").get(pk=appeal.pk)
        if not held.is_open:
            return held
        _demand_judge(held, item, moderator, same_because)
        held.outcome = AppealOutcome.OVERTURNED if overturns else AppealOutcome.KEPT
        held.answer, held.same_because = answer.strip(), same_because.strip()
        held.decided_by, held.decided_at = moderator, timezone.now()
        held.save()
        if overturns:
            reverse(
                decision=held.decision, moderator=moderator, explanation=held.answer,
                submission=submission,
            )  # fmt: skip
        close(item)
        record(
            APPEAL_SETTLED, actor=moderator, subject=held.decision,
            organisation=held.decision.organisation, outcome=str(held.outcome),
        )  # fmt: skip
        tell_appeal_answered(held)
    return held


def _demand_open(decision: Decision, user: Any) -> None:
    if decision.author_id != user.pk or not decision.is_restricting:
        raise Refused(_("Tegen deze beslissing kunt u geen bezwaar maken."))
    if timezone.now() > decision.appeal_until:
        raise Refused(_("De termijn van zes maanden is voorbij."))
    if Decision.objects.filter(reverses=decision).exists():
        raise Refused(_("Deze beslissing is intussen ingetrokken."))


def _demand_judge(appeal: Appeal, item: ReviewItem, moderator: Any, same_because: str) -> None:
    if not may_judge(moderator, item):
        raise Refused(_("Dit bezwaar is voor een andere moderator."))
    if item.is_claimed_by_other(moderator):
        raise Refused(_("Een collega bekijkt dit nu. Kies een ander, of wacht een halfuur."))
    if not judged_before(moderator, appeal.decision):
        return
    if others_than(moderator, appeal.decision.author_id):
        raise Refused(_("U nam deze beslissing zelf. Laat een collega het bezwaar beoordelen."))
    if not same_because.strip():
        raise Refused(_("U nam deze beslissing zelf. Zeg waarom er niemand anders is."))
