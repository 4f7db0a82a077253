from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.accounts.signed_in import SignedInRequest
from community.privacy.enums import ErasureState, ExportState
from community.privacy.forms import EraseForm
from community.privacy.models import DataExport, Erasure
from community.privacy.queries import held_of, keeps_of, left_without_manager
from community.privacy.services import ask_copy, ask_erasure, cancel_erasure, note_taken

SHOWN = 5


@require_GET
def my_data(request: SignedInRequest) -> HttpResponse:
    """What the house holds about the person, a copy of it, and the way to have it erased."""
    copies = DataExport.objects.filter(user=request.user)[:SHOWN]
    context = {
        "held": held_of(request.user),
        "copies": copies,
        "waits": any(each.state == ExportState.WAITING for each in copies),
        "erasure": Erasure.objects.planned().filter(user=request.user).first(),
    }
    return render(request, "community/privacy/my_data.html", context)


@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    ask_copy(user=request.user)
    messages.success(request, _("Uw kopie wordt gemaakt. U krijgt een bericht zodra ze klaar is."))
    return redirect("community:my-data")


@never_cache
@require_GET
def copy(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    """The copy itself, for the person alone and while it can be fetched."""
    mine = DataExport.objects.filter(user=request.user, state=ExportState.READY)
    found = get_object_or_404(mine, key=key)
    try:
        content = found.path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    note_taken(copy=found)
    return FileResponse(content, as_attachment=True, filename="mijn-gegevens-vlavirgem.zip")


@require_http_methods(["GET", "POST"])
@reauthentication_required
def erase_me(request: SignedInRequest) -> HttpResponse:
    """What erasing means, and the question itself; asked of who just proved who he is."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erasure = ask_erasure(user=request.user)
        return redirect("community:erasure", erasure.code)
    context = {
        "form": form,
        "held": held_of(request.user),
        "keeps": keeps_of(request.user),
        "orphans": left_without_manager(request.user),
    }
    return render(request, "community/privacy/erase_me.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def erasure(request: HttpRequest, code: str) -> HttpResponse:
    """How an erasure stands, for whoever has its code: after it there is no account to sign in to."""
    found = get_object_or_404(Erasure, code=code)
    if request.method == "POST":
        if cancel_erasure(erasure=found):
            messages.success(request, _("Er wordt niets gewist. Uw account blijft zoals het is."))
        return redirect("community:erasure", code)
    kept = found.kept.all()
    planned = keeps_of(found.user) if found.user and found.state == ErasureState.PLANNED else []
    context = {"erasure": found, "kept": kept, "keeps": planned}
    return render(request, "community/privacy/erasure.html", context)
