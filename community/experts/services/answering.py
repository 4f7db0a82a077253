"""What people say who were asked, or who offer themselves; yes brings both together."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.conversations.models import Conversation
from community.conversations.rules import are_blocked
from community.conversations.services import start_conversation, write
from community.conversations.services.values import Refused as Unspoken
from community.experts import telling
from community.experts.enums import HelpState, Reply
from community.experts.models import ExpertProfile, HelpMatch, HelpRequest, MemberSkill
from community.experts.queries.matching import month_of
from community.experts.queries.skills import with_narrower
from community.experts.rules import may_ask_directly, may_offer_help, requests_for
from community.experts.services.values import Refused
from community.kit.pace import within_pace
from community.moderation.rules import demand_may_write
from community.verbs import EXPERT_ASKED, HELP_REPLIED

NAMES = uuid.UUID("6f1a52a4-0d0e-4c3f-9f0e-0f7b1a5d9c11")
A_DAY = 24 * 60 * 60
MOST_A_DAY = 10


def reply(*, match: HelpMatch, actor: User, said: str, words: str = "") -> HelpMatch:
    """Say yes, not now, or never about this skill. Said twice it changes nothing; a yes stays."""
    with transaction.atomic():
        request = _held(match.request_id)
        held = HelpMatch.objects.select_for_update(of=("self",)).get(pk=match.pk)
        if held.user_id != actor.pk:
            raise Refused(_("Alleen wie gevraagd werd, antwoordt."))
        if held.reply == said:
            return held
        if held.reply == Reply.YES:
            raise Refused(_("U zei al ja. Schrijf in het gesprek als u toch niet kunt."))
        if said == Reply.NEVER:
            _never_again(request, actor)
        return _note(request, held, actor, said, words)


def offer_help(*, request: HelpRequest, actor: User, words: str = "") -> HelpMatch:
    """Somebody who reads the request says that he helps, without being asked."""
    with transaction.atomic():
        held = _held(request.pk)
        known = HelpMatch.objects.filter(request=held, user=actor).first()
        if known is not None:
            return reply(match=known, actor=actor, said=Reply.YES, words=words)
        # In the same words: nobody learns that he was blocked.
        if (
            are_blocked(actor.pk, held.asker_id)
            or not may_offer_help(actor, held)
            or not requests_for(actor).filter(pk=held.pk).exists()
        ):
            raise Refused(_("U kunt voor deze hulpvraag geen hulp aanbieden."))
        now = timezone.now()
        match = HelpMatch.objects.create(
            request=held, user=actor, wave=0, month=month_of(now), asked_at=now
        )
        return _note(held, match, actor, Reply.YES, words)


def _held(pk: int) -> HelpRequest:
    rows = HelpRequest.objects.select_for_update(of=("self",)).select_related(
        "organisation", "asker"
    )
    found: HelpRequest = rows.get(pk=pk)
    if not found.is_alive:
        raise Refused(_("Deze hulpvraag is intussen afgesloten. U hoeft niets meer te doen."))
    return found


def _note(request: HelpRequest, match: HelpMatch, actor: User, said: str, words: str) -> HelpMatch:
    match.reply, match.answered_at = said, timezone.now()
    if said == Reply.YES:
        demand_may_write(actor, Refused, "words")
        match.conversation = _bring_together(request, match, actor, words)
        request.first_answer_at = request.first_answer_at or match.answered_at
        request.state = HelpState.ANSWERED
        request.save(update_fields=("first_answer_at", "state"))
        telling.tell_answered(request, match)
    match.save(update_fields=("reply", "answered_at", "conversation"))
    record(
        HELP_REPLIED, organisation=request.organisation, actor=actor, subject=request,
        reply=str(said), match=match.pk,
    )  # fmt: skip
    return match


def _bring_together(
    request: HelpRequest, match: HelpMatch, actor: User, words: str
) -> Conversation:
    """The asker's question is the first message, so it is he who lets the other write to him."""
    try:
        made = start_conversation(
            starter=request.asker, recipients=[actor], subject=request.title, source=request.text,
            about=f"experts.request:{request.pk}", is_relayed=True,
            submission=uuid.uuid5(NAMES, f"match:{match.pk}"),
        )  # fmt: skip
        if words:
            write(
                conversation=made, author=actor, source=words,
                submission=uuid.uuid5(NAMES, f"answer:{match.pk}"),
            )  # fmt: skip
    except Unspoken as refusal:
        raise Refused(str(refusal)) from refusal
    return made


def _never_again(request: HelpRequest, user: User) -> None:
    wanted = list(request.skills.values_list("pk", flat=True))
    rows = MemberSkill.objects.filter(Q(user=user) & with_narrower(wanted))
    keys = list(rows.values_list("pk", flat=True))
    MemberSkill.objects.filter(pk__in=keys).update(is_off=True, changed_at=timezone.now())


def ask_expert(
    *, profile: ExpertProfile, actor: User, subject: str, source: str, submission: uuid.UUID
) -> Conversation:
    """Write to one expert, by whom it may be and not too often; no address is shown to either."""
    if not may_ask_directly(actor, profile):
        raise Refused(_("U kunt deze persoon niet rechtstreeks iets vragen."))
    if not profile.is_available:
        raise Refused(
            _("Deze persoon is nu niet beschikbaar. Stel een hulpvraag: zij gaat naar wie wel kan.")
        )
    known = Conversation.objects.filter(started_by=actor, submission=submission).first()
    if known is not None:
        return known
    demand_may_write(actor, Refused, "source")
    if not within_pace(f"expert:{actor.pk}", most=MOST_A_DAY, seconds=A_DAY):
        raise Refused(_("U schreef vandaag al veel experts. Stel liever één hulpvraag."))
    try:
        with transaction.atomic():
            made = start_conversation(
                starter=actor, recipients=[profile.user], subject=subject, source=source,
                about=f"experts.expert:{profile.pk}", is_relayed=True, submission=submission,
            )  # fmt: skip
            record(EXPERT_ASKED, actor=actor, subject=profile)
    except Unspoken as refusal:
        raise Refused(str(refusal)) from refusal
    return made
