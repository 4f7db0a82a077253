from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.accounts.forms import ProfileForm
from community.accounts.models import User
from community.accounts.queries import security_of
from community.accounts.services import save_profile


@require_http_methods(["GET", "POST"])
def account(request: Any) -> HttpResponse:
    """ "Mijn account": who one is, and the way to everything that keeps the account safe."""
    user = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=user)
    if request.method == "POST" and form.is_valid():
        save_profile(user=form.save(commit=False), changed=form.changed_data)
        translation.activate(user.language)
        messages.success(request, _("Uw gegevens zijn bewaard."))
        response = redirect("community:account")
        if "language" in form.changed_data:
            # A choice made earlier at the foot of a page gives way to this one.
            response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    context = {"form": form, "security": security_of(user), "person": request.user}
    return render(request, "community/accounts/account.html", context)
