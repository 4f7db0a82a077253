from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SupplierForm(forms.Form):
    name = forms.CharField(
        label=_("Naam"), max_length=120, help_text=_("Zoals de leverancier zichzelf noemt.")
    )
    website = forms.URLField(
        label=_("Website"), max_length=300, required=False, assume_scheme="https"
    )
