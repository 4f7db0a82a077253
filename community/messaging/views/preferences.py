"""What a person wants to hear, and where: kinds × channels and his own addresses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.messaging import addresses
from community.messaging.confirmations import add_address, ask_again, confirmation_token
from community.messaging.enums import AddressState, Channel
from community.messaging.forms import PhoneForm, PreferencesForm
from community.messaging.models import Address
from community.messaging.preferences import (
    PERSONAL,
    choices_of,
    choosable,
    refused_by,
    save_preferences,
)
from community.messaging.queries import addresses_of, quiet_hours_of, waiting_for

OWN_CHOICE = "eigen keuze"
"""The reason of an address that its own holder stopped here: he may start it as easily."""


@require_http_methods(["GET", "POST"])
def preferences(request: Any) -> HttpResponse:
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        save_preferences(user=request.user, wanted=form.choices())
        messages.success(request, _("Uw keuze is bewaard."))
        return redirect("community:preferences")
    mine = list(addresses_of(request.user))
    context = {
        "mails": [each for each in mine if each.channel == Channel.EMAIL],
        "phones": [each for each in mine if each.channel == Channel.SMS],
        "waiting": [(each, confirmation_token(each)) for each in waiting_for(request.user)],
        "channels": [channel.label for channel in PERSONAL],
        "rows": _rows(request.user),
        "quiet": quiet_hours_of(request.user),
    }
    return render(request, "community/messaging/preferences.html", context)


def _rows(user: Any) -> list[dict[str, Any]]:
    refused = refused_by(user)
    return [{"kind": kind, "cells": _cells(kind, refused)} for kind in choosable(user)]


def _cells(kind: Any, refused: set[tuple[str, str]]) -> list[dict[str, Any]]:
    offered = set(choices_of(kind))
    return [
        {
            "label": channel.label,
            "value": f"{kind.key}/{channel}" if (kind.key, str(channel)) in offered else "",
            "checked": (kind.key, str(channel)) not in refused,
        }
        for channel in PERSONAL
    ]


@require_http_methods(["GET", "POST"])
def phone_add(request: Any) -> HttpResponse:
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = add_address(
                user=request.user, channel=Channel.SMS, value=form.cleaned_data["phone"],
                language=request.user.language,
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error("phone", refusal)
        else:
            return redirect("community:confirmation", confirmation_token(asked))
    return render(request, "community/messaging/phone.html", {"form": form})


@require_http_methods(["GET", "POST"])
def address_change(request: Any, pk: int) -> HttpResponse:
    """Another number in the place of the old; a mail address changes with the account's own."""
    address = get_object_or_404(addresses_of(request.user), pk=pk, channel=Channel.SMS)
    form = PhoneForm(request.POST or None, initial={"phone": address.value})
    if request.method == "POST" and form.is_valid():
        try:
            addresses.change(address=address, value=form.cleaned_data["phone"], actor=request.user)
        except ValidationError as refusal:
            form.add_error("phone", refusal)
        else:
            return _ask(request, address)
    return render(request, "community/messaging/phone.html", {"form": form, "address": address})


@require_POST
def address_ask(request: Any, pk: int) -> HttpResponse:
    return _ask(request, get_object_or_404(addresses_of(request.user), pk=pk))


@require_POST
def address_stop(request: Any, pk: int) -> HttpResponse:
    address = get_object_or_404(addresses_of(request.user).confirmed(), pk=pk)  # type: ignore[attr-defined]
    addresses.mark_stopped(address=address, reason=OWN_CHOICE, actor=request.user)
    messages.success(request, _("Wij sturen niets meer naar %(to)s.") % {"to": address.value})
    return redirect("community:preferences")


@require_POST
def address_restart(request: Any, pk: int) -> HttpResponse:
    address = get_object_or_404(addresses_of(request.user), pk=pk)
    proven = address.reason == OWN_CHOICE
    address = addresses.restart(address=address, proven=proven, actor=request.user)
    if address.state != AddressState.CONFIRMED:
        return _ask(request, address)
    messages.success(request, _("%(to)s krijgt weer berichten.") % {"to": address.value})
    return redirect("community:preferences")


@require_POST
def address_remove(request: Any, pk: int) -> HttpResponse:
    address = get_object_or_404(addresses_of(request.user), pk=pk, channel=Channel.SMS)
    addresses.remove(address=address, actor=request.user)
    messages.success(request, _("%(to)s is verwijderd.") % {"to": address.value})
    return redirect("community:preferences")


def _ask(request: HttpRequest, address: Address) -> HttpResponse:
    try:
        asked = ask_again(address=address, user=request.user)  # type: ignore[arg-type]
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("community:preferences")
    if address.channel == Channel.SMS:
        return redirect("community:confirmation", confirmation_token(asked))
    messages.success(
        request, _("Wij stuurden een mail naar %(to)s met een knop erin.") % {"to": address.value}
    )
    return redirect("community:preferences")
