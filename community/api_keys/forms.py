from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.api_keys.enums import Scope
from community.organisations.models import Organisation

MINE, OURS = "mij", "organisatie"


class ApiKeyForm(forms.Form):
    name = forms.CharField(
        label=_("Naam"), help_text=_("Waarvoor dient de sleutel? Bijvoorbeeld: ons SIEM."),
        max_length=80,
    )  # fmt: skip
    owner = forms.ChoiceField(label=_("Van wie is de sleutel?"), widget=forms.RadioSelect)
    scopes = forms.MultipleChoiceField(
        label=_("Wat mag het programma?"), choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple, initial=[Scope.QRC_READ],
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("Hoelang is de sleutel geldig?"), coerce=int, initial=365,
        choices=[(30, _("30 dagen")), (90, _("90 dagen")), (365, _("een jaar"))],
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [(MINE, _("Van mij: hij leest wat ik mag lezen"))]
        if organisation is not None:
            choices.insert(0, (OURS, _("Van %(name)s") % {"name": organisation.display_name}))
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]
        self.fields["owner"].initial = choices[0][0]
        if organisation is None:
            self.fields["owner"].widget = forms.HiddenInput()
            # Only an organisation has subscriptions of its own.
            own = [each for each in Scope.choices if each[0] != Scope.QRC_CONCERNING]
            self.fields["scopes"].choices = own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("owner") == MINE and Scope.QRC_CONCERNING in given.get("scopes", ()):
            self.add_error(
                "scopes", _("Alleen een sleutel van een organisatie kan lezen wat haar aangaat.")
            )
        return given
