"""The webhooks and Teams channels of the organisation one works for; to all but its administrators
they aren't there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.messaging.enums import Channel
from community.messaging.forms import WebhookForm
from community.messaging.models import Address
from community.messaging.queries import webhooks_of
from community.messaging.webhooks import (
    add_teams,
    add_webhook,
    remove_webhook,
    renew_secret,
    try_webhook,
)


@require_http_methods(["GET", "POST"])
def webhooks(request: Any) -> HttpResponse:
    organisation = _managed(request)
    form = WebhookForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        given = {
            "organisation": organisation, "url": form.cleaned_data["url"], "actor": request.user,
        }  # fmt: skip
        try:
            if form.cleaned_data["channel"] == Channel.TEAMS:
                add_teams(**given)
                messages.success(
                    request, _("Het Teams-kanaal staat erbij. Stuur een proefbericht.")
                )
                return redirect("community:webhooks")
            _address, secret = add_webhook(**given)
        except ValidationError as refusal:
            form.add_error("url", refusal)
        else:
            form = WebhookForm()
    return _shown(request, organisation, form, secret)


@require_POST
def webhook_secret(request: Any, pk: int) -> HttpResponse:
    address = get_object_or_404(webhooks_of(_managed(request)), pk=pk, channel=Channel.WEBHOOK)
    secret = renew_secret(address=address, actor=request.user)
    return _shown(request, request.organisation, WebhookForm(), secret)


@require_POST
def webhook_try(request: Any, pk: int) -> HttpResponse:
    try_webhook(address=_webhook(request, pk), actor=request.user)
    messages.success(
        request, _("Het proefbericht is onderweg. Het resultaat verschijnt hieronder.")
    )
    return redirect("community:webhooks")


@require_POST
def webhook_remove(request: Any, pk: int) -> HttpResponse:
    remove_webhook(address=_webhook(request, pk), actor=request.user)
    messages.success(request, _("De koppeling is verwijderd."))
    return redirect("community:webhooks")


def _shown(request: Any, organisation: Any, form: WebhookForm, secret: str) -> HttpResponse:
    # No redirect after a secret was made: this answer is the only place where it ever stands.
    context = {"form": form, "secret": secret, "webhooks": webhooks_of(organisation)}
    response = render(request, "community/messaging/webhooks.html", context)
    if secret:
        response["Cache-Control"] = "no-store"
    return response


def _managed(request: Any) -> Any:
    membership = getattr(request, "membership", None)
    if membership is None or not membership.is_administrator:
        raise Http404
    return request.organisation


def _webhook(request: Any, pk: int) -> Address:
    return get_object_or_404(webhooks_of(_managed(request)), pk=pk)
