"""A form field in which one types a few letters and chooses a solution from what is found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from catalogue.solutions.models import Solution
from catalogue.solutions.queries import matching
from catalogue.suppliers.names import words_of
from community.kit.picking import LONGEST, Picker


class SolutionPicker(Picker):
    search_url = reverse_lazy("catalogue:solution-search")
    list_label = _("Gevonden oplossingen")

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, str):
            return [value, ""]
        key = getattr(value, "pk", value)
        solution = Solution.objects.select_related("supplier").filter(pk=key).first()
        return [solution.full_name, str(solution.pk)] if solution else ["", ""]


class SolutionField(forms.MultiValueField):
    """Cleans to a `Solution`; with `free=True`, to the typed words when they name no solution.

    Nothing typed is None. Words that name exactly one solution count as choosing it, so the
    field works without script.
    """

    widget = SolutionPicker
    default_error_messages = {
        "required": _("Kies een oplossing uit de lijst die verschijnt als u typt."),
    }

    def __init__(self, *, free: bool = False, **kwargs: Any) -> None:
        self.free = free
        parts = (forms.CharField(max_length=LONGEST), forms.CharField(max_length=20))
        super().__init__(parts, require_all_fields=False, **kwargs)
        for part in parts:
            part.required = False

    def compress(self, data_list: list[str] | None) -> Solution | str | None:
        words, chosen = (*(data_list or ()), "", "")[:2]
        if not words:
            return None
        found = _chosen(chosen) or _named(words)
        if found is None and not self.free:
            raise ValidationError(self.error_messages["required"])
        return found or words.strip()

    def has_changed(self, initial: Any, data: Any) -> bool:
        words, chosen = (*(data or ()), "", "")[:2]
        key = getattr(initial, "pk", initial) or ""
        return str(key) != (chosen or words)


def _chosen(key: str) -> Solution | None:
    if not key.isdecimal():
        return None
    standing = Solution.objects.standing().select_related("supplier")
    return standing.filter(pk=int(key)).first() if len(key) < 18 else None


def _named(words: str) -> Solution | None:
    """The only solution whose name, with or without its maker's, is just what was typed."""
    said = words_of(words)
    rows = matching(words)[:10] if said else ()
    exact = [row for row in rows if said in (words_of(row.full_name), words_of(row.name))]
    return exact[0] if len(exact) == 1 else None
