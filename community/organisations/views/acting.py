"""What every act on members has in common: do it, say it, go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from community.organisations.models import Organisation
from community.organisations.rules import may_manage_members


def act(
    request: HttpRequest,
    do: Callable[[], Any],
    *,
    done: str,
    to: str = "community:organisation",
    refused_to: str = "",
) -> HttpResponse:
    """Run a service for a button; its refusal becomes a message, never a lost page."""
    try:
        do()
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(safe_next(request) or refused_to or to)
    return finish(request, done=done, to=to)


def finish(request: HttpRequest, *, done: str, to: str = "community:organisation") -> HttpResponse:
    messages.success(request, done)
    return redirect(safe_next(request) or to)


def attempt(form: BaseForm, do: Callable[[], Any]) -> bool:
    """Run a service for a form; its refusal stands in the form, with all that was typed."""
    try:
        do()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def safe_next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    own = {request.get_host()}
    return target if url_has_allowed_host_and_scheme(target, own, request.is_secure()) else ""


def managed_organisation(request: HttpRequest) -> Organisation:
    """The current organisation, for its administrators only; to anybody else it isn't there."""
    organisation: Organisation | None = request.organisation  # type: ignore[attr-defined]
    if organisation is None or not may_manage_members(request.user, organisation):
        raise Http404
    return organisation
