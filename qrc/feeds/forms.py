from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from qrc.feeds.kinds import kind_choices
from qrc.feeds.models import Source


class SourceForm(forms.ModelForm):
    class Meta:
        model = Source
        fields = (
            "name", "url", "kind", "publisher", "licence", "language", "tlp", "interval_minutes",
            "identity_policy", "first_poll",
        )  # fmt: skip
        labels = {"tlp": _("Vertrouwelijkheid (TLP)")}
        help_texts = {
            "url": _("Het adres van de feed, niet van de website."),
            "interval_minutes": _("Hoe vaak we kijken. Dertig minuten is beleefd en snel genoeg."),
            "licence": _("Wat de uitgever toelaat. We bewaren titel, samenvatting en link."),
            "first_poll": _("Wat er al staat, is meestal geen nieuws meer."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("Soort"), choices=kind_choices())

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        try:
            parts = urlsplit(url)
        except ValueError:
            # A bracket that opens an IPv6 address and never closes.
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise forms.ValidationError(_("Geef een volledig adres dat met https:// begint."))
        if parts.username or parts.password:
            raise forms.ValidationError(_("Zet geen naam of wachtwoord in het adres."))
        return str(url)

    def clean_interval_minutes(self) -> int:
        minutes: int = self.cleaned_data["interval_minutes"]
        if not 5 <= minutes <= 1440:
            raise forms.ValidationError(_("Kies tussen 5 minuten en 1440 minuten (een dag)."))
        return minutes
