from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qrc.sightings.models import Sighting


class SightingForm(forms.ModelForm):
    class Meta:
        model = Sighting
        fields = (
            "kind", "title", "text", "since", "product", "pasted", "may_contact", "is_anonymous",
        )  # fmt: skip
        labels = {
            "kind": _("Wat ziet u?"),
            "title": _("In één zin"),
            "text": _("Wat gebeurt er precies?"),
            "since": _("Sinds wanneer?"),
            "product": _("Welk product of welke dienst?"),
            "pasted": _("Afzender, onderwerp of webadres"),
            "may_contact": _("De QRC mag mij hierover contacteren"),
            "is_anonymous": _("Toon mijn naam niet aan mijn collega's"),
        }
        help_texts = {
            "title": _("Bijvoorbeeld: valse facturen met de naam van onze gemeente."),
            "pasted": _("Plak hier wat u hebt. Klik zelf nergens op."),
            "is_anonymous": _("De redactie van de QRC ziet uw naam wel."),
        }
        error_messages: ClassVar = {
            "kind": {"required": _("Kies wat het best past bij wat u ziet.")},
            "title": {"required": _("Vertel in één zin wat u ziet.")},
        }
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4}),
            "pasted": forms.Textarea(attrs={"rows": 2}),
            "since": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Sighting._meta.get_field("kind").choices  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        return self._short("text")

    def clean_pasted(self) -> str:
        return self._short("pasted")

    def _short(self, name: str) -> str:
        text: str = self.cleaned_data[name].replace("\x00", "")
        if len(text) > 5000:
            raise forms.ValidationError(_("Hou het bij 5000 tekens. De rest bespreken we samen."))
        return text

    def clean_since(self) -> datetime | None:
        since: datetime | None = self.cleaned_data["since"]
        if since is not None and since > timezone.now():
            raise forms.ValidationError(
                _("Dit ligt in de toekomst. Kies een moment dat voorbij is.")
            )
        return since
