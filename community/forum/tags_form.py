from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.forum.services.writing import MOST_TAGS

SEPARATOR = ", "


class TagsField(forms.CharField):
    """Gives the words that were typed with commas between them; MOST_TAGS at most."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Trefwoorden"), required=False, max_length=200,
            help_text=_("Hoogstens vijf, met een komma ertussen. Zo vinden collega’s het later terug."),
            widget=forms.TextInput({"autocomplete": "off", "data-tags": ""}),
        )  # fmt: skip

    def clean(self, value: Any) -> list[str]:
        words = [each.strip() for each in super().clean(value).split(",") if each.strip()]
        if len(words) > MOST_TAGS:
            raise ValidationError(gettext("Geef hoogstens vijf trefwoorden."))
        return words


class RetagForm(forms.Form):
    """The tags of a topic that stands already. `seen` are those that it had when one began."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    tags = TagsField()

    def seen_tags(self) -> list[str]:
        return [each for each in self.cleaned_data["seen"].split(SEPARATOR) if each]
