from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forum.enums import Rhythm

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class DigestForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("Hoe vaak wilt u de samenvatting?"), choices=Rhythm.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    hour = forms.TypedChoiceField(
        label=_("Om hoe laat?"), coerce=int, choices=HOURS,
        help_text=_("De klok van Brussel telt, in zomer en winter."),
    )  # fmt: skip
