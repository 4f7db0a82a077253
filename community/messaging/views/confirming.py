"""The page behind the link in a mail or SMS: is this address yours?

Opening it changes nothing: mail scanners open every link.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.messaging.confirmations import (
    ask_again,
    confirm_by_code,
    confirm_by_link,
    confirmation_token,
    find_confirmation,
    is_open,
)
from community.messaging.enums import Channel
from community.messaging.forms import CodeForm
from community.messaging.models import Confirmation


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirmation(request: Any, token: str) -> HttpResponse:
    asked = _found(token)
    is_phone = asked.address.channel == Channel.SMS
    form = CodeForm(request.POST or None) if is_phone else None
    refusal = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            if form is not None:
                confirm_by_code(asked=asked, code=form.cleaned_data["code"])
            else:
                confirm_by_link(asked=asked)
        except ValidationError as error:
            refusal = " ".join(error.messages)
            asked.refresh_from_db()
            if form is not None:
                form.add_error("code", error)
        else:
            return redirect("community:confirmation", token)
    return _page(request, asked, token, form, refusal)


@login_not_required
@require_POST
def confirmation_again(request: Any, token: str) -> HttpResponse:
    """Send a new question in the place of one that is lost or too old."""
    asked = _found(token)
    if asked.used_at is not None:
        return redirect("community:confirmation", token)
    try:
        fresh = ask_again(address=asked.address, user=asked.user)
    except ValidationError as error:
        form = CodeForm() if asked.address.channel == Channel.SMS else None
        return _page(request, asked, token, form, " ".join(error.messages))
    if fresh.address.channel == Channel.EMAIL:
        # Its link is the proof, so it goes to the mailbox and nowhere else.
        return _page(request, fresh, token, None, "", is_sent=True)
    return redirect("community:confirmation", confirmation_token(fresh))


def _found(token: str) -> Confirmation:
    asked = find_confirmation(token)
    if asked is None:
        raise Http404
    return asked


def _page(
    request: Any,
    asked: Confirmation,
    token: str,
    form: CodeForm | None,
    refusal: str,
    *,
    is_sent: bool = False,
) -> HttpResponse:
    context = {
        "asked": asked, "address": asked.address, "form": form, "refusal": refusal, "token": token,
        "is_sent": is_sent,
        "is_done": asked.used_at is not None, "is_open": is_open(asked),
        "is_own": request.user.is_authenticated and request.user == asked.user,
    }  # fmt: skip
    return render(request, "community/messaging/confirmation.html", context)
