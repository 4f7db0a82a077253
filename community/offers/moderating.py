"""What of services can be flagged: cards, and what besturen say of work."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation.enums import ThingState
from community.moderation.models import Decision
from community.moderation.things import Moderated, Thing
from community.offers.enums import OfferState, ReviewState
from community.offers.models import Review, ServiceOffer
from community.offers.rules import offers_for
from community.offers.services import hide_review, show_offer, withdraw_offer

CARD, REVIEW = "community.offer", "community.review"


def cards(ids: Collection[int], user: Any) -> dict[int, Thing]:
    rows = ServiceOffer.objects.all() if user is None else offers_for(user).published()
    found = rows.filter(pk__in=ids).select_related("organisation", "author")
    return {each.pk: _card(each) for each in found}


def _card(row: ServiceOffer) -> Thing:
    return Thing(
        kind=CARD, pk=row.pk, title=row.title, words=f"{row.summary}\n\n{row.text}",
        url=reverse("community:offer", args=(row.pk,)), author=row.author,
        organisation=row.organisation, scope=_("Uw andere diensten blijven staan."),
        state=ThingState.SHOWN if row.is_published else ThingState.HIDDEN, created_at=row.created_at,
    )  # fmt: skip


def hide_card(pk: int, decision: Decision) -> None:
    row = ServiceOffer.objects.filter(pk=pk, state=OfferState.PUBLISHED).first()
    if row is not None:
        reason = _("De moderatie besliste dit. U las waarom in een aparte mail.")
        withdraw_offer(offer=row, actor=decision.made_by, reason=reason)


def show_card(pk: int, decision: Decision) -> None:
    row = ServiceOffer.objects.filter(pk=pk, state=OfferState.REFUSED).first()
    if row is not None:
        show_offer(offer=row, actor=decision.made_by)


def reviews(ids: Collection[int], user: Any) -> dict[int, Thing]:
    rows = Review.objects.filter(pk__in=ids)
    if user is not None:
        seen = offers_for(user).published()
        rows = rows.filter(state=ReviewState.SHOWN, inquiry__offer__in=seen)
    found = rows.select_related("inquiry__offer", "inquiry__organisation", "author")
    return {each.pk: _review(each) for each in found}


def _review(row: Review) -> Thing:
    offer = row.inquiry.offer
    words = f"{row.words}\n\n{row.answer}" if row.answer else row.words
    return Thing(
        kind=REVIEW, pk=row.pk, words=words, author=row.author, is_signed=False,
        title=_("Beoordeling van “%(title)s”") % {"title": offer.title},
        url=reverse("community:offer", args=(offer.pk,)), organisation=row.inquiry.organisation,
        state=ThingState.SHOWN if row.state == ReviewState.SHOWN else ThingState.HIDDEN,
        created_at=row.created_at,
    )  # fmt: skip


def hide(pk: int, decision: Decision) -> None:
    _set(pk, decision, hidden=True)


def show(pk: int, decision: Decision) -> None:
    _set(pk, decision, hidden=False)


def _set(pk: int, decision: Decision, *, hidden: bool) -> None:
    row = Review.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is not None:
        hide_review(review=row, actor=decision.made_by, hidden=hidden)


OFFERS = Moderated(
    CARD, gettext_lazy("Dienst"), resolve=cards, hide=hide_card, restore=show_card, order=60
)
REVIEWS = Moderated(
    REVIEW, gettext_lazy("Beoordeling van een dienst"), resolve=reviews, hide=hide, restore=show,
    order=61,
)  # fmt: skip
