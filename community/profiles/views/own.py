from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.profiles.forms import ProfileForm
from community.profiles.models import profile_of
from community.profiles.queries import portrait
from community.profiles.rules import is_member
from community.profiles.services import save_profile


@require_http_methods(["GET", "POST"])
def profile(request: Any) -> HttpResponse:
    """ "Mijn profiel": what one tells others, and the way to one's messages and groups."""
    form = ProfileForm(request.POST or None, instance=profile_of(request.user))
    if request.method == "POST" and form.is_valid():
        save_profile(user=request.user, **form.cleaned_data)
        messages.success(request, _("Uw profiel is bewaard."))
        return redirect("community:profile")
    context = {
        "form": form, "person": portrait(request.user, request.user),
        "is_member": is_member(request.user),
    }  # fmt: skip
    return render(request, "community/profiles/profile.html", context)
