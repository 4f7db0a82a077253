from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catalogue.suppliers.forms import SupplierForm
from catalogue.suppliers.models import Supplier
from catalogue.suppliers.names import vendor_key
from catalogue.suppliers.rules import may_edit_vocabulary
from catalogue.suppliers.services import add_supplier, change_supplier
from community.accounts.signed_in import SignedInRequest
from community.kit.access import requires
from community.kit.pagination import paginate


@require_GET
@requires(may_edit_vocabulary)
def supplier_list(request: SignedInRequest) -> HttpResponse:
    standing = Q(solutions__merged_into=None)
    rows = Supplier.objects.standing().annotate(products=Count("solutions", filter=standing))
    wanted = request.GET.get("q", "").strip()[:100]
    if wanted:
        rows = rows.filter(Q(key__contains=vendor_key(wanted) or "\n"))
    page = paginate(rows.order_by("key", "pk"), request.GET.get("page"))
    total = Supplier.objects.standing().count()
    context = {"page": page, "q": wanted, "total": total}
    return render(request, "catalogue/suppliers/supplier_list.html", context)


@requires(may_edit_vocabulary)
def supplier_add(request: SignedInRequest) -> HttpResponse:
    return _edit(request, None)


@requires(may_edit_vocabulary)
def supplier_change(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Supplier.objects.standing(), pk=pk))


def _edit(request: SignedInRequest, supplier: Supplier | None) -> HttpResponse:
    known = {"name": supplier.name, "website": supplier.website} if supplier else None
    form = SupplierForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            if supplier:
                change_supplier(supplier=supplier, **form.cleaned_data, by=request.user)
            else:
                add_supplier(**form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("De leverancier is bewaard."))
            return redirect("catalogue:supplier-list")
    context = {"form": form, "is_new": supplier is None}
    return render(request, "catalogue/suppliers/supplier_form.html", context)
