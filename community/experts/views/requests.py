"""Asking for help, and answering who asks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.experts.charts import months_chart
from community.experts.enums import Reply
from community.experts.fields import skills_in
from community.experts.forms import AskForm, ReachForm, ReplyForm
from community.experts.models import HelpMatch, HelpRequest
from community.experts.queries.directory import counted_matches, open_for_skills
from community.experts.queries.figures import figures
from community.experts.queries.matching import Wanted, matching, wanted_of
from community.experts.rules import government_of, is_member, may_offer_help, requests_for
from community.experts.services import ask_help, ask_more, close_request, offer_help, reply
from community.experts.services.values import Refused
from community.kit import markdown
from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.rules import is_editor

FEW = 3
"""Fewer people than this are no figure: one could guess who they are."""
TABS = ("voor-u", "gevraagd", "van-ons", "alle")
SAID = {
    Reply.NOT_NOW: gettext_lazy("Goed, deze keer niet. U hoeft niets meer te doen."),
    Reply.NEVER: gettext_lazy(
        "Goed, hierover vragen wij u niet meer. U zet dat terug aan bij uw vaardigheden."
    ),
}


@requires(is_member)
@require_GET
def help_requests(request: Any) -> HttpResponse:
    tab = request.GET.get("toon")
    tab = tab if tab in TABS else TABS[0]
    rows = counted_matches(_rows_of(request, tab)).select_related("organisation", "asker")
    page = paginate(
        rows.prefetch_related("skills").order_by("-created_at", "-pk"), request.GET.get("page"), 20
    )
    context = {
        "page": page, "tab": tab, "may_ask": government_of(request) is not None,
        "is_editor": is_editor(request.user),
    }  # fmt: skip
    return render(request, "community/experts/requests.html", context)


def _rows_of(request: Any, tab: str) -> Any:
    seen = requests_for(request.user)
    if tab == "voor-u":
        return HelpRequest.objects.filter(pk__in=open_for_skills(request.user, seen).values("pk"))
    if tab == "gevraagd":
        asked = HelpMatch.objects.filter(user=request.user.pk, wave__gt=0)
        return seen.filter(pk__in=asked.values("request"))
    if tab == "van-ons":
        here = government_of(request)
        return seen.filter(organisation=here) if here else seen.filter(asker=request.user.pk)
    return seen


@requires(is_member)
@require_http_methods(["GET", "POST"])
def help_ask(request: Any) -> HttpResponse:
    here = government_of(request)
    if here is None:
        raise Http404
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_help(
                asker=request.user, organisation=here, skills=form.skills(), **form.wishes()
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _sent(made))
            return redirect("community:help-request", made.pk)
    context = {"form": form, "organisation": here, **_reach(request, here)}
    return render(request, "community/experts/ask.html", context)


def _sent(made: HelpRequest) -> str:
    if made.waves:
        return _("Uw hulpvraag is verstuurd. U hoort het zodra iemand ja zegt.")
    return _("Uw hulpvraag staat op het platform. Nu past niemand; wij kijken elke dag opnieuw.")


@requires(is_member)
@require_GET
def help_reach(request: Any) -> HttpResponse:
    """How many a request that is being typed would reach; never who."""
    here = government_of(request)
    if here is None:
        raise Http404
    return render(request, "community/experts/_reach.html", _reach(request, here))


def _reach(request: Any, here: Any) -> dict[str, Any]:
    form = ReachForm(request.POST or request.GET)
    form.is_valid()
    data = form.cleaned_data
    skills = skills_in(data)
    if not skills:
        return {"reach": None}
    wanted = Wanted(
        skills=[each.pk for each in skills], asker=request.user.pk, organisation=here.pk,
        language=data.get("language") or "nl", region=data.get("region", ""),
        with_suppliers=data.get("with_suppliers", False),
        with_colleagues=data.get("with_colleagues", False),
    )  # fmt: skip
    number = matching(wanted).count()
    return {"reach": number, "is_few": 0 < number < FEW}


@requires(is_member)
@require_GET
def help_request(request: Any, pk: int) -> HttpResponse:
    return _show(request, pk, ReplyForm())


def _show(request: Any, pk: int, form: ReplyForm) -> HttpResponse:
    rows = counted_matches(requests_for(request.user)).select_related("organisation", "asker")
    found = get_object_or_404(rows.prefetch_related("skills"), pk=pk)
    mine = HelpMatch.objects.filter(request=found, user=request.user.pk).first()
    is_own = found.asker_id == request.user.pk
    talks = found.matches.filter(reply=Reply.YES).select_related("user") if is_own else ()
    context = {
        "found": found, "text": markdown.render(found.text), "mine": mine, "is_own": is_own,
        "talks": talks, "form": form,
        "may_offer": mine is None and may_offer_help(request.user, found),
        "left": is_own and found.is_alive and matching(wanted_of(found)).exists(),
    }  # fmt: skip
    return render(request, "community/experts/request.html", context)


@require_POST
def help_reply(request: Any, pk: int) -> HttpResponse:
    """Yes, not now or never of who was asked; of who was not only yes."""
    found = get_object_or_404(requests_for(request.user), pk=pk)
    mine = HelpMatch.objects.filter(request=found, user=request.user.pk).first()
    said, form = request.POST.get("antwoord", ""), ReplyForm(request.POST)
    allowed = (Reply.YES, Reply.NOT_NOW, Reply.NEVER) if mine else (Reply.YES,)
    if said not in allowed:
        messages.error(request, _("Kies een antwoord."))
        return redirect("community:help-request", pk)
    if not form.is_valid():
        return _show(request, pk, form)
    words = form.cleaned_data["words"]
    try:
        if mine is None:
            held = offer_help(request=found, actor=request.user, words=words)
        else:
            held = reply(match=mine, actor=request.user, said=said, words=words)
    except Refused as refusal:
        if refusal.field:
            form.add_error(refusal.field, str(refusal))
            return _show(request, pk, form)
        messages.error(request, str(refusal))
        return redirect("community:help-request", pk)
    if held.reply == Reply.YES and held.conversation_id:
        messages.success(request, _("Dank u. Dit is het gesprek met wie het vroeg."))
        return redirect("community:conversation", held.conversation_id)
    messages.success(request, str(SAID[Reply(held.reply)]))
    return redirect("community:help-requests")


@require_POST
def help_more(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(HelpRequest, pk=pk, asker=request.user.pk)
    try:
        ask_more(request=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Wij vroegen het nog aan andere experts."))
    return redirect("community:help-request", pk)


@require_POST
def help_close(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(HelpRequest, pk=pk, asker=request.user.pk)
    close_request(request=found, actor=request.user, is_solved=request.POST.get("opgelost") == "ja")
    messages.success(request, _("Uw hulpvraag is afgesloten."))
    return redirect("community:help-request", pk)


@requires(is_editor)
@require_GET
def help_figures(request: Any) -> HttpResponse:
    found, wait = figures()
    context = {"figures": found, "wait": wait, "chart": months_chart(found.months)}
    return render(request, "community/experts/figures.html", context)
