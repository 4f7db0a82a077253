"""The list of what a bestuur uses, its export and its quick start."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from catalogue.portfolio.browsing import drafts_of, items_of, summary_of
from catalogue.portfolio.enums import ItemOrigin
from catalogue.portfolio.filters import ItemFilter
from catalogue.portfolio.forms import QuickStartForm
from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.quick_start import common_solutions
from catalogue.portfolio.rules import may_change_portfolio
from catalogue.portfolio.services import Line, import_rows
from catalogue.portfolio.views.reaching import kept_government, own_government
from catalogue.portfolio.wanted import Wanted
from community.accounts.signed_in import SignedInRequest
from community.kit.csv_safe import csv_response
from community.kit.pagination import paginate
from community.organisations.models import Organisation


@require_GET
def portfolio(request: SignedInRequest) -> HttpResponse:
    here = own_government(request)
    chosen = ItemFilter(request.GET, items_of(here, request.GET.get("sort", "")))
    ended = request.GET.get("weg", "")
    keeps = may_change_portfolio(request.user, here)
    context = summary_of(here) | {
        "organisation": here,
        "keeps": keeps,
        "filter": chosen,
        "page": paginate(chosen.qs, request.GET.get("page")),
        "ended": _just_ended(here, ended) if keeps else None,
        "draft": drafts_of(here, request.user).first() if keeps else None,
    }
    return render(request, "catalogue/portfolio/portfolio.html", context)


def _just_ended(here: Organisation, key: str) -> PortfolioItem | None:
    if not key.isdecimal() or len(key) > 17:
        return None
    gone: PortfolioItem | None = (
        PortfolioItem.objects.of(here).exclude(ended_at=None).select_related("solution__supplier")
        .filter(pk=int(key)).first()
    )  # fmt: skip
    return gone


@require_GET
def portfolio_export(request: SignedInRequest) -> HttpResponseBase:
    """What is in use, so that it can be brought in again: the key tells which item a row is."""
    here = own_government(request)
    rows = ItemFilter(request.GET, items_of(here)).qs.filter(ended_at=None)
    head = [
        _("Oplossing"), _("Leverancier"), _("Versie"), _("Eigen naam"), _("Opmerking"), _("Kenmerk"),
    ]  # fmt: skip
    body = ([*_cells(item), item.pk] for item in rows.iterator(1000))
    return csv_response("portfolio.csv", head, body)


def _cells(item: PortfolioItem) -> list[str]:
    solution = item.solution
    maker = solution.supplier.name if solution and solution.supplier else item.vendor
    named = solution.full_name if solution else ""
    return [named, maker, item.version, item.name, item.note]


def quick_start(request: SignedInRequest) -> HttpResponse:
    here = kept_government(request)
    form = QuickStartForm(request.POST or None, solutions=common_solutions(here))
    if request.method == "POST" and form.is_valid():
        rows = [Line(Wanted(solution)) for solution in form.cleaned_data["solutions"]]
        done = import_rows(
            organisation=here, actor=request.user, rows=rows, origin=ItemOrigin.TYPED
        )
        said = ngettext(
            "%(n)s oplossing toegevoegd. Vul de versie aan waar u ze kent.",
            "%(n)s oplossingen toegevoegd. Vul de versies aan waar u ze kent.",
            len(done.added),
        )
        messages.success(request, said % {"n": len(done.added)})
        return redirect("catalogue:portfolio")
    return render(
        request, "catalogue/portfolio/quick_start.html", {"form": form, "organisation": here}
    )
