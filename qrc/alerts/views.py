from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.kit.access import requires
from community.kit.csv_safe import csv_response
from community.kit.pagination import paginate
from community.organisations.rules import is_qrc_editor
from qrc.advisories.visibility import visible_to
from qrc.alerts.browsing import advisories_for, deliveries_to, ledger
from qrc.alerts.filters import AdvisoryFilter, LedgerFilter
from qrc.alerts.resending import ask_provider, resend
from qrc.feeds.models import Source

EXPORT_ROWS = 10_000


@require_GET
def advisory_list(request: HttpRequest) -> HttpResponse:
    rows = advisories_for(request.user, request.GET.get("sort", ""))
    chosen = AdvisoryFilter(request.GET, rows)
    page = paginate(chosen.qs, request.GET.get("page"))
    recent = (
        visible_to(request.user)
        .standing()
        .filter(changed_at__gte=timezone.now() - timedelta(days=7))
    )
    context = {
        "filter": chosen,
        "page": page,
        "critical": recent.filter(severity="critical").count(),
        "recent": recent.count(),
        "checked": Source.objects.exclude(last_ok_at=None).order_by("-last_ok_at").first(),
    }
    return render(request, "qrc/alerts/advisory_list.html", context)


@require_GET
def advisory_export(request: HttpRequest) -> HttpResponseBase:
    rows = AdvisoryFilter(request.GET, advisories_for(request.user)).qs[:EXPORT_ROWS]
    head = [
        _("Ernst"),
        _("Titel"),
        _("CVE"),
        _("Bron"),
        _("Gewijzigd"),
        _("Ingetrokken"),
        _("Link"),
    ]
    body = (
        [
            row.get_severity_display(), row.title, " ".join(row.cves), row.source.name,
            row.changed_at, row.withdrawn_at or "", row.link,
        ]
        for row in rows
    )  # fmt: skip
    return csv_response("waarschuwingen.csv", head, body)


@require_GET
def advisory_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = visible_to(request.user).select_related("source")
    advisory = get_object_or_404(rows, pk=pk)
    context = {
        "advisory": advisory,
        "revisions": advisory.revisions.all(),
        "received": deliveries_to(request.user, advisory),
    }
    return render(request, "qrc/alerts/advisory_detail.html", context)


@require_GET
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address in an SMS."""
    return redirect("qrc:advisory-detail", pk=pk)


@require_GET
@requires(is_qrc_editor)
def ledger_list(request: HttpRequest) -> HttpResponse:
    chosen = LedgerFilter(request.GET, ledger())
    day = ledger().filter(queued_at__gte=timezone.now() - timedelta(days=1)).order_by()
    counts = {row["state"]: row["n"] for row in day.values("state").annotate(n=Count("pk"))}
    context = {
        "filter": chosen,
        "page": paginate(chosen.qs, request.GET.get("page"), per_page=50),
        "counts": counts,
        "total": sum(counts.values()),
        "arrived": counts.get("sent", 0) + counts.get("delivered", 0),
        "trouble": counts.get("failed", 0) + counts.get("unknown", 0),
    }
    return render(request, "qrc/alerts/ledger.html", context)


@require_GET
@requires(is_qrc_editor)
def ledger_export(request: HttpRequest) -> HttpResponseBase:
    rows = LedgerFilter(request.GET, ledger()).qs[:EXPORT_ROWS]
    head = [
        _("Kenmerk"),
        _("Kanaal"),
        _("Toestand"),
        _("In de wachtrij"),
        _("Verzonden"),
        _("Fout"),
    ]
    body = (
        [row.key, row.channel, row.state, row.queued_at, row.sent_at or "", row.error_code]
        for row in rows
    )
    return csv_response("verzendregister.csv", head, body)


@require_GET
@requires(is_qrc_editor)
def ledger_detail(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ledger(), pk=pk)
    return render(
        request, "qrc/alerts/ledger_detail.html", {"row": row, "events": row.events.all()}
    )


@require_POST
@requires(is_qrc_editor)
def ledger_resend(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ledger(), pk=pk)
    if resend(delivery=row, actor=request.user):
        messages.success(request, _("De zending staat opnieuw in de wachtrij."))
    else:
        messages.error(
            request, _("Deze zending kan niet opnieuw: ze is al aangekomen of onderweg.")
        )
    return redirect("qrc:ledger-detail", pk=pk)


@require_POST
@requires(is_qrc_editor)
def ledger_ask(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ledger(), pk=pk)
    if ask_provider(delivery=row):
        messages.success(request, _("De aanbieder gaf uitsluitsel."))
    else:
        messages.info(request, _("De aanbieder gaf nog geen uitsluitsel. Probeer later opnieuw."))
    return redirect("qrc:ledger-detail", pk=pk)
