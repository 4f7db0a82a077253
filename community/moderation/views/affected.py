"""For whom a decision concerns: what was decided about him, why, and going against it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.kit.access import requires
from community.kit.pagination import paginate
from community.moderation.figures import chart_of, chosen_quarter, figures_of, recent_quarters
from community.moderation.forms import AppealForm
from community.moderation.models import Appeal, Decision
from community.moderation.queries import decisions_about
from community.moderation.refusing import Refused
from community.moderation.rules import is_member, restriction_of
from community.moderation.services import appeal
from community.moderation.things import find
from community.moderation.wording import automation_of


@require_GET
def my_decisions(request: Any) -> HttpResponse:
    page = paginate(decisions_about(request.user), request.GET.get("page"))
    context = {"page": page, "restriction": restriction_of(request.user)}
    return render(request, "community/moderation/my_decisions.html", context)


@require_http_methods(["GET", "POST"])
def decision_detail(request: Any, pk: int) -> HttpResponse:
    """The statement of reasons (DSA, art. 17), and the appeal."""
    found: Decision = get_object_or_404(decisions_about(request.user), pk=pk)
    known = Appeal.objects.filter(decision=found).first()
    may_appeal = known is None and found.is_restricting and timezone.now() <= found.appeal_until
    may_appeal = may_appeal and not Decision.objects.filter(reverses=found).exists()
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal(decision=found, user=request.user, words=form.cleaned_data["words"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Uw bezwaar is bewaard. U krijgt binnen 14 dagen antwoord.")
            )
            return redirect("community:decision", pk)
    context = {
        "decision": found, "appeal": known, "may_appeal": may_appeal, "form": form,
        "automation": automation_of(found), "thing": find(found.kind, found.object_id, request.user),
    }  # fmt: skip
    return render(request, "community/moderation/decision.html", context)


@require_GET
@requires(is_member)
def figures(request: Any) -> HttpResponse:
    """What moderation did, told to every member."""
    quarters = recent_quarters()
    quarter = chosen_quarter(request.GET.get("kwartaal", ""))
    chart, rows = chart_of(quarters)
    context = {
        "figures": figures_of(quarter), "quarters": quarters, "chart": chart, "rows": rows,
    }  # fmt: skip
    return render(request, "community/moderation/figures.html", context)
