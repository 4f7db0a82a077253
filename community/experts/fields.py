"""A form field in which one types a few letters and chooses a skill from what is found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from community.experts.models import Skill
from community.experts.queries.skills import skill_named
from community.kit.picking import LONGEST, Picker


class SkillPicker(Picker):
    search_url = reverse_lazy("community:skill-options")
    list_label = _("Gevonden vaardigheden")

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, int):
            value = Skill.objects.filter(pk=value).first()
        return [value.name, str(value.pk)] if isinstance(value, Skill) else ["", ""]


class SkillField(forms.MultiValueField):
    """Cleans to a Skill, or None. A word that names one alone counts as choosing it, so the field
    works without script."""

    widget = SkillPicker
    default_error_messages = {
        "required": _("Typ een vaardigheid en kies ze uit de lijst."),
        "unknown": _("Deze vaardigheid kennen wij niet. Typ een ander woord en kies uit de lijst."),
    }

    def __init__(self, **kwargs: Any) -> None:
        parts = (forms.CharField(max_length=LONGEST), forms.CharField(max_length=20))
        super().__init__(parts, require_all_fields=False, **kwargs)
        for part in parts:
            part.required = False

    def compress(self, data_list: list[str] | None) -> Skill | None:
        words, chosen = (*(data_list or ()), "", "")[:2]
        if not words:
            return None
        if chosen.isdecimal() and len(chosen) < 18:
            found: Skill | None = Skill.objects.offered().filter(pk=int(chosen)).first()
            if found is not None:
                return found
        named = skill_named(words)
        if named is None:
            raise ValidationError(self.error_messages["unknown"])
        return named


def skill_fields(number: int, *, first: Any, help_text: Any = "") -> dict[str, SkillField]:
    """So many boxes for a skill; only the first one must be filled in."""
    fields = {"skill_1": SkillField(label=first, help_text=help_text)}
    for n in range(2, number + 1):
        fields[f"skill_{n}"] = SkillField(label=_("Nog een vaardigheid"), required=False)
    return fields


def skills_in(data: dict[str, Any]) -> list[Skill]:
    """The skills of such boxes, each once, in their order."""
    given = [value for name, value in sorted(data.items()) if name.startswith("skill_") and value]
    return list(dict.fromkeys(given))
