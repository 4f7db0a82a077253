"""Forms that take the tricks out of what somebody sends, before anything is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from community.kit.cleaning import clean_line, clean_text


class CleanWords(forms.BaseForm):
    """For a form with words that others read: signs that nobody sees are gone, and words that were
    nothing else are no words. Stands before the form that it is mixed into."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            # A field of a kind of its own (an address, a key) judges itself.
            if type(field) is forms.CharField and isinstance(data.get(name), str):
                self._clean_words(data, name, field)
        return data

    def _clean_words(self, data: dict[str, Any], name: str, field: forms.CharField) -> None:
        is_line = not isinstance(field.widget, forms.Textarea)
        words = clean_line(data[name]) if is_line else clean_text(data[name]).strip()
        try:
            field.validate(words)
            field.run_validators(words)
        except ValidationError as error:
            self.add_error(name, error)
        else:
            data[name] = words


class EachOnce(forms.MultipleChoiceField):
    """Cleans to what was chosen, each once however often it was sent."""

    def clean(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().clean(value)))
