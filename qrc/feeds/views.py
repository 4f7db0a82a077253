from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.accounts.signed_in import SignedInRequest
from community.activity.services import record
from community.kit.access import requires
from community.kit.csv_safe import csv_response
from community.kit.pagination import paginate
from community.organisations.rules import is_qrc_editor
from qrc.advisories.services import dismiss_held, withdraw_held
from qrc.feeds.approving import approve_policy, ask_policy, switch
from qrc.feeds.browsing import figures, held_of, sources_with_health
from qrc.feeds.enums import DayKind
from qrc.feeds.filters import SourceFilter
from qrc.feeds.forms import SourceForm
from qrc.feeds.health import head, lines, sources_worst_first, table, tally
from qrc.feeds.kinds import kind_choices
from qrc.feeds.models import MANUAL, Source
from qrc.feeds.services import follow_move, poll
from qrc.feeds.trying import try_out
from qrc.verbs import SOURCE_CHANGED


@require_GET
@requires(is_qrc_editor)
def source_list(request: SignedInRequest) -> HttpResponse:
    chosen = SourceFilter(request.GET, sources_with_health())
    context = {
        "filter": chosen,
        "page": paginate(chosen.qs, request.GET.get("page")),
        **figures(),
    }
    return render(request, "qrc/feeds/source_list.html", context)


@require_GET
@requires(is_qrc_editor)
def source_health(request: SignedInRequest) -> HttpResponse:
    page = paginate(sources_worst_first(), request.GET.get("page"))
    context = {"page": page, "lines": lines(page), "tally": tally(), "kinds": DayKind}
    return render(request, "qrc/feeds/health.html", context)


@require_GET
@requires(is_qrc_editor)
def source_health_export(request: SignedInRequest) -> HttpResponseBase:
    return csv_response("gezondheid-bronnen.csv", head(), table(lines(sources_worst_first())))


@require_GET
@requires(is_qrc_editor)
def source_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(sources_with_health(), pk=pk)
    fetches = paginate(source.fetches.all(), request.GET.get("page"))
    kind = dict(kind_choices()).get(source.kind, source.kind)
    held = held_of(source)
    (line,) = lines([source])
    context = {
        "source": source, "page": fetches, "kind": kind, "held": held, "line": line,
        "kinds": DayKind,
    }  # fmt: skip
    return render(request, "qrc/feeds/source_detail.html", context)


@requires(is_qrc_editor)
def source_add(request: SignedInRequest) -> HttpResponse:
    return _edit(request, None)


@requires(is_qrc_editor)
def source_change(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Source, pk=pk))


def _edit(request: SignedInRequest, source: Source | None) -> HttpResponse:
    given = _with_chosen_feed(request.POST) if request.method == "POST" else None
    form, trial = SourceForm(given, instance=source), None
    if given and "proefhalen" in given:
        trial = form.preview()
    elif given is not None and form.is_valid():
        with transaction.atomic():
            if source is None:
                form.instance.created_by = request.user
            elif "url" in form.changed_data:
                form.instance.etag = form.instance.last_modified = form.instance.moved_to = ""
            saved = form.save()
            if source is None or "release_policy" in form.changed_data:
                ask_policy(source=saved, actor=request.user)
            record(SOURCE_CHANGED, actor=request.user, subject=saved, fields=form.changed_data)
        messages.success(request, _("De bron is bewaard."))
        return redirect("qrc:source-detail", pk=saved.pk)
    return render(
        request, "qrc/feeds/source_form.html", {"form": form, "source": source, "trial": trial}
    )


def _with_chosen_feed(given: QueryDict) -> QueryDict:
    """What was typed, with the address and kind of a feed that was found and picked."""
    kind, _space, url = given.get("gevonden", "").partition(" ")
    if not url:
        return given
    changed = given.copy()
    changed["url"], changed["kind"], changed["proefhalen"] = url, kind, "1"
    return changed


@require_POST
@requires(is_qrc_editor)
def source_try(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Source, pk=pk, is_demo=False)
    context = {"source": source, "trial": try_out(source)}
    return render(request, "qrc/feeds/source_try.html", context)


@require_POST
@requires(is_qrc_editor)
def source_judge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Believe the withdrawals that wait, or keep the warnings."""
    source = get_object_or_404(Source, pk=pk)
    if request.POST.get("doe") == "aanvaarden":
        number = withdraw_held(source=source, actor=request.user)
        messages.success(request, _("%(n)s waarschuwingen zijn ingetrokken.") % {"n": number})
    elif request.POST.get("doe") == "behouden":
        number = dismiss_held(source=source, actor=request.user)
        messages.success(request, _("%(n)s waarschuwingen blijven staan.") % {"n": number})
    return redirect("qrc:source-detail", pk=pk)


@require_POST
@requires(is_qrc_editor)
def source_poll(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.exclude(kind=MANUAL), pk=pk, is_demo=False)
    result = poll(source)
    if result.error:
        messages.error(request, _("Ophalen mislukte: %(why)s") % {"why": result.error})
    else:
        text = _("Opgehaald: %(new)s nieuw, %(changed)s gewijzigd, %(withdrawn)s ingetrokken.")
        changed = result.changed + result.escalated
        counts = {"new": result.new, "changed": changed, "withdrawn": result.withdrawn}
        messages.success(request, text % counts)
    return redirect("qrc:source-detail", pk=pk)


@require_POST
@requires(is_qrc_editor)
def source_switch(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Source, pk=pk)
    switch(source=source, enabled=not source.enabled or bool(source.gone_at), actor=request.user)
    return redirect("qrc:source-detail", pk=pk)


@require_POST
@requires(is_qrc_editor)
def source_follow(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.exclude(moved_to=""), pk=pk)
    follow_move(source=source, actor=request.user)
    messages.success(request, _("We volgen nu het nieuwe adres."))
    return redirect("qrc:source-detail", pk=pk)


@require_POST
@requires(is_qrc_editor)
def source_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Source, pk=pk)
    try:
        approve_policy(source=source, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("De vrijgave van deze bron is goedgekeurd."))
    return redirect("qrc:source-detail", pk=pk)
