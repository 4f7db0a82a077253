"""Services: the list that turns every day, one card, and a provider's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.experts.queries.skills import with_narrower
from community.kit import markdown
from community.kit.access import requires
from community.kit.pagination import paginate
from community.offers.enums import OfferState
from community.offers.forms import FindForm, OfferForm, ReasonForm
from community.offers.models import ServiceOffer
from community.offers.ordering import of_day
from community.offers.queries import loaded, own_inquiry, reputations, reviews_of
from community.offers.rules import (
    may_inquire,
    may_offer,
    offers_for,
    offers_for_provider,
    own_offers,
    provider_of,
)
from community.offers.services import (
    change_offer,
    decide_offer,
    submit_offer,
    withdraw_offer,
    write_offer,
)
from community.offers.services.values import Refused
from community.organisations.rules import current_memberships, is_editor

PER_PAGE = 12


def _is_member(user: Any) -> bool:
    return bool(current_memberships(user))


@requires(_is_member)
@require_GET
def offers(request: Any) -> HttpResponse:
    form = FindForm(request.GET or None)
    wish = form.wish()
    rows = _found(offers_for(request.user).published(), wish)
    cards = rows.order_by("pk").values_list("pk", "organisation")
    keys = of_day(list(dict.fromkeys(cards)), timezone.localdate())
    page = paginate(keys, request.GET.get("page"), per_page=PER_PAGE)
    known = reputations(list(page))
    context = {
        "form": form, "page": page, "rows": [(each, known[each.pk]) for each in loaded(list(page))],
        "is_chosen": any(wish.values()), "may_offer": may_offer(request.user), "tab": "alle",
        "is_editor": is_editor(request.user),
    }  # fmt: skip
    return render(request, "community/offers/list.html", context)


def _found(rows: Any, wish: dict[str, Any]) -> Any:
    if wish["skill"] is not None:
        through = ServiceOffer.skills.through.objects.filter(with_narrower([wish["skill"].pk]))
        rows = rows.filter(pk__in=through.values("serviceoffer"))
    if wish["region"]:
        rows = rows.filter(Q(regions=[]) | Q(regions__contains=[wish["region"]]))
    if wish["language"]:
        rows = rows.filter(languages__contains=[wish["language"]])
    for word in (wish["q"] or "").replace("\0", "").split()[:8]:
        rows = rows.filter(
            Q(title__icontains=word) | Q(summary__icontains=word)
            | Q(organisation__sort_name__icontains=word)
        )  # fmt: skip
    return rows


@requires(_is_member)
@require_GET
def offer(request: Any, pk: int) -> HttpResponse:
    rows = offers_for(request.user).select_related("organisation").prefetch_related("skills")
    found = get_object_or_404(rows, pk=pk)
    asks = may_inquire(request) and found.is_published
    page = paginate(reviews_of(found), request.GET.get("page"), per_page=10)
    context = {
        "offer": found, "text": markdown.render(found.text), "reviews": page,
        "reputation": reputations([found.pk])[found.pk], "may_ask": asks,
        "running": own_inquiry(request.user, found, request.organisation) if asks else None,
        "is_own": found.organisation in offers_for_provider(request.user),
        "may_decide": is_editor(request.user) and found.state == OfferState.WAITING,
        "may_remove": is_editor(request.user) and found.is_published, "form": ReasonForm(),
    }  # fmt: skip
    return render(request, "community/offers/offer.html", context)


@requires(may_offer)
@require_GET
def own(request: Any) -> HttpResponse:
    rows = own_offers(request.user).select_related("organisation").order_by("-changed_at", "-pk")
    page = paginate(rows, request.GET.get("page"), per_page=20)
    return render(request, "community/offers/own.html", {"page": page, "tab": "mijn"})


@requires(is_editor)
@require_GET
def desk(request: Any) -> HttpResponse:
    """First cards of providers that wait for an editor."""
    rows = ServiceOffer.objects.filter(state=OfferState.WAITING).select_related("organisation")
    page = paginate(rows.order_by("changed_at", "pk"), request.GET.get("page"), per_page=20)
    return render(request, "community/offers/desk.html", {"page": page})


@requires(may_offer)
@require_http_methods(["GET", "POST"])
def offer_new(request: Any) -> HttpResponse:
    form, here = OfferForm(request.POST or None), provider_of(request)
    if here is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            made = write_offer(
                organisation=here, actor=request.user, skills=form.skills(), **form.wishes()
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(
                request, _("Bewaard als concept. Kijk na en zet de dienst in de lijst.")
            )
            return redirect("community:offer", made.pk)
    return render(request, "community/offers/form.html", {"form": form, "organisation": here})


@requires(may_offer)
@require_http_methods(["GET", "POST"])
def offer_edit(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(own_offers(request.user).select_related("organisation"), pk=pk)
    form = OfferForm(request.POST or None, instance=get_object_or_404(ServiceOffer, pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            change_offer(offer=found, actor=request.user, skills=form.skills(), **form.wishes())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("De dienst is bewaard."))
            return redirect("community:offer", pk)
    context = {"form": form, "offer": found, "organisation": found.organisation}
    return render(request, "community/offers/form.html", context)


@require_POST
def offer_submit(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(own_offers(request.user), pk=pk)
    try:
        held = submit_offer(offer=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("community:offer", pk)
    said = (
        _("De dienst staat in de lijst.")
        if held.is_published
        else _("De redactie kijkt de dienst eerst na. U hoort het per mail.")
    )
    messages.success(request, said)
    return redirect("community:offer", pk)


@require_POST
def offer_withdraw(request: Any, pk: int) -> HttpResponse:
    """By its provider; by an editor with a reason."""
    mine = own_offers(request.user).filter(pk=pk).first()
    reason = "" if mine else request.POST.get("reason", "").replace("\0", "").strip()[:500]
    found = mine or (
        get_object_or_404(ServiceOffer.objects.published(), pk=pk)
        if is_editor(request.user)
        else None
    )
    if found is None:
        raise Http404
    if not mine and not reason:
        messages.error(request, _("Zeg waarom: de aanbieder leest het."))
        return redirect("community:offer", pk)
    withdraw_offer(offer=found, actor=request.user, reason=reason)
    messages.success(request, _("De dienst staat niet meer in de lijst."))
    return redirect("community:offer", pk)


@requires(is_editor)
@require_POST
def offer_decide(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(ServiceOffer, pk=pk, state=OfferState.WAITING)
    form = ReasonForm(request.POST)
    refuses = request.POST.get("doe") == "weigeren"
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    if refuses and not reason:
        messages.error(request, _("Zeg waarom: de aanbieder leest het."))
        return redirect("community:offer", pk)
    decide_offer(offer=found, actor=request.user, reason=reason if refuses else "")
    messages.success(request, _("Geweigerd.") if refuses else _("Gepubliceerd."))
    return redirect("community:offer-desk")
