"""The bill of materials of an item."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from catalogue.portfolio.browsing import sbom_of
from catalogue.portfolio.forms import SbomForm
from catalogue.portfolio.services import read_sbom, remove_sbom
from catalogue.portfolio.views.reaching import kept_government, own_item
from community.accounts.signed_in import SignedInRequest


def sbom_read(request: SignedInRequest, pk: int) -> HttpResponse:
    item = own_item(kept_government(request), pk)
    form = SbomForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sbom = read_sbom(
                item=item, content=file.read(), file_name=file.name, actor=request.user
            )
        except ValidationError as refusal:
            form.add_error("file", refusal)
        else:
            found = sbom.components.count()
            said = ngettext("%(n)s component ingelezen.", "%(n)s componenten ingelezen.", found)
            messages.success(request, said % {"n": found})
            return redirect("catalogue:portfolio-item", pk=pk)
    context = {"form": form, "item": item, "sbom": sbom_of(item)}
    return render(request, "catalogue/portfolio/sbom_form.html", context)


@require_POST
def sbom_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    item = own_item(kept_government(request), pk)
    remove_sbom(item=item, actor=request.user)
    messages.success(request, _("De SBOM en zijn componenten zijn verwijderd."))
    return redirect("catalogue:portfolio-item", pk=pk)
