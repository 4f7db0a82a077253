"""How the house's files fare: for those who look after them. Nothing here opens a file."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.accounts.signed_in import SignedInRequest
from community.files.forms import FilesFilter
from community.files.purposes import purposes
from community.files.queries import looked_after, standing
from community.files.rules import may_look_after
from community.files.services import try_again
from community.kit.access import requires
from community.kit.pagination import paginate


@requires(may_look_after)
@require_GET
def stored_files(request: SignedInRequest) -> HttpResponse:
    form = FilesFilter(request.GET or None)
    asked = form.said() if form.is_bound else {}
    page = paginate(looked_after(**asked), request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "standing": standing(),
        "purposes": {each.key: each.label for each in purposes},
        "is_filtered": any(asked.values()),
        "has_scanner": bool(settings.CLAMAV_URL),
    }
    return render(request, "community/files/stored_files.html", context)


@requires(may_look_after)
@require_POST
def stored_file_again(request: SignedInRequest, key: UUID) -> HttpResponse:
    file = get_object_or_404(looked_after(), key=key)
    if try_again(file=file, actor=request.user):
        messages.success(request, _("Het bestand wordt opnieuw geprobeerd."))
    else:
        messages.info(request, _("Met dit bestand is niets meer te doen."))
    return redirect("community:stored-files")
