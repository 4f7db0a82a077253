from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qrc.emergencies.models import FIELDS, EmergencyPage


class EmergencyForm(forms.ModelForm):
    class Meta:
        model = EmergencyPage
        fields = FIELDS
        widgets = dict.fromkeys(FIELDS, forms.Textarea(attrs={"rows": 10}))
        help_texts = {
            "first_hour": _("In Markdown. Kort: wie dit leest, heeft geen tijd."),
            "call": _("Zet hier alleen nummers die u zelf nakeek."),
        }
