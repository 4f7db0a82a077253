"""Asking a provider, confirming work, and judging it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.kit.access import requires
from community.kit.pagination import paginate
from community.offers.enums import InquiryState, ReviewState
from community.offers.forms import AnswerForm, InquireForm, ReviewForm, WorkForm
from community.offers.models import Review, ServiceInquiry
from community.offers.queries import own_inquiry
from community.offers.rules import (
    inquiries_for,
    may_inquire,
    may_review,
    offers_for,
    speaks_for_government,
    speaks_for_provider,
)
from community.offers.services import answer_review, close_inquiry, inquire, review, say_worked
from community.offers.services.values import Refused
from community.organisations.rules import current_memberships


def _is_member(user: Any) -> bool:
    return bool(current_memberships(user))


@requires(_is_member)
@require_http_methods(["GET", "POST"])
def offer_inquire(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(
        offers_for(request.user).published().select_related("organisation"), pk=pk
    )
    if not may_inquire(request):
        raise Http404
    form = InquireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = inquire(
                offer=found, organisation=request.organisation, asker=request.user,
                **form.cleaned_data,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(
                request, _("Uw aanvraag is verstuurd. De aanbieder antwoordt in het gesprek.")
            )
            return redirect("community:inquiry", made.pk)
    context = {
        "offer": found, "form": form,
        "running": own_inquiry(request.user, found, request.organisation),
    }  # fmt: skip
    return render(request, "community/offers/inquire.html", context)


@requires(_is_member)
@require_GET
def inquiries(request: Any) -> HttpResponse:
    rows = inquiries_for(request.user).select_related("offer__organisation", "organisation")
    page = paginate(rows.order_by("-created_at", "-pk"), request.GET.get("page"), per_page=20)
    return render(request, "community/offers/inquiries.html", {"page": page, "tab": "aanvragen"})


def _found(request: Any, pk: int) -> ServiceInquiry:
    rows = inquiries_for(request.user).select_related(
        "offer__organisation", "organisation", "asker", "review"
    )
    found: ServiceInquiry = get_object_or_404(rows, pk=pk)
    return found


@requires(_is_member)
@require_GET
def inquiry(request: Any, pk: int) -> HttpResponse:
    found = _found(request, pk)
    return _page(request, found, WorkForm())


def _page(request: Any, found: ServiceInquiry, form: WorkForm) -> HttpResponse:
    by_government = speaks_for_government(request.user, found)
    talk = found.conversation_id if _is_in(request.user, found) else None
    given = getattr(found, "review", None)
    context = {
        "inquiry": found, "form": form, "by_government": by_government, "talk": talk,
        "said": found.government_said_at if by_government else found.provider_said_at,
        "is_open": found.state == InquiryState.OPEN, "may_review": may_review(request.user, found),
        "review": given if given is not None and given.state == ReviewState.SHOWN else None,
        "may_answer": given is not None and not given.answer
        and speaks_for_provider(request.user, found),
    }  # fmt: skip
    return render(request, "community/offers/inquiry.html", context)


def _is_in(user: Any, found: ServiceInquiry) -> bool:
    if found.conversation is None:
        return False
    return bool(found.conversation.participants.inside().filter(user=user.pk).exists())


@require_POST
def inquiry_worked(request: Any, pk: int) -> HttpResponse:
    """The work was done; the bestuur says when, the provider only that."""
    found = _found(request, pk)
    facts: dict[str, Any] = {}
    form = WorkForm(request.POST)
    if speaks_for_government(request.user, found):
        if not form.is_valid():
            return _page(request, found, form)
        facts = form.cleaned_data
    try:
        held = say_worked(inquiry=found, actor=request.user, **facts)
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return _page(request, found, form)
    said = (
        _("Het werk is door u beiden bevestigd.")
        if held.is_worked
        else _("Bevestigd. Het telt zodra de andere kant het ook bevestigt.")
    )
    messages.success(request, said)
    return redirect("community:inquiry", pk)


@require_POST
def inquiry_close(request: Any, pk: int) -> HttpResponse:
    close_inquiry(inquiry=_found(request, pk), actor=request.user)
    messages.success(request, _("De aanvraag is gesloten. Het gesprek blijft staan."))
    return redirect("community:inquiry", pk)


@requires(_is_member)
@require_http_methods(["GET", "POST"])
def inquiry_review(request: Any, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if not may_review(request.user, found):
        raise Http404
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review(inquiry=found, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Dank u. Uw beoordeling staat bij de dienst."))
            return redirect("community:inquiry", pk)
    return render(request, "community/offers/review.html", {"inquiry": found, "form": form})


@requires(_is_member)
@require_http_methods(["GET", "POST"])
def review_answer(request: Any, pk: int) -> HttpResponse:
    rows = Review.objects.filter(inquiry__in=inquiries_for(request.user), answer="")
    found = get_object_or_404(
        rows.select_related("inquiry__offer__organisation", "inquiry__organisation"), pk=pk
    )
    if not speaks_for_provider(request.user, found.inquiry):
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_review(review=found, actor=request.user, answer=form.cleaned_data["answer"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Uw antwoord staat onder de beoordeling."))
            return redirect("community:inquiry", found.inquiry_id)
    return render(request, "community/offers/answer.html", {"review": found, "form": form})
