"""One's own API keys, and those of the organisation one administers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.api_keys.forms import OURS, ApiKeyForm
from community.api_keys.queries import keys_managed_by
from community.api_keys.services import make_key, revoke_key
from community.kit.pagination import paginate
from community.organisations.models import Organisation


@require_http_methods(["GET", "POST"])
def api_keys(request: Any) -> HttpResponse:
    here = _managed(request)
    form = ApiKeyForm(request.POST or None, organisation=here)
    token = ""
    if request.method == "POST" and form.is_valid():
        token = _made(request, form, here)
        if token:
            form = ApiKeyForm(organisation=here)
    context = {
        "form": form, "token": token, "manages": here is not None,
        "page": paginate(keys_managed_by(request.user, here), request.GET.get("page")),
    }  # fmt: skip
    response = render(request, "community/api_keys/api_keys.html", context)
    if token:
        # No redirect: this answer is the only place where the token ever stands.
        response["Cache-Control"] = "no-store"
    return response


def _made(request: Any, form: ApiKeyForm, here: Organisation | None) -> str:
    """The new token, or "" with the refusal on the form."""
    given = dict(form.cleaned_data)
    organisation = here if given.pop("owner") == OURS else None
    try:
        return make_key(actor=request.user, organisation=organisation, **given)[1]
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return ""


@require_POST
def api_key_revoke(request: Any, pk: int) -> HttpResponse:
    key = get_object_or_404(keys_managed_by(request.user, _managed(request)), pk=pk)
    revoke_key(key=key, actor=request.user)
    messages.success(request, _("De sleutel is ingetrokken en werkt niet meer."))
    return redirect("community:api-keys")


def _managed(request: Any) -> Organisation | None:
    membership = getattr(request, "membership", None)
    return request.organisation if membership and membership.is_administrator else None
