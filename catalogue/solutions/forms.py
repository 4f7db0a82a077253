from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.solutions.enums import IdentifierKind, SolutionKind
from catalogue.solutions.fields import SolutionField
from catalogue.solutions.models import Solution, UnknownName
from catalogue.suppliers.models import Supplier


def suppliers(label: Any, **kwargs: Any) -> forms.ModelChoiceField[Supplier]:
    return forms.ModelChoiceField(Supplier.objects.standing(), label=label, **kwargs)


class SolutionForm(forms.Form):
    name = forms.CharField(
        label=_("Naam"), max_length=160, help_text=_("Zonder de naam van de leverancier."),
        error_messages={"required": _("Geef de naam van de oplossing.")},
    )  # fmt: skip
    supplier = suppliers(_("Leverancier"), required=False, empty_label=_("Geen, of een nieuwe"))
    new_supplier = forms.CharField(
        label=_("Nieuwe leverancier"), max_length=120, required=False,
        help_text=_("Alleen als hij niet in de lijst staat."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Soort"), choices=SolutionKind.choices)
    summary = forms.CharField(
        label=_("In één zin"), max_length=300, required=False,
        help_text=_("Wat men ermee doet, voor wie de naam niet kent."),
    )  # fmt: skip
    names = forms.ModelMultipleChoiceField(
        UnknownName.objects.open(), required=False, widget=forms.MultipleHiddenInput
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("supplier") and given.get("new_supplier"):
            self.add_error(
                "new_supplier", _("Kies een leverancier of geef een nieuwe, niet beide.")
            )
        return given


class IdentifierForm(forms.Form):
    kind = forms.ChoiceField(label=_("Soort naam"), choices=IdentifierKind.choices)
    vendor = forms.CharField(
        label=_("Leverancier, zoals de bron hem schrijft"), max_length=120, required=False,
        help_text=_("Alleen bij een naam van een leverancier of bron."),
    )  # fmt: skip
    value = forms.CharField(
        label=_("Naam"), max_length=300,
        help_text=_("Bij een CPE of purl de volledige code; de versie valt weg."),
        error_messages={"required": _("Geef de naam zoals de bron hem schrijft.")},
    )  # fmt: skip


class AssignForm(forms.Form):
    names = forms.ModelMultipleChoiceField(
        UnknownName.objects.open(),
        error_messages={"required": _("Vink eerst een of meer namen aan.")},
    )
    solution = SolutionField(
        label=_("Aangevinkte namen toewijzen aan"), required=False,
        help_text=_("Typ enkele letters van de oplossing."),
    )  # fmt: skip


class _MergeForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("kept") and given.get("kept") == given.get("gone"):
            self.add_error("gone", _("Kies een andere dan die blijft."))
        return given


class SolutionMergeForm(_MergeForm):
    gone = SolutionField(label=_("Deze oplossing verdwijnt"))
    kept = SolutionField(label=_("en gaat op in deze, die blijft"))


class SupplierMergeForm(_MergeForm):
    gone = suppliers(
        _("Deze leverancier verdwijnt"), empty_label=_("Kies"),
        error_messages={"required": _("Kies de leverancier die verdwijnt.")},
    )  # fmt: skip
    kept = suppliers(
        _("en gaat op in deze, die blijft"), empty_label=_("Kies"),
        error_messages={"required": _("Kies de leverancier die blijft.")},
    )  # fmt: skip


def form_of(solution: Solution) -> dict[str, Any]:
    """What the form shows of a solution."""
    return {
        "name": solution.name, "supplier": solution.supplier_id, "kind": solution.kind,
        "summary": solution.summary,
    }  # fmt: skip


def form_of_names(names: list[UnknownName]) -> dict[str, Any]:
    """A new solution as the first of these names has it."""
    if not names:
        return {}
    first = names[0]
    maker = Supplier.objects.standing().filter(key=first.vendor_key).first()
    return {
        "name": first.product[:160], "supplier": maker, "names": [name.pk for name in names],
        "new_supplier": "" if maker else first.vendor[:120],
    }  # fmt: skip
