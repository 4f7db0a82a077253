from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.kit.forms import CleanWords, EachOnce
from community.organisations.enums import Kind
from community.profiles.enums import Spoken
from community.profiles.models import MemberProfile

PHONE = re.compile(r"^[+0-9][0-9 ()./-]{5,28}$")


class ProfileForm(CleanWords, forms.ModelForm[MemberProfile]):
    languages = EachOnce(
        label=_("Talen waarin men u mag aanspreken"), choices=Spoken.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = MemberProfile
        fields = (
            "function", "function_for", "bio", "bio_for", "phone", "phone_for", "languages",
            "contact", "is_listed", "shown_to_suppliers",
        )  # fmt: skip
        widgets = {
            "bio": forms.Textarea(attrs={"rows": 5}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "contact": forms.RadioSelect,
        }
        help_texts = {
            "function": _("Wat u doet, zoals u het een collega zou zeggen."),
            "bio": _("Waarmee u bezig bent en waarover men u iets mag vragen. U mag Markdown gebruiken."),
            "contact": _("Wie u eerst schreef, mag altijd antwoorden. Uw e-mailadres ziet niemand."),
            "is_listed": _("Anders vindt niemand u bij de leden, en kan niemand een gesprek met u beginnen."),
            "shown_to_suppliers": _("Zij vinden u dan bij de leden. Schrijven kunnen zij pas als u hen eerst schreef."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        contact.choices = MemberProfile._meta.get_field("contact").choices  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        said: str = self.cleaned_data["phone"].strip()
        if said and not PHONE.match(said):
            raise forms.ValidationError(_("Vul een telefoonnummer in, zoals 09 123 45 67."))
        return said


KINDS = [(each.value, each.label) for each in Kind]


class DirectoryForm(forms.Form):
    q = forms.CharField(
        label=_("Zoek op naam, organisatie of functie"), required=False, max_length=160,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    soort = forms.ChoiceField(
        label=_("Soort organisatie"), required=False, choices=[("", _("Elke soort")), *KINDS]
    )
