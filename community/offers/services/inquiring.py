"""A bestuur asks a provider, has work done, and says what it thinks of it."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.conversations.services import start_conversation
from community.conversations.services.values import Refused as Unspoken
from community.kit.pace import within_pace
from community.moderation.rules import demand_may_write
from community.offers import telling
from community.offers.enums import InquiryState, ReviewState
from community.offers.models import Review, ServiceInquiry, ServiceOffer
from community.offers.queries import hands_of
from community.offers.rules import may_review, speaks_for_government, speaks_for_provider
from community.offers.services.values import Refused
from community.organisations.models import Organisation
from community.organisations.rules import is_member
from community.verbs import (
    INQUIRY_CLOSED,
    INQUIRY_OPENED,
    REVIEW_ANSWERED,
    REVIEW_GIVEN,
    REVIEW_HIDDEN,
    WORK_SAID,
)

A_DAY = 24 * 60 * 60
MOST_A_DAY = 10
GOVERNMENT, PROVIDER = "bestuur", "aanbieder"
LONGEST_SUBJECT = 140


def inquire(
    *, offer: ServiceOffer, organisation: Organisation, asker: User, text: str, token: uuid.UUID
) -> ServiceInquiry:
    """Ask a provider: opens the conversation in which he may answer. The same form twice is one."""
    if not organisation.is_government or not is_member(asker, organisation):
        raise Refused(_("Een aanvraag doet u voor een bestuur waarvoor u werkt."))
    known = ServiceInquiry.objects.filter(token=token, asker=asker).first()
    if known is not None:
        return known
    demand_may_write(asker, Refused, "text")
    if not within_pace(f"inquiry:{asker.pk}", most=MOST_A_DAY, seconds=A_DAY):
        raise Refused(_("U deed vandaag al veel aanvragen. Ga morgen verder."))
    with transaction.atomic():
        held = ServiceOffer.objects.select_for_update(of=("self",)).select_related("organisation")
        card = held.get(pk=offer.pk)
        # Now that its twin, if it was sent at this moment too, has come to an end.
        known = ServiceInquiry.objects.filter(token=token, asker=asker).first()
        if known is not None:
            return known
        people = hands_of(card.organisation)
        if not card.is_published or not people:
            raise Refused(_("Deze dienst wordt niet meer aangeboden."))
        try:
            talk = start_conversation(
                starter=asker, recipients=people, subject=card.title[:LONGEST_SUBJECT],
                source=text, about=f"offers.offer:{card.pk}", is_relayed=True, submission=token,
            )  # fmt: skip
        except Unspoken as refusal:
            raise Refused(str(refusal)) from refusal
        inquiry: ServiceInquiry = ServiceInquiry.objects.create(
            offer=card, organisation=organisation, asker=asker, text=text, token=token,
            conversation=talk, is_demo=asker.is_demo,
        )  # fmt: skip
        telling.tell_inquiry(inquiry, people)
        record(
            INQUIRY_OPENED, organisation=organisation, actor=asker, subject=inquiry, offer=card.pk
        )
    return inquiry


def say_worked(
    *, inquiry: ServiceInquiry, actor: User, began_on: date | None = None,
    ended_on: date | None = None, is_reference: bool | None = None,
) -> ServiceInquiry:  # fmt: skip
    """One side says that the work was done; it counts once both did. Only the bestuur says when, and
    whether it may be named."""
    with transaction.atomic():
        held = _held(inquiry)
        by_government = speaks_for_government(actor, held)
        if not by_government and not speaks_for_provider(actor, held):
            raise Refused(_("Alleen het bestuur en de aanbieder bevestigen het werk."))
        if held.state != InquiryState.OPEN:
            return held
        if by_government:
            _note_period(held, began_on, ended_on)
            held.is_reference = bool(is_reference)
            held.government_said_at = held.government_said_at or timezone.now()
        else:
            held.provider_said_at = held.provider_said_at or timezone.now()
        if held.government_said_at and held.provider_said_at:
            held.state = InquiryState.WORKED
        held.save()
        telling.tell_worked(held, by_government=by_government)
        record(
            WORK_SAID, organisation=held.organisation, actor=actor, subject=held,
            side=GOVERNMENT if by_government else PROVIDER, worked=held.is_worked,
        )  # fmt: skip
    return held


def _note_period(inquiry: ServiceInquiry, began_on: date | None, ended_on: date | None) -> None:
    if began_on is None or ended_on is None or ended_on < began_on:
        raise Refused(_("Zeg wanneer het werk begon en eindigde."))
    if ended_on > timezone.localdate():
        raise Refused(_("Het werk is nog niet voorbij: bevestig het na de laatste dag."))
    inquiry.began_on, inquiry.ended_on = began_on, ended_on


def close_inquiry(*, inquiry: ServiceInquiry, actor: User) -> ServiceInquiry:
    """It came to nothing; the conversation stays."""
    with transaction.atomic():
        held = _held(inquiry)
        if not speaks_for_government(actor, held) and not speaks_for_provider(actor, held):
            raise Refused(_("Alleen het bestuur en de aanbieder sluiten een aanvraag."))
        if held.state == InquiryState.OPEN:
            held.state = InquiryState.CLOSED
            held.save(update_fields=("state",))
            record(INQUIRY_CLOSED, organisation=held.organisation, actor=actor, subject=held)
    return held


def review(
    *, inquiry: ServiceInquiry, actor: User, quality: int, timing: int, contact: int, words: str
) -> Review:
    """What the bestuur thinks of work that both confirmed; one for each work, kept for ever."""
    with transaction.atomic():
        held = _held(inquiry)
        if not may_review(actor, held):
            raise Refused(
                _("Een beoordeling kan één keer, nadat u en de aanbieder het werk bevestigden.")
            )
        demand_may_write(actor, Refused, "words")
        made: Review = Review.objects.create(
            inquiry=held, author=actor, quality=quality, timing=timing, contact=contact, words=words
        )
        telling.tell_review(made)
        record(REVIEW_GIVEN, organisation=held.organisation, actor=actor, subject=made)
    return made


def answer_review(*, review: Review, actor: User, answer: str) -> Review:
    """The provider's word beside it, once."""
    with transaction.atomic():
        rows = Review.objects.select_for_update(of=("self",))
        held = rows.select_related("inquiry__offer__organisation").get(pk=review.pk)
        if not speaks_for_provider(actor, held.inquiry) or held.answer:
            raise Refused(_("Alleen de aanbieder antwoordt op een beoordeling, en één keer."))
        demand_may_write(actor, Refused, "answer")
        held.answer, held.answered_at, held.answered_by = answer, timezone.now(), actor
        held.save(update_fields=("answer", "answered_at", "answered_by"))
        record(
            REVIEW_ANSWERED, organisation=held.inquiry.offer.organisation, actor=actor, subject=held
        )
    return held


def hide_review(*, review: Review, actor: User | None, hidden: bool) -> None:
    """By a decision of moderation, in its transaction."""
    state = ReviewState.HIDDEN if hidden else ReviewState.SHOWN
    with transaction.atomic():
        if Review.objects.filter(pk=review.pk).exclude(state=state).update(state=state):
            record(REVIEW_HIDDEN, actor=actor, subject=review, hidden=hidden)


def _held(inquiry: ServiceInquiry) -> ServiceInquiry:
    rows = ServiceInquiry.objects.select_for_update(of=("self",))
    found: ServiceInquiry = rows.select_related(
        "organisation", "offer__organisation", "asker", "review"
    ).get(pk=inquiry.pk)
    return found
