from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from qrc.emergencies.models import FIELDS, EmergencyPage


class EmergencyForm(forms.ModelForm):
    class Meta:
        model = EmergencyPage
        fields = FIELDS
        widgets = dict.fromkeys(FIELDS, forms.Textarea(attrs={"rows": 10}))
        error_messages: ClassVar = {
            name: {"required": _("Laat dit niet leeg: wie getroffen is, leest het hier.")}
            for name in FIELDS
        }
        help_texts = {
            "first_hour": _("In Markdown. Kort: wie dit leest, heeft geen tijd."),
            "call": _("Zet hier alleen nummers die u zelf nakeek."),
        }
