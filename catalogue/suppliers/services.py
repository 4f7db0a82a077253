from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalogue.suppliers.models import Supplier
from catalogue.suppliers.names import vendor_key
from catalogue.verbs import SUPPLIER_CHANGED
from community.activity.services import record

if TYPE_CHECKING:
    from community.accounts.models import User


@transaction.atomic
def add_supplier(*, name: str, website: str = "", by: User | None) -> Supplier:
    """ValidationError when there is no letter in the name, or a supplier bears it already."""
    made = Supplier(name=name.strip(), key=_key(name), website=website)
    _keep(made)
    record(SUPPLIER_CHANGED, actor=by, subject=made, fields=["name"])
    return made


@transaction.atomic
def change_supplier(*, supplier: Supplier, name: str, website: str = "", by: User | None) -> None:
    """The names by which its solutions were recognised stay; ValidationError as above."""
    supplier.name, supplier.key, supplier.website = name.strip(), _key(name), website
    _keep(supplier)
    record(SUPPLIER_CHANGED, actor=by, subject=supplier, fields=["name", "website"])


def _key(name: str) -> str:
    key = vendor_key(name)
    if not key:
        raise ValidationError({"name": _("Geef een naam met minstens één letter of cijfer.")})
    return key


def _keep(supplier: Supplier) -> None:
    try:
        with transaction.atomic():
            supplier.save()
    except IntegrityError:
        other = Supplier.objects.standing().filter(key=supplier.key).first()
        text = _("Deze leverancier bestaat al: %(name)s.") % {"name": other or supplier.name}
        raise ValidationError({"name": text}) from None
