"""Packages for editors: bringing in, trying out, opening, taking away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.kit.access import requires
from community.kit.pagination import paginate
from content.packages import services
from content.packages.attempts import given_values
from content.packages.filters import DeskFilter
from content.packages.forms import ArchiveForm, DetailsForm, NewForm
from content.packages.models import ContentPackage
from content.packages.queries import all_packages, versions_of
from content.packages.refusal import PackageRefused
from content.packages.rules import may_edit_packages
from content.packages.views.learning import framed, player_context, sitting


@require_GET
@requires(may_edit_packages)
def package_list(request: Any) -> HttpResponse:
    chosen = DeskFilter(request.GET, all_packages())
    page = paginate(chosen.ordered, request.GET.get("page"))
    return render(request, "content/packages/list.html", {"page": page, "filter": chosen})


@require_http_methods(["GET", "POST"])
@requires(may_edit_packages)
def package_new(request: Any) -> HttpResponse:
    form = NewForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, fields = form.cleaned_data.pop("file"), form.cleaned_data
        try:
            made = services.import_package(file=file, name=file.name, actor=request.user, **fields)
        except PackageRefused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("Binnengehaald. Probeer het uit en stel het dan open."))
            return _on_to(request, made)
    return render(request, "content/packages/new.html", {"form": form})


def _on_to(request: Any, package: ContentPackage) -> HttpResponse:
    """A script that shows progress is told where to go; following it there would use up the
    message meant for the reader."""
    if not request.htmx:
        return redirect("content:package-detail", package.uuid)
    address = reverse("content:package-detail", args=[package.uuid])
    return HttpResponse(status=204, headers={"HX-Redirect": address})


@require_GET
@requires(may_edit_packages)
def package_detail(request: Any, uuid: Any) -> HttpResponse:
    package = get_object_or_404(all_packages(), uuid=uuid)
    page = paginate(versions_of(package), request.GET.get("page"), per_page=10)
    return render(request, "content/packages/detail.html", {"package": package, "page": page})


@require_http_methods(["GET", "POST"])
@requires(may_edit_packages)
def package_edit(request: Any, uuid: Any) -> HttpResponse:
    package = get_object_or_404(ContentPackage, uuid=uuid)
    form = DetailsForm(request.POST) if request.method == "POST" else DetailsForm.of(package)
    if request.method == "POST" and form.is_valid():
        services.change_package(package=package, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Bewaard."))
        return redirect("content:package-detail", package.uuid)
    return render(request, "content/packages/edit.html", {"form": form, "package": package})


@require_http_methods(["GET", "POST"])
@requires(may_edit_packages)
def package_version(request: Any, uuid: Any) -> HttpResponse:
    package = get_object_or_404(ContentPackage, uuid=uuid)
    form = ArchiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = services.import_version(
                package=package, file=file, name=file.name, actor=request.user
            )
        except PackageRefused as refused:
            form.add_error("file", str(refused))
        else:
            words = _("Versie %(n)d is binnengehaald en geldt vanaf nu.") % {"n": made.number}
            messages.success(request, words)
            return _on_to(request, package)
    return render(request, "content/packages/version.html", {"form": form, "package": package})


@require_POST
@requires(may_edit_packages)
def package_remove(request: Any, uuid: Any) -> HttpResponse:
    package = get_object_or_404(ContentPackage, uuid=uuid)
    services.remove_package(package=package, actor=request.user)
    messages.success(request, _("“%(title)s” is verwijderd.") % {"title": package.title})
    return redirect("content:packages")


@require_GET
@never_cache
@requires(may_edit_packages)
def package_try(request: Any, uuid: Any) -> HttpResponse:
    """As a learner sees it, before it is open; nothing is kept."""
    package = _whole(uuid)
    return framed(request, player_context(package, None, trial=True))


@require_POST
@requires(may_edit_packages)
def package_try_start(request: Any, uuid: Any) -> HttpResponse:
    version = _whole(uuid).current
    item = version.item(request.POST.get("item", "")) if version else None
    if version is None or item is None:
        return JsonResponse({"error": _("Dit onderdeel zit niet meer in het pakket.")}, status=404)
    return JsonResponse(
        sitting(version, item, given_values(version, item, request.user, {}, trial=True))
    )


def _whole(uuid: Any) -> ContentPackage:
    package = get_object_or_404(ContentPackage.objects.select_related("current"), uuid=uuid)
    if package.current is None:
        raise Http404
    return package
