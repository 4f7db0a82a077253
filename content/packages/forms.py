from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.packages.models import ContentPackage
from content.packages.rules import LIMITS, OFFERED

MEGABYTES = LIMITS.packed // 1_000_000


class ArchiveForm(forms.Form):
    file = forms.FileField(
        label=_("Het pakket (zip)"), max_length=200,
        help_text=_("SCORM 1.2 of 2004, zoals uw auteursprogramma het exporteert. Hoogstens 500 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": _("Kies het zipbestand van het pakket."),
            "empty": _("Dit bestand is leeg. Kies het zipbestand van het pakket."),
            "max_length": _("De naam van het bestand is te lang. Geef het een kortere naam."),
        },
    )  # fmt: skip


class DetailsForm(forms.Form):
    title = forms.CharField(
        label=_("Titel"), max_length=200,
        error_messages={"required": _("Geef het leerpakket een titel.")},
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Waarover het gaat"), max_length=300, required=False,
        help_text=_("Eén zin, voor wie in de lijst kiest."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Voor wie"), choices=[(each.value, each.label) for each in OFFERED],
        widget=forms.RadioSelect, help_text=_("Wie ze ook zijn: zij moeten zich aanmelden."),
    )  # fmt: skip
    is_open = forms.BooleanField(
        label=_("Open: lezers kunnen het beginnen"), required=False,
        help_text=_("Gesloten blijft bewaard hoever iedereen was."),
    )  # fmt: skip

    @classmethod
    def of(cls, package: ContentPackage) -> DetailsForm:
        return cls(initial={name: getattr(package, name) for name in cls.base_fields})


class NewForm(DetailsForm, ArchiveForm):
    """A package comes in closed: one tries it out first."""

    field_order = ("file", "title", "summary", "audience")
    is_open: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Leeg: de titel die in het pakket staat.")
        self.fields["audience"].initial = OFFERED[0].value
