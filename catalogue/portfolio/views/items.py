"""One item: add it, look at it, say more about it, end it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catalogue.portfolio.browsing import components_of, history_of, sbom_of, what_happened
from catalogue.portfolio.forms import ItemForm, VersionForm
from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.rules import may_change_portfolio
from catalogue.portfolio.services import add_item, change_item, end_item, restore_item
from catalogue.portfolio.views.reaching import is_part, kept_government, own_government, own_item
from community.accounts.signed_in import SignedInRequest
from community.kit.pagination import paginate


@require_GET
def item_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    here = own_government(request)
    item = own_item(here, pk)
    sbom, words = sbom_of(item), request.GET.get("q", "").strip()[:100]
    history = paginate(history_of(item), request.GET.get("verloop"), per_page=10)
    context = {
        "item": item,
        "keeps": may_change_portfolio(request.user, here),
        "sbom": sbom,
        "q": words,
        "page": paginate(components_of(sbom, words), request.GET.get("page")),
        "history": history,
        "moments": [(each, what_happened(each, item)) for each in history],
    }
    return render(request, "catalogue/portfolio/item.html", context)


def item_add(request: SignedInRequest) -> HttpResponse:
    here = kept_government(request)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            item = add_item(organisation=here, actor=request.user, **form.said())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _added(item))
            again = "verder" in request.POST
            return redirect("catalogue:portfolio-add" if again else "catalogue:portfolio")
    return render(request, "catalogue/portfolio/item_form.html", {"form": form})


def _added(item: PortfolioItem) -> str:
    if item.solution is None:
        text = _(
            "“%(name)s” staat in uw portfolio. We kennen het nog niet; de redactie bekijkt het."
        )
    else:
        text = _("“%(name)s” staat in uw portfolio.")
    return text % {"name": item.display_name}


def item_change(request: SignedInRequest, pk: int) -> HttpResponse:
    item = own_item(kept_government(request), pk)
    form = ItemForm(request.POST) if request.method == "POST" else ItemForm.filled_from(item)
    if request.method == "POST" and form.is_valid():
        try:
            change_item(item=item, actor=request.user, **form.said())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Uw wijziging is bewaard."))
            return redirect("catalogue:portfolio-item", pk=pk)
    return render(request, "catalogue/portfolio/item_form.html", {"form": form, "item": item})


def item_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """The version in its row: to read, or to change on the spot (htmx); else its own form."""
    item = own_item(kept_government(request), pk)
    if request.method == "POST":
        return _change_version(request, item)
    if not is_part(request):
        return redirect("catalogue:portfolio-change", pk=pk)
    form = None if "toon" in request.GET else VersionForm(initial={"version": item.version})
    return _version_part(request, item, form)


def _change_version(request: SignedInRequest, item: PortfolioItem) -> HttpResponse:
    form = VersionForm(request.POST)
    if form.is_valid():
        try:
            item = change_item(item=item, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("version", ", ".join(refusal.messages))
    if is_part(request):
        return _version_part(request, item, form if form.errors else None)
    if form.errors:
        messages.error(request, " ".join(map(str, form.errors["version"])))
    return redirect("catalogue:portfolio")


def _version_part(
    request: SignedInRequest, item: PortfolioItem, form: VersionForm | None
) -> HttpResponse:
    context: dict[str, Any] = {"item": item, "keeps": True, "form": form, "fresh": True}
    return render(request, "catalogue/portfolio/_version.html", context)


@require_POST
def item_end(request: SignedInRequest, pk: int) -> HttpResponse:
    item = own_item(kept_government(request), pk)
    end_item(item=item, actor=request.user)
    return redirect(f"{reverse('catalogue:portfolio')}?weg={pk}")


@require_POST
def item_restore(request: SignedInRequest, pk: int) -> HttpResponse:
    item = own_item(kept_government(request), pk)
    try:
        restore_item(item=item, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        text = _("“%(name)s” staat weer in uw portfolio.")
        messages.success(request, text % {"name": item.display_name})
    return redirect("catalogue:portfolio")
