"""Deciding on a thing: done, said to whom it concerns, and kept for ever."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.services import record
from community.moderation.enums import (
    RESTRICTING,
    TOLD,
    FlagOutcome,
    Found,
    Measure,
    ThingState,
    Why,
)
from community.moderation.models import Decision, Flag, Restriction, ReviewItem
from community.moderation.refusing import Refused
from community.moderation.rules import may_judge
from community.moderation.services.queueing import close
from community.moderation.services.values import Reasons
from community.moderation.telling import tell_decided, tell_outcome
from community.moderation.things import Thing, find, kinds
from community.moderation.wording import redress_of, scope_of
from community.organisations.rules import is_editor
from community.trust.houserules import VERSION
from community.verbs import DECIDED, DECISION_REVERSED

ALLOWED = {
    ThingState.SHOWN: (Measure.NONE, Measure.HIDE, Measure.WARN, Measure.RESTRICT),
    ThingState.WAITING: (Measure.SHOW, Measure.HIDE, Measure.RESTRICT),
    ThingState.HIDDEN: (Measure.NONE, Measure.RESTORE),
    ThingState.GONE: (Measure.NONE,),
}
"""What can be decided of a thing in each state; see `allowed`."""
HIDING = (Measure.HIDE, Measure.RESTRICT)
FOUND = {Why.FLAG: Found.FLAG, Why.FIRST: Found.REVIEW, Why.SUSPECT: Found.SYSTEM}


def decide(
    *, item: ReviewItem, moderator: Any, reasons: Reasons, submission: UUID, seen: str = ""
) -> Decision:
    """Decide on what waits in the queue, and close it. The same form again gives the same decision.

    `seen` is the fingerprint of the thing as the moderator read it. Refused when a colleague was first
    or has it now, when it is one's own post or flag, and when the thing says something else by now
    or does not allow the measure any more.
    """
    with transaction.atomic():
        held: ReviewItem = ReviewItem.objects.select_for_update().get(pk=item.pk)
        known = Decision.objects.filter(submission=submission).first()
        if known is not None:
            return known
        _demand(held, moderator, reasons)
        thing = find(held.kind, held.object_id)
        demand_seen(thing, seen)
        _demand_measure(thing, reasons)
        found = FOUND.get(Why(held.why), reasons.found)
        decision = write(
            kind=held.kind, pk=held.object_id, thing=thing, moderator=moderator, reasons=reasons,
            found=found, submission=submission, item=held,
        )  # fmt: skip
        _act(decision, thing)
        _settle_flags(decision)
        close(held)
    return decision


def note(
    *, kind: str, pk: int, moderator: Any, reasons: Reasons, submission: UUID,
    reverses: Decision | None = None,
) -> tuple[Decision, bool]:  # fmt: skip
    """Keep a decision that the caller carries out himself in the same transaction, such as the
    closing of a topic. Returns it, and whether it is new: the same form again is not."""
    known = Decision.objects.filter(submission=submission).first()
    if known is not None:
        return known, False
    decision = write(
        kind=kind, pk=pk, thing=find(kind, pk), moderator=moderator, reasons=reasons,
        found=reasons.found, submission=submission, reverses=reverses,
    )  # fmt: skip
    return decision, True


def reverse(*, decision: Decision, moderator: Any, explanation: str, submission: UUID) -> Decision:
    """Take a decision back by a new one. Taken back already, it gives that one."""
    with transaction.atomic():
        Decision.objects.select_for_update().get(pk=decision.pk)
        known: Decision | None = Decision.objects.filter(reverses=decision).first()
        if known is not None:
            return known
        reasons = Reasons(
            _back_of(decision.measure), facts=decision.facts, explanation=explanation,
            article=decision.article, ground=decision.ground, found=decision.found,
        )  # fmt: skip
        thing = find(decision.kind, decision.object_id)
        made = write(
            kind=decision.kind, pk=decision.object_id, thing=thing, moderator=moderator,
            reasons=reasons, found=decision.found, submission=submission, item=decision.item,
            reverses=decision,
        )  # fmt: skip
        _act(made, thing)
    return made


def write(
    *, kind: str, pk: int, thing: Thing | None, moderator: Any, reasons: Reasons, found: str,
    submission: UUID, item: ReviewItem | None = None, reverses: Decision | None = None,
) -> Decision:  # fmt: skip
    """The row, the trail, and the statement to whom it takes something from."""
    author = thing.author if thing else reverses.author if reverses else None
    made = Decision(
        kind=kind, object_id=pk, item=item, measure=reasons.measure, until=reasons.until,
        facts=reasons.facts.strip(), found=found, ground=reasons.ground,
        article=reasons.article.strip(), explanation=reasons.explanation.strip(),
        rules_version=VERSION, author=author, reverses=reverses, made_by=moderator,
        submission=submission, title=(thing.title if thing else "")[:200],
        words=thing.words if thing else "", organisation=thing.organisation if thing else None,
        group_id=thing.group_id if thing else None,
    )  # fmt: skip
    made.scope = scope_of(made, thing)[:200]
    made.redress = redress_of(made)
    made.save(force_insert=True)
    record(
        DECISION_REVERSED if reverses else DECIDED, actor=moderator, subject=made,
        organisation=made.organisation, kind=kind, object=pk, measure=str(made.measure),
        ground=str(made.ground), found=str(made.found),
    )  # fmt: skip
    if made.measure in TOLD or reverses is not None:
        tell_decided(made, thing)
    return made


def _demand(item: ReviewItem, moderator: Any, reasons: Reasons) -> None:
    if not item.is_open:
        raise Refused(_("Een collega besliste hier intussen over."))
    if item.why == Why.APPEAL or not may_judge(moderator, item):
        raise Refused(_("Hierover beslist een andere moderator."))
    if item.is_claimed_by_other(moderator):
        raise Refused(_("Een collega bekijkt dit nu. Kies een ander, of wacht een halfuur."))
    if reasons.measure == Measure.RESTRICT and not is_editor(moderator):
        raise Refused(_("Alleen de redactie kan iemand het schrijven ontzeggen."))


def demand_seen(thing: Thing | None, seen: str) -> None:
    """Refused when the thing says something else than what its moderator read; "" asks nothing."""
    if seen and thing is not None and thing.fingerprint != seen:
        raise Refused(_("De schrijver wijzigde dit intussen. Lees het opnieuw en beslis dan."))


def allowed(thing: Thing | None) -> tuple[Measure, ...]:
    """What can be decided of it as it is now."""
    state = ThingState(thing.state) if thing else ThingState.GONE
    files: tuple[Measure, ...] = ()
    if thing is not None and state == ThingState.SHOWN:
        files = (Measure.UNFILE,) * bool(thing.files) + (Measure.REFILE,) * thing.lacks_files
    return (*ALLOWED[state], *files)


def _demand_measure(thing: Thing | None, reasons: Reasons) -> None:
    if reasons.measure not in allowed(thing):
        raise Refused(_("Dit is intussen veranderd. Kijk het opnieuw na en kies opnieuw."))
    if reasons.until is not None and reasons.until <= timezone.now():
        raise Refused(_("Kies een einddatum in de toekomst."))


def _back_of(measure: str) -> Measure:
    return {
        Measure.HIDE: Measure.RESTORE, Measure.RESTRICT: Measure.LIFT, Measure.LOCK: Measure.UNLOCK,
        Measure.UNFILE: Measure.REFILE,
    }.get(Measure(measure), Measure.WITHDRAW)  # fmt: skip


def _act(decision: Decision, thing: Thing | None) -> None:
    """Carry it out. What is gone meanwhile needs nothing."""
    measure = decision.measure
    if measure == Measure.RESTRICT and decision.author is not None and decision.until:
        Restriction.objects.create(user=decision.author, decision=decision, until=decision.until)
    if measure == Measure.LIFT:
        rows = Restriction.objects.filter(decision=decision.reverses, lifted_at=None)
        rows.update(lifted_at=timezone.now())
    if thing is None or thing.state == ThingState.GONE:
        return
    if measure in HIDING:
        kinds.get(thing.kind).hide(thing.pk, decision)
    elif measure in (Measure.SHOW, Measure.RESTORE, Measure.LIFT):
        kinds.get(thing.kind).restore(thing.pk, decision)
    elif measure == Measure.UNLOCK:
        kinds.get(thing.kind).unlock(thing.pk, decision)
    elif measure == Measure.UNFILE:
        kinds.get(thing.kind).unfile(thing.pk, decision)
    elif measure == Measure.REFILE:
        kinds.get(thing.kind).refile(thing.pk, decision)


def _settle_flags(decision: Decision) -> None:
    """Whoever flagged it hears what became of that."""
    acted = decision.measure in RESTRICTING
    outcome = FlagOutcome.FOLLOWED if acted else FlagOutcome.DISMISSED
    flags = list(Flag.objects.open().filter(item=decision.item).select_related("reporter"))
    Flag.objects.filter(pk__in=[each.pk for each in flags]).update(
        outcome=outcome, decision=decision, settled_at=timezone.now()
    )
    for each in flags:
        each.outcome = outcome
        tell_outcome(each, decision)
