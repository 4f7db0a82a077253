"""A form field in which one types a few letters and chooses a colleague from what is found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.events.queries import colleagues
from community.kit.picking import LONGEST, Picker
from community.organisations.models import Organisation


class ColleaguePicker(Picker):
    search_url = reverse_lazy("community:event-colleagues")
    list_label = _("Gevonden collega’s")

    def decompress(self, value: Any) -> list[str]:
        return [str(value), str(value.pk)] if isinstance(value, User) else ["", ""]


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
        parts = (forms.CharField(max_length=LONGEST), forms.CharField(max_length=20))
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
