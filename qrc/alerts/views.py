from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.accounts.signed_in import SignedInRequest
from community.activity.services import record
from community.kit.access import requires
from community.kit.csv_safe import csv_response
from community.kit.pagination import paginate
from community.organisations.rules import current_memberships, is_qrc_editor
from qrc.advisories.cve_facts import facts_about
from qrc.advisories.models import Advisory
from qrc.advisories.rises import rises_of
from qrc.advisories.text import changes_of, our_summary, words_of
from qrc.advisories.told import as_readable_by, revisions_for
from qrc.advisories.visibility import open_to_all, visible_to
from qrc.alerts.attention import recent
from qrc.alerts.browsing import (
    advisories_for,
    also_told_by,
    deliveries_to,
    hits_of,
    ledger,
    pressing_for,
    ranked,
)
from qrc.alerts.events import with_others
from qrc.alerts.facets import AdvisoryFilter, PublicFilter
from qrc.alerts.filters import LedgerFilter
from qrc.alerts.overview import last_overview, sent_in
from qrc.alerts.resending import ask_provider, resend
from qrc.alerts.timelines import timeline
from qrc.alerts.weekly_words import lead_of, troubled
from qrc.cases.queries import cases_for, confirmed_by
from qrc.feeds.models import Source
from qrc.releases.queries import told_of
from qrc.subscriptions.models import Subscriber
from qrc.subscriptions.queries import subscriptions_of
from qrc.verbs import HITS_VIEWED

EXPORT_ROWS = 10_000
NOBODY = AnonymousUser()


@require_GET
def advisory_list(request: HttpRequest) -> HttpResponse:
    user, here = request.user, getattr(request, "organisation", None)
    rows = advisories_for(user, request.GET.get("sort", ""))
    chosen = AdvisoryFilter(request.GET, rows, user=user, organisation=here)
    page = paginate(chosen.events, request.GET.get("page"))
    page.object_list = with_others(user, page.object_list)
    week = recent(visible_to(user))
    context = {
        "filter": chosen,
        "page": page,
        "may_tell": bool(current_memberships(user)),
        "critical": week["critical"],
        "recent": week["all"],
        "pressing": pressing_for(user, here),
        "checked": Source.objects.exclude(last_ok_at=None).order_by("-last_ok_at").first(),
    }
    return render(request, "qrc/alerts/advisory_list.html", context)


@require_GET
def advisory_export(request: HttpRequest) -> HttpResponseBase:
    user, here = request.user, getattr(request, "organisation", None)
    rows = advisories_for(user, request.GET.get("sort", ""))
    chosen = AdvisoryFilter(request.GET, rows, user=user, organisation=here)
    return _exported(user, chosen)


@require_GET
def advisory_detail(request: HttpRequest, pk: int) -> HttpResponse:
    user = request.user
    advisory = get_object_or_404(visible_to(user).select_related("source"), pk=pk)
    here = getattr(request, "organisation", None)
    context = _told(user, advisory) | {
        "hits": hits_of(here, advisory),
        "case": cases_for(here, user).filter(advisory=advisory).first(),
        "confirmed": confirmed_by(advisory) if request.memberships else None,  # type: ignore[attr-defined]
        "received": deliveries_to(user, advisory),
    }
    return render(request, "qrc/alerts/advisory_detail.html", context)


@require_GET
@login_not_required
def public_list(request: HttpRequest) -> HttpResponse:
    """For anybody: TLP:CLEAR alone, the same for who has signed in."""
    rows = ranked(open_to_all(), request.GET.get("sort", ""))
    chosen = PublicFilter(request.GET, rows, user=NOBODY)
    page = paginate(chosen.events, request.GET.get("page"))
    page.object_list = with_others(NOBODY, page.object_list)
    week = recent(open_to_all())
    context = {
        "filter": chosen, "page": page, "critical": week["critical"], "recent": week["all"],
    }  # fmt: skip
    return render(request, "qrc/alerts/public_list.html", context)


@require_GET
@login_not_required
def public_export(request: HttpRequest) -> HttpResponseBase:
    rows = ranked(open_to_all(), request.GET.get("sort", ""))
    return _exported(NOBODY, PublicFilter(request.GET, rows, user=NOBODY))


@require_GET
@login_not_required
def public_detail(request: HttpRequest, pk: int) -> HttpResponse:
    advisory = get_object_or_404(open_to_all().select_related("source"), pk=pk)
    return render(request, "qrc/alerts/public_detail.html", _told(NOBODY, advisory))


def _told(user: Any, advisory: Advisory) -> dict[str, Any]:
    """A warning as this person may read it: its words, its facts, its history and who else says so."""
    (known,) = as_readable_by(user, [advisory])
    told, desk = told_of(known), is_qrc_editor(user)
    history = revisions_for(user).filter(advisory=advisory)
    revisions = [(each, changes_of(advisory, each.spoken_changes, desk=desk)) for each in history]
    return {
        "advisory": told,
        "in_short": our_summary(told),
        "said": words_of(told, desk=desk),
        "facts": facts_about(known),
        "others": as_readable_by(user, also_told_by(user, advisory)),
        "history": timeline(revisions, rises_of(known)),
    }


def _exported(user: Any, chosen: PublicFilter) -> HttpResponseBase:
    """As the list shows it: one row an event, unless each message was asked for."""
    head = [
        _("Ernst"), _("Titel"), _("CVE"), _("Bron"), _("Gewijzigd"), _("Ingetrokken"), _("Link"),
        _("Ook gemeld door"),
    ]  # fmt: skip
    body = (
        [
            row.get_severity_display(), row.title, " ".join(row.cves), row.source.name,
            row.changed_at, row.withdrawn_at or "", row.link,
            ", ".join(each.source.name for each in row.others),  # type: ignore[attr-defined]
        ]
        for row in with_others(user, chosen.events[:EXPORT_ROWS])
    )  # fmt: skip
    return csv_response("waarschuwingen.csv", head, body)


@require_GET
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address in an SMS."""
    return redirect("qrc:advisory-detail", pk=pk)


@require_GET
def my_week(request: SignedInRequest) -> HttpResponse:
    """The last weekly overview of who asks, with what has become of each message since."""
    subscriber = Subscriber.objects.filter(user=request.user).first()
    overview = last_overview(subscriber) if subscriber else None
    rows = sent_in(overview, subscriber) if overview and subscriber else []
    page = paginate(rows, request.GET.get("page"))
    shown = [each.advisory.pk for each in page]
    context = {
        "overview": overview,
        "page": page,
        "lead": lead_of(rows),
        "troubled": troubled(overview) if overview else [],
        "visible": set(visible_to(request.user).filter(pk__in=shown).values_list("pk", flat=True)),
        "subscribed": subscriptions_of(request.user).exists(),
    }
    return render(request, "qrc/alerts/week.html", context)


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
def ledger_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ledger(), pk=pk)
    # The reason names what of a portfolio is hit.
    advisory = row.message.alert.revision.advisory
    record(HITS_VIEWED, actor=request.user, subject=advisory, delivery=row.pk)
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
