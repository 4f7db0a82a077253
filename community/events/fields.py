"""A form field in which one types a few letters and chooses a colleague from what is found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.events.queries import colleagues
from community.organisations.models import Organisation


class ColleaguePicker(forms.MultiWidget):
    """A combobox and, hidden beside it, the key of who was chosen; works as a text box alone."""

    template_name = "community/events/picker.html"
    use_fieldset = False
    search_url = reverse_lazy("community:event-colleagues")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        typed = forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "maxlength": 160, **(attrs or {})}
        )
        super().__init__({"words": typed, "chosen": forms.HiddenInput()})

    def decompress(self, value: Any) -> list[str]:
        return [str(value), str(value.pk)] if isinstance(value, User) else ["", ""]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        words = context["widget"]["subwidgets"][0]["attrs"]
        listbox = f"{words.get('id', name)}_list"
        words |= {
            "role": "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
            "aria-controls": listbox,
        }  # fmt: skip
        return context | {
            "listbox": listbox,
            "search_url": self.search_url,
            "list_label": _("Gevonden collega’s"),
        }


class ColleagueField(forms.MultiValueField):
    """Cleans to a User who works for `organisation`. Words that fit one colleague alone count as
    choosing him, so the field works without script."""

    widget = ColleaguePicker
    default_error_messages = {
        "required": _("Typ een naam en kies uw collega uit de lijst."),
        "many": _("Meer dan één collega heet zo. Typ ook het e-mailadres."),
        "nobody": _("Deze collega vinden wij niet. Nodig hem eerst uit bij “Bestuur en leden”."),
    }

    def __init__(self, *, organisation: Organisation | None = None, **kwargs: Any) -> None:
        self.organisation = organisation
        parts = (forms.CharField(max_length=160), forms.CharField(max_length=20))
        super().__init__(parts, require_all_fields=False, **kwargs)
        for part in parts:
            part.required = False

    def compress(self, data_list: list[str] | None) -> User | None:
        words, chosen = (*(data_list or ()), "", "")[:2]
        if not words:
            return None
        if chosen.isdecimal() and len(chosen) < 18:
            found = colleagues(self.organisation).filter(user=int(chosen)).first()
            if found is not None:
                return found.user
        fits = list(colleagues(self.organisation, words)[:2])
        if len(fits) == 1:
            return fits[0].user
        raise ValidationError(self.error_messages["many" if fits else "nobody"])
