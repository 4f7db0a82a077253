"""A form field in which one types a few letters and chooses a member from what is found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.accounts.naming import shown_name
from community.kit.picking import LONGEST, Picker
from community.profiles.queries import directory
from community.profiles.rules import members_for


class MemberPicker(Picker):
    search_url = reverse_lazy("community:member-options")
    list_label = _("Gevonden leden")

    def decompress(self, value: Any) -> list[str]:
        return [shown_name(value), str(value.pk)] if isinstance(value, User) else ["", ""]


class MemberField(forms.MultiValueField):
    """Cleans to a User whom `viewer` finds. Words that fit one member alone count as choosing him, so
    the field works without script."""

    widget = MemberPicker
    default_error_messages = {
        "required": _("Typ een naam en kies iemand uit de lijst."),
        "many": _("Meer dan één lid past hierbij. Typ ook de organisatie, of kies uit de lijst."),
        "nobody": _("Dit lid vinden wij niet. Kijk de spelling na."),
    }

    def __init__(self, *, viewer: Any = None, **kwargs: Any) -> None:
        self.viewer = viewer
        parts = (forms.CharField(max_length=LONGEST), forms.CharField(max_length=20))
        super().__init__(parts, require_all_fields=False, **kwargs)
        for part in parts:
            part.required = False

    def compress(self, data_list: list[str] | None) -> User | None:
        words, chosen = (*(data_list or ()), "", "")[:2]
        if not words:
            return None
        if chosen.isdecimal() and len(chosen) < 18:
            found = members_for(self.viewer).filter(pk=int(chosen)).first()
            if found is not None:
                return found
        fits = list(directory(self.viewer, words).exclude(pk=self.viewer.pk)[:2])
        if len(fits) == 1:
            return fits[0]
        raise ValidationError(self.error_messages["many" if fits else "nobody"])
