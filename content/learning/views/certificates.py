"""Asking for a certificate, showing it, and looking whether one is true."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from community.credentials.badges import CONTEXTS, address, revocation_list
from community.credentials.serving import for_programs
from community.kit.access import requires
from community.organisations.rules import is_editor
from content.learning.credentials import achievement
from content.learning.forms import CertificateForm, RevokeForm, ShowingForm
from content.learning.models import Badge, Certificate, CoursePage
from content.learning.plates import plate
from content.learning.services import (
    change_showing,
    issue_badge,
    issue_certificate,
    revoke_certificate,
)
from content.learning.services.badges import Revoked
from content.learning.views.reaching import own_certificate, own_enrolment, shell_of


def certificate_ask(request: Any, pk: int) -> HttpResponse:
    """How it will read, and what others may see of it."""
    enrolment = own_enrolment(request, pk)
    if enrolment.completed_at is None:
        raise Http404
    if hasattr(enrolment, "certificate"):
        return redirect("content:certificate", enrolment.certificate.pk)
    form = CertificateForm(request.POST or None, initial={"name": str(request.user)})
    if request.method == "POST" and form.is_valid():
        made = issue_certificate(enrolment=enrolment, **form.cleaned_data)
        messages.success(request, _("Uw getuigschrift is klaar."))
        return redirect("content:certificate", made.pk)
    return render(
        request, "content/learning/certificate_ask.html", {"form": form, "enrolment": enrolment}
    )


@login_not_required
@never_cache
@require_GET
def certificate(request: Any, pk: UUID) -> HttpResponse:
    """For anyone who has its address; its holder finds more here."""
    found = _any_certificate(pk)
    mine = found.enrolment.user_id == request.user.pk
    context = {
        "shell": shell_of(request), "certificate": found, "mine": mine,
        "showing": ShowingForm(instance=found) if mine else None,
        "revoking": RevokeForm() if is_editor(request.user) and not found.revoked_at else None,
    }  # fmt: skip
    response = render(request, "content/learning/certificate.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _any_certificate(pk: UUID) -> Certificate:
    rows = Certificate.objects.select_related("enrolment__organisation", "badge")
    return get_object_or_404(rows, pk=pk)


@require_GET
def certificate_pdf(request: Any, pk: UUID) -> HttpResponse:
    found = own_certificate(request, pk)
    if found.revoked_at is not None:
        raise Http404
    response = HttpResponse(plate(found), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="getuigschrift.pdf"'
    return response


@require_POST
def certificate_show(request: Any, pk: UUID) -> HttpResponse:
    found = own_certificate(request, pk)
    form = ShowingForm(request.POST)
    if form.is_valid():
        change_showing(certificate=found, **form.cleaned_data)
        messages.success(request, _("Bewaard. Zo ziet men uw getuigschrift vanaf nu."))
    return redirect("content:certificate", found.pk)


@require_POST
def badge_ask(request: Any, pk: UUID) -> HttpResponse:
    """Only now a badge is signed: whoever asks none has none."""
    found = own_certificate(request, pk)
    try:
        issue_badge(certificate=found)
    except Revoked:
        messages.warning(request, _("Voor dit getuigschrift geven wij geen badge meer."))
    else:
        messages.success(request, _("Uw Open Badge is klaar om te downloaden."))
    return redirect("content:certificate", found.pk)


@requires(is_editor)
@require_POST
def certificate_revoke(request: Any, pk: UUID) -> HttpResponse:
    found = _any_certificate(pk)
    form = RevokeForm(request.POST)
    if form.is_valid():
        revoke_certificate(certificate=found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Het getuigschrift is ingetrokken."))
        return redirect("content:certificate", found.pk)
    context = {
        "shell": "base.html", "certificate": found, "mine": False, "showing": None,
        "revoking": form,
    }  # fmt: skip
    return render(request, "content/learning/certificate.html", context)


@login_not_required
@never_cache
@require_GET
def badge(request: Any, pk: UUID) -> HttpResponse:
    """The credential as it was signed; 410 when it was taken back."""
    found = get_object_or_404(Badge.objects.select_related("certificate"), pk=pk)
    if found.certificate.revoked_at is not None:
        return HttpResponse(status=410, content_type="text/plain")
    return HttpResponse(found.token, content_type="text/plain; charset=us-ascii")


@login_not_required
@require_GET
def badge_achievement(request: Any, key: UUID) -> JsonResponse:
    """By the key of the course's page, which nobody guesses."""
    course = get_object_or_404(CoursePage, translation_key=key)
    return for_programs({"@context": list(CONTEXTS)} | achievement(course))


@login_not_required
@require_GET
def badge_revoked(request: Any) -> JsonResponse:
    """What was taken back, as a 1EdTech revocation list."""
    rows = Badge.objects.exclude(certificate__revoked_at=None).select_related("certificate")
    revoked = [
        (address("content:badge", each.pk), each.certificate.revoked_reason)
        for each in rows.order_by("pk")
    ]
    return for_programs(revocation_list(at=address("content:badge-revoked"), revoked=revoked))
