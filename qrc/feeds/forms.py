from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from qrc.advisories.cleaning import web_address
from qrc.feeds.kinds import kind_choices
from qrc.feeds.models import Source
from qrc.feeds.trying import Trial, try_out

PREVIEWED = ("url", "kind")


class SourceForm(forms.ModelForm):
    class Meta:
        model = Source
        fields = (
            "url", "kind", "name", "publisher", "website", "licence", "shows_text", "notice",
            "language", "tlp", "release_policy", "interval_minutes", "pause_seconds",
            "identity_policy", "first_poll",
        )  # fmt: skip
        error_messages: ClassVar = {
            "url": {"required": _("Geef het adres van de feed of van de webpagina.")},
            "name": {"required": _("Geef de bron een naam, zoals lezers haar zullen zien.")},
            "language": {"required": _("Geef de taal van de bron, zoals nl of en.")},
            "interval_minutes": {
                "required": _("Geef om de hoeveel minuten we kijken, zoals 30."),
                "invalid": _("Vul een geheel getal in, zoals 30."),
            },
        }
        labels = {"tlp": _("Vertrouwelijkheid (TLP)")}
        help_texts = {
            "url": _("Het adres van de feed. Van een gewone webpagina zoeken we de feed op."),
            "interval_minutes": _("Hoe vaak we kijken. Dertig minuten is beleefd en snel genoeg."),
            "licence": _("Wat de uitgever toelaat. We bewaren titel, samenvatting en link."),
            "shows_text": _(
                "Laat de licentie dat niet toe? Dan zien lezers onze eigen zin en de link."
            ),
            "notice": _("Een zin die de uitgever bij elk bericht vraagt, letterlijk."),
            "release_policy": _(
                "Wat er uit deze bron vanzelf naar de besturen vertrekt. Dat kiest niemand alleen: "
                "een tweede redacteur keurt het goed."
            ),
            "pause_seconds": _("Bij een bron met veel documenten. 0 is zonder pauze."),
            "first_poll": _("Wat er al staat, is meestal geen nieuws meer."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("Soort"), choices=kind_choices())
        if not self.instance.kind:
            self.initial["kind"] = "rss"
        # What is left out keeps what it was: a source is born with both.
        for name in ("release_policy", "pause_seconds"):
            self.fields[name].required = False

    def preview(self) -> Trial | None:
        """What the source would bring, when its address and kind will do; nothing else is judged
        yet. An error stands beside the address."""
        self.full_clean()
        for name in [each for each in self.errors if each not in PREVIEWED]:
            del self.errors[name]
        if self.errors:
            return None
        trial = try_out(self.instance)
        if trial.error:
            self.add_error("url", trial.error)
        return trial

    def clean_release_policy(self) -> str:
        return str(self.cleaned_data["release_policy"] or self.instance.release_policy)

    def clean_pause_seconds(self) -> float:
        seconds = self.cleaned_data["pause_seconds"]
        pause = float(self.instance.pause_seconds if seconds is None else seconds)
        if not 0 <= pause <= 60:
            raise forms.ValidationError(_("Kies tussen 0 en 60 seconden."))
        return pause

    def clean_website(self) -> str:
        website = self.cleaned_data["website"].strip()
        if website and not web_address(website):
            raise forms.ValidationError(_("Geef een volledig adres dat met https:// begint."))
        return str(website)

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
