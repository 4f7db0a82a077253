from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Ja, wis alles wat VlaVirGem over mij bijhoudt"),
        error_messages={
            "required": _("Vink dit aan als u het zeker weet. Er is nog niets gewist.")
        },
    )
