from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from catalogue.solutions.filters import NameFilter
from catalogue.solutions.forms import AssignForm
from catalogue.solutions.models import Solution, UnknownName
from catalogue.solutions.services import ignore_unknown, settle_unknown
from catalogue.solutions.suggestions import suggest
from catalogue.suppliers.rules import may_edit_vocabulary
from community.accounts.signed_in import SignedInRequest
from community.kit.access import requires
from community.kit.pagination import paginate


@require_http_methods(["GET", "POST"])
@requires(may_edit_vocabulary)
def name_list(request: SignedInRequest) -> HttpResponse:
    """The desk. Posted is a suggestion accepted (`voorstel`), or what to `doe` with the ticked."""
    if request.method == "GET":
        return _desk(request, AssignForm())
    if "voorstel" in request.POST:
        return _accept(request, *request.POST["voorstel"].partition(":")[::2])
    form = AssignForm(request.POST)
    act = {"negeren": _ignore, "nieuw": _make_new}.get(request.POST.get("doe", ""), _assign)
    answer = act(request, form, list(form.cleaned_data["names"])) if form.is_valid() else None
    return answer or _desk(request, form)


def _desk(request: SignedInRequest, form: AssignForm) -> HttpResponse:
    chosen = NameFilter(request.GET, UnknownName.objects.open())
    page = paginate(chosen.qs, request.GET.get("page"))
    found = suggest(list(page))
    ticked = set(request.POST.getlist("names"))
    rows = [(name, found.get(name.pk), str(name.pk) in ticked) for name in page]
    total = UnknownName.objects.open().count()
    context = {"filter": chosen, "page": page, "rows": rows, "form": form, "total": total}
    return render(request, "catalogue/solutions/name_list.html", context)


def _ignore(request: SignedInRequest, form: AssignForm, names: list[UnknownName]) -> HttpResponse:
    ignore_unknown(names=names, by=request.user)
    n = len(names)
    return _done(request, ngettext("%(n)s naam genegeerd.", "%(n)s namen genegeerd.", n), n)


def _make_new(request: SignedInRequest, form: AssignForm, names: list[UnknownName]) -> HttpResponse:
    query = urlencode([("naam", name.pk) for name in names])
    return redirect(f"{reverse('catalogue:solution-add')}?{query}")


def _assign(
    request: SignedInRequest, form: AssignForm, names: list[UnknownName]
) -> HttpResponse | None:
    solution = form.cleaned_data["solution"]
    if solution is None:
        form.add_error("solution", _("Kies de oplossing die deze namen betekenen."))
        return None
    try:
        settle_unknown(names=names, solution=solution, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    n = len(names)
    return _done(request, ngettext("%(n)s naam toegewezen.", "%(n)s namen toegewezen.", n), n)


def _accept(request: SignedInRequest, name: str, solution: str) -> HttpResponse:
    keys = [int(key) if key.isdecimal() and len(key) < 18 else 0 for key in (name, solution)]
    found = UnknownName.objects.open().filter(pk=keys[0]).first()
    meant = Solution.objects.standing().filter(pk=keys[1]).first()
    if found is None or meant is None:
        messages.info(request, _("Over deze naam is intussen al beslist."))
        return redirect("catalogue:name-list")
    try:
        settle_unknown(names=[found], solution=meant, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("catalogue:name-list")
    return _done(request, ngettext("%(n)s naam toegewezen.", "%(n)s namen toegewezen.", 1), 1)


def _done(request: SignedInRequest, text: str, n: int) -> HttpResponse:
    messages.success(request, text % {"n": n})
    return redirect("catalogue:name-list")
