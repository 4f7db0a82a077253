from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SupplierForm(forms.Form):
    name = forms.CharField(
        label=_("Naam"), max_length=120, help_text=_("Zoals de leverancier zichzelf noemt."),
        error_messages={"required": _("Geef de naam van de leverancier.")},
    )  # fmt: skip
    website = forms.URLField(
        label=_("Website"), max_length=300, required=False, assume_scheme="https",
        error_messages={"invalid": _("Geef een adres zoals https://www.leverancier.be.")},
    )  # fmt: skip
