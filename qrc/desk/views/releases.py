from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.kit.access import requires
from community.kit.pagination import paginate
from community.messaging.bodies import filled
from community.organisations.rules import is_qrc_editor
from qrc.alerts.releasing import content, measure
from qrc.desk import services
from qrc.desk.forms import ApproveForm, EditForm, MergeForm, RejectForm
from qrc.desk.queries import decided, planned, waiting
from qrc.releases.enums import ReleaseState
from qrc.releases.models import Release
from qrc.releases.queries import EDITABLE, merged_with
from qrc.releases.services import reject
from qrc.sightings.models import Sighting
from qrc.sightings.queries import sightings_for_desk

TABS = {"": waiting, "gepland": planned, "gedaan": decided, "meldingen": sightings_for_desk}

SHOWN = {"why": "…", "unsubscribe": "…"}
"""In the place of what each reader gets for himself."""


@require_GET
@requires(is_qrc_editor)
def inbox(request: Any) -> HttpResponse:
    wanted = request.GET.get("toon", "")
    tab = wanted if wanted in TABS else ""
    rows: Any = TABS[tab]()
    context = {
        "tab": tab,
        "page": paginate(rows, request.GET.get("page")),
        "waiting": waiting().count(),
        "planned": planned().count(),
        "fresh": Sighting.objects.fresh().count(),
    }
    return render(request, "qrc/desk/inbox.html", context)


@require_GET
@requires(is_qrc_editor)
def release_detail(request: Any, pk: int) -> HttpResponse:
    return _show(request, _found(pk))


@require_POST
@requires(is_qrc_editor)
def release_edit(request: Any, pk: int) -> HttpResponse:
    release, form = _found(pk), EditForm(request.POST)
    if not form.is_valid():
        return _show(request, release, edit=form)
    text = _("De tekst is bewaard. Ontvangers lezen deze tekst.")
    return _try(request, release, text, services.edit, **form.cleaned_data)


@require_POST
@requires(is_qrc_editor)
def release_approve(request: Any, pk: int) -> HttpResponse:
    release, form = _found(pk), ApproveForm(request.POST)
    if not form.is_valid():
        return _show(request, release, approve=form)
    text = _("Uw goedkeuring is genoteerd.")
    return _try(request, release, text, services.approve, **form.cleaned_data)


@require_POST
@requires(is_qrc_editor)
def release_reject(request: Any, pk: int) -> HttpResponse:
    release, form = _found(pk), RejectForm(request.POST)
    if not form.is_valid():
        return _show(request, release, reject=form)
    text = _("Deze waarschuwing vertrekt niet.")
    return _try(request, release, text, reject, reason=form.cleaned_data["reason"])


@require_POST
@requires(is_qrc_editor)
def release_merge(request: Any, pk: int) -> HttpResponse:
    release = _found(pk)
    form = MergeForm(request.POST, others=_others(release))
    if not form.is_valid():
        return _show(request, release, merge=form)
    text = _("Samengevoegd: dit vertrekt als één bericht.")
    return _try(request, release, text, services.merge, into=form.cleaned_data["into"])


def _found(pk: int) -> Release:
    rows = Release.objects.select_related("revision__advisory__source", "first_by", "second_by")
    return get_object_or_404(rows, pk=pk)


def _others(release: Release) -> Any:
    return waiting().exclude(pk=release.pk)


def _try(
    request: Any, release: Release, done: str, act: Callable[..., Release], **data: Any
) -> HttpResponse:
    """Do it and say so; what may not be says why, and changes nothing."""
    try:
        shown = act(release=release, actor=request.user, **data)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        shown = release
    else:
        messages.success(request, done)
    return redirect("qrc:release-detail", pk=shown.merged_into_id or shown.pk)


def _show(request: Any, release: Release, **bound: Any) -> HttpResponse:
    revision = release.revision
    if release.is_open:
        release.audience, release.segments = measure(revision, release)
    words = content(revision, release)
    written = {name: getattr(release, name) for name in EDITABLE}
    forms = {
        "edit": EditForm(initial=written),
        "approve": ApproveForm(initial={"at": release.scheduled_for, "version": release.version}),
        "reject": RejectForm(),
        "merge": MergeForm(others=_others(release)),
    } | bound
    context = {
        "release": release,
        "advisory": revision.advisory,
        "forms": forms,
        "subject": words["email", "nl"].subject,
        "mail": filled(words["email", "nl"].text, SHOWN),
        "sms": filled(words["sms", "nl"].text, SHOWN),
        "also": merged_with(release),
        "besturen": release.organisations.all(),
        "needs_two": release.demands_two(),
        "is_first": release.first_at is not None and release.first_by_id == request.user.pk,
        "is_waiting": release.state == ReleaseState.WAITING,
        "others": _others(release).exists(),
    }
    return render(request, "qrc/desk/release.html", context)
