from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.accounts.signed_in import SignedInRequest
from community.activity.services import record
from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.rules import is_qrc_editor
from qrc.feeds.browsing import sources_with_health
from qrc.feeds.forms import SourceForm
from qrc.feeds.kinds import kind_choices
from qrc.feeds.models import Source
from qrc.feeds.services import follow_move, poll, set_enabled
from qrc.verbs import SOURCE_CHANGED


@require_GET
@requires(is_qrc_editor)
def source_list(request: SignedInRequest) -> HttpResponse:
    rows = sources_with_health()
    wanted = request.GET.get("q", "").strip()[:100]
    if wanted:
        rows = rows.filter(Q(name__icontains=wanted) | Q(publisher__icontains=wanted))
    context = {
        "page": paginate(rows, request.GET.get("page")),
        "q": wanted,
        "total": Source.objects.count(),
        "failing": Source.objects.failing().count(),
        "off": Source.objects.filter(enabled=False).count(),
    }
    return render(request, "qrc/feeds/source_list.html", context)


@require_GET
@requires(is_qrc_editor)
def source_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(sources_with_health(), pk=pk)
    fetches = paginate(source.fetches.all(), request.GET.get("page"))
    kind = dict(kind_choices()).get(source.kind, source.kind)
    context = {"source": source, "page": fetches, "kind": kind}
    return render(request, "qrc/feeds/source_detail.html", context)


@requires(is_qrc_editor)
def source_add(request: SignedInRequest) -> HttpResponse:
    return _edit(request, None)


@requires(is_qrc_editor)
def source_change(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Source, pk=pk))


def _edit(request: SignedInRequest, source: Source | None) -> HttpResponse:
    form = SourceForm(request.POST or None, instance=source)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if source is None:
                form.instance.created_by = request.user
            elif "url" in form.changed_data:
                form.instance.etag = form.instance.last_modified = form.instance.moved_to = ""
            saved = form.save()
            record(SOURCE_CHANGED, actor=request.user, subject=saved, fields=form.changed_data)
        messages.success(request, _("De bron is bewaard."))
        return redirect("qrc:source-detail", pk=saved.pk)
    return render(request, "qrc/feeds/source_form.html", {"form": form, "source": source})


@require_POST
@requires(is_qrc_editor)
def source_poll(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Source, pk=pk, is_demo=False)
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
    set_enabled(
        source=source, enabled=not source.enabled or bool(source.gone_at), actor=request.user
    )
    return redirect("qrc:source-detail", pk=pk)


@require_POST
@requires(is_qrc_editor)
def source_follow(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.exclude(moved_to=""), pk=pk)
    follow_move(source=source, actor=request.user)
    messages.success(request, _("We volgen nu het nieuwe adres."))
    return redirect("qrc:source-detail", pk=pk)
