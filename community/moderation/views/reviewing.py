"""For moderators: the queue, one item of it, and what was decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.kit.access import requires
from community.kit.pagination import paginate
from community.moderation.enums import ThingState, Why
from community.moderation.forms import AppealAnswerForm, DecideForm, QueueForm, ReasonChoice
from community.moderation.models import Decision, ReviewItem
from community.moderation.queries import Dossier, decided, dossier, queue, waiting, with_things
from community.moderation.refusing import Refused
from community.moderation.rules import (
    is_moderator,
    items_for,
    judged_before,
    may_judge,
    may_moderate,
)
from community.moderation.services import claim, decide, let_go, put, settle_appeal
from community.moderation.services.deciding import demand_seen
from community.moderation.things import find
from community.moderation.wording import automation_of, redress_of, scope_of
from community.organisations.rules import is_editor

MINE, DONE = "mijn", "beslist"


@require_GET
@requires(is_moderator)
def review_list(request: Any) -> HttpResponse:
    tab = request.GET.get("toon", "")
    form = QueueForm(request.GET)
    context = {
        "tab": tab, "form": form, "waiting": waiting(request.user).count(),
        "user_is_editor": is_editor(request.user),
    }  # fmt: skip
    if tab == DONE:
        context["page"] = paginate(decided(request.user), request.GET.get("page"))
        return render(request, "community/moderation/decided.html", context)
    rows = queue(request.user, mine=tab == MINE, **form.wishes())
    page = paginate(rows, request.GET.get("page"))
    context |= {
        "page": page, "rows": with_things(page.object_list),
        "is_filtered": any(form.wishes().values()),
    }  # fmt: skip
    return render(request, "community/moderation/queue.html", context)


@require_GET
@requires(is_moderator)
def review_item(request: Any, pk: int) -> HttpResponse:
    """Looking takes nothing: who decides, takes it first."""
    held = dossier(_mine(request, pk))
    if held.is_appeal:
        return _show_appeal(request, held, None)
    choice = ReasonChoice(request.GET)
    form = _decide_form(request, held, reason=choice.chosen())
    return _show(request, held, form, choice=choice)


@require_POST
@requires(is_moderator)
def review_claim(request: Any, pk: int) -> HttpResponse:
    item = _mine(request, pk)
    if "laten" in request.POST:
        let_go(item=item, moderator=request.user)
        return redirect("community:review-list")
    if not claim(item=item, moderator=request.user):
        messages.warning(request, _("Een collega bekijkt dit nu, of besliste er al over."))
    return redirect("community:review-item", pk)


@require_POST
@requires(is_moderator)
def review_decide(request: Any, pk: int) -> HttpResponse:
    """First the statement as the writer will read it, then the decision."""
    held = dossier(_mine(request, pk))
    if held.is_appeal:
        raise Http404
    form = _decide_form(request, held, request.POST)
    if not form.is_valid():
        return _show(request, held, form)
    data = form.cleaned_data
    try:
        demand_seen(held.thing, data["seen"])
        if "bevestigd" not in request.POST:
            return _show(request, held, form, preview=_preview(held, form))
        decide(
            item=held.item, moderator=request.user, reasons=form.reasons(),
            submission=data["submission"], seen=data["seen"],
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, dossier(held.item), form)
    messages.success(request, _("Beslist. Wie het aangaat, krijgt bericht."))
    return redirect("community:review-list")


@require_POST
@requires(is_moderator)
def review_appeal(request: Any, pk: int) -> HttpResponse:
    held = dossier(_mine(request, pk))
    if held.appeal is None:
        raise Http404
    form = AppealAnswerForm(request.POST, is_own=_is_own(request, held))
    if form.is_valid():
        try:
            settle_appeal(appeal=held.appeal, moderator=request.user, **form.wishes())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Beantwoord. De schrijver krijgt bericht."))
            return redirect("community:review-list")
    return _show_appeal(request, held, form)


@require_http_methods(["GET", "POST"])
def moderate(request: Any, kind: str, pk: int) -> HttpResponse:
    """From the thing itself: what nobody flagged is put in the queue and taken at once."""
    thing = find(kind, pk)
    if thing is None or thing.state == ThingState.GONE:
        raise Http404
    author = thing.author.pk if thing.author else None
    if not may_moderate(request.user, group_id=thing.group_id, author_id=author):
        raise Http404
    if request.method == "GET":
        return render(request, "community/moderation/moderate.html", {"thing": thing})
    item = put(kind=kind, pk=pk, why=Why.OWN)
    claim(item=item, moderator=request.user)
    return redirect("community:review-item", item.pk)


def _mine(request: Any, pk: int) -> ReviewItem:
    rows = items_for(request.user).select_related("claimed_by", "author", "group")
    found: ReviewItem = get_object_or_404(rows, pk=pk)
    return found


def _decide_form(request: Any, held: Dossier, data: Any = None, **more: Any) -> DecideForm:
    return DecideForm(data, thing=held.thing, may_restrict=is_editor(request.user), **more)


def _preview(held: Dossier, form: DecideForm) -> dict[str, Any]:
    """The statement as it would be, of a decision that is not kept."""
    reasons = form.reasons()
    decision = Decision(
        measure=reasons.measure, facts=reasons.facts, explanation=reasons.explanation,
        article=reasons.article, ground=reasons.ground, found=reasons.found, until=reasons.until,
    )  # fmt: skip
    decision.scope, decision.redress = scope_of(decision, held.thing), redress_of(decision)
    return {"decision": decision, "automation": automation_of(decision)}


def _show(
    request: Any, held: Dossier, form: DecideForm, *, choice: Any = None, preview: Any = None
) -> HttpResponse:
    form.show(held.thing)
    context = _around(request, held) | {
        "form": form, "choice": choice or ReasonChoice(), "preview": preview,
    }  # fmt: skip
    return render(request, "community/moderation/item.html", context)


def _show_appeal(request: Any, held: Dossier, form: AppealAnswerForm | None) -> HttpResponse:
    asked = form or AppealAnswerForm(is_own=_is_own(request, held))
    said = automation_of(held.appeal.decision) if held.appeal else ""
    context = _around(request, held) | {"form": asked, "automation": said}
    return render(request, "community/moderation/appeal_item.html", context)


def _around(request: Any, held: Dossier) -> dict[str, Any]:
    return {
        "held": held, "item": held.item, "thing": held.thing,
        "state_label": ThingState(held.thing.state).label if held.thing else "",
        "may_judge": held.item.is_open and may_judge(request.user, held.item),
        "is_taken": held.item.is_claimed_by_other(request.user),
        "is_mine": held.item.claimed_by_id == request.user.pk and held.item.is_open,
        # Who flagged is told to editors alone: leaders know their people.
        "shows_names": is_editor(request.user),
    }  # fmt: skip


def _is_own(request: Any, held: Dossier) -> bool:
    return held.appeal is not None and judged_before(request.user, held.appeal.decision)
