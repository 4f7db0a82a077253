from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.trust.enums import Level


class LevelForm(forms.Form):
    level = forms.TypedChoiceField(
        label=_("Niveau"), choices=Level.choices, coerce=int, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Waarom"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Waaruit blijkt het? De persoon leest dit op “Mijn niveau”."),
        error_messages={"required": _("Zeg in één zin waarom.")},
    )  # fmt: skip


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Zoek op naam of organisatie"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    niveau = forms.ChoiceField(label=_("Niveau"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [("", _("Toegekend door de redactie")), *Level.choices]
        self.fields["niveau"].choices = rows  # type: ignore[attr-defined]

    def wishes(self) -> dict[str, str]:
        return self.cleaned_data if self.is_valid() else {}
