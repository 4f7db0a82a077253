from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from community.kit import markdown
from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.rules import is_qrc_editor
from qrc.emergencies.forms import EmergencyForm
from qrc.emergencies.models import FIELDS, EmergencyPage
from qrc.emergencies.services import change_page, emergency_page, history


@require_GET
@login_not_required
def emergency(request: HttpRequest) -> HttpResponse:
    page = emergency_page()
    context = {
        "texts": {name: markdown.render(getattr(page, name)) for name in FIELDS},
        "page": page,
        "may_edit": is_qrc_editor(request.user),
    }
    return render(request, "qrc/emergencies/page.html", context)


@requires(is_qrc_editor)
def emergency_change(request: Any) -> HttpResponse:
    page = emergency_page()
    form = EmergencyForm(request.POST or None, initial={n: getattr(page, n) for n in FIELDS})
    if request.method == "POST" and form.is_valid():
        change_page(actor=request.user, **form.cleaned_data)
        messages.success(request, _("De pagina is bewaard."))
        return redirect("qrc:emergency")
    found = paginate(history(), request.GET.get("page"), per_page=10)
    context = {"form": form, "history": _spoken(found), "page": found}
    return render(request, "qrc/emergencies/form.html", context)


def _spoken(rows: Any) -> list[dict[str, Any]]:
    label = {name: EmergencyPage._meta.get_field(name).verbose_name for name in FIELDS}  # type: ignore[union-attr]
    return [
        {
            "at": each.at,
            "actor": each.actor,
            "before": [(label[name], text) for name, text in each.data["before"].items()],
        }
        for each in rows
    ]
