"""What somebody gets of the forum by mail, and how he answers it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.forum.digest_form import DigestForm
from community.forum.digests.wishes import choose, wish_of
from community.forum.mail.reply_addresses import renew_addresses


@require_http_methods(["GET", "POST"])
def digest(request: Any) -> HttpResponse:
    wish = wish_of(request.user)
    form = DigestForm(request.POST or None, initial={"rhythm": wish.rhythm, "hour": wish.hour})
    if request.method == "POST" and form.is_valid():
        choose(user=request.user, **form.cleaned_data)
        messages.success(request, _("Uw keuze is bewaard."))
        return redirect("community:preferences")
    context = {"form": form, "answers": bool(settings.REPLY_DOMAIN)}
    return render(request, "community/forum/digest.html", context)


@require_POST
def renew(request: Any) -> HttpResponse:
    renew_addresses(user=request.user)
    messages.success(
        request, _("Uw antwoordadressen zijn ongeldig. De volgende mails dragen nieuwe.")
    )
    return redirect("community:forum-digest")
