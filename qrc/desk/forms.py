from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.organisations.models import Organisation
from qrc.advisories.enums import Severity, Tlp
from qrc.desk.queries import governments, provinces
from qrc.releases.models import Release
from qrc.sightings.enums import SightingState
from qrc.subscriptions.forms import WordsField

LONGEST = 20_000
GRADES = [each for each in Severity.choices if each[0] != Severity.UNKNOWN]
SPREAD = [(each.value, each.label) for each in (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER)]
EVERYBODY, PROVINCE, CHOSEN = "iedereen", "provincie", "besturen"
NARROWER = (
    (PROVINCE, _("De besturen van één provincie")),
    (CHOSEN, _("Gekozen besturen")),
)


class MomentField(forms.DateTimeField):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class EditForm(forms.Form):
    severity = forms.ChoiceField(label=_("Ernst"), choices=Severity.choices)
    title = forms.CharField(label=_("Titel in het Nederlands"), max_length=500, required=False)
    action = forms.CharField(
        label=_("Wat de ontvanger doet"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Eén stap per regel."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Wat er aan de hand is"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip


class ApproveForm(forms.Form):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    at = MomentField(
        label=_("Vertrekt op"), required=False,
        help_text=_("Leeg: meteen. Anders kijken we op dat moment nog eens na of het nog klopt."),
    )  # fmt: skip

    def clean_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["at"]
        if at is not None and at <= timezone.now():
            raise forms.ValidationError(_("Dit moment is voorbij. Kies een later moment."))
        return at


class RejectForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom niet?"), max_length=500,
        error_messages={"required": _("Schrijf in één zin waarom niet.")},
    )  # fmt: skip


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("Samen met"), queryset=Release.objects.none(), empty_label=_("Kies…"),
        error_messages={"required": _("Kies de waarschuwing die hetzelfde vertelt.")},
        help_text=_("De lezers van beide krijgen één bericht, dat beide bronnen noemt."),
    )  # fmt: skip

    def __init__(self, *args: Any, others: QuerySet[Release], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class AudienceForm(forms.Form):
    """Which besturen it is for; `everybody` names the choice of all of them."""

    everybody: str | Promise = _("Alle abonnees")

    audience = forms.ChoiceField(label=_("Voor wie"), widget=forms.RadioSelect, initial=EVERYBODY)
    province = forms.ChoiceField(label=_("Provincie"), required=False)
    besturen = forms.ModelMultipleChoiceField(
        label=_("Besturen"), required=False, queryset=Organisation.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Met Ctrl (of Cmd) kiest u er meer dan één. Op een aanraakscherm tikt u ze aan."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = [(EVERYBODY, self.everybody), *NARROWER]  # type: ignore[attr-defined]
        self.fields["province"].choices = [("", _("Kies…")), *((p, p) for p in provinces())]  # type: ignore[attr-defined]
        self.fields["besturen"].queryset = governments()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("audience") == PROVINCE and not data.get("province"):
            self.add_error("province", _("Kies een provincie."))
        if data.get("audience") == CHOSEN and not data.get("besturen"):
            self.add_error("besturen", _("Kies minstens één bestuur."))
        return data

    def chosen(self) -> list[Organisation]:
        """The besturen it is for; none means everybody."""
        data = self.cleaned_data
        if data["audience"] == PROVINCE:
            return list(governments().filter(province=data["province"]))
        return list(data["besturen"]) if data["audience"] == CHOSEN else []


class AlertForm(AudienceForm):
    title = forms.CharField(
        label=_("Titel"), max_length=200,
        error_messages={"required": _("Geef de waarschuwing een titel.")},
    )  # fmt: skip
    severity = forms.ChoiceField(label=_("Ernst"), choices=GRADES)
    action = forms.CharField(
        label=_("Wat de ontvanger doet"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Eén stap per regel."),
        error_messages={"required": _("Schrijf minstens één stap.")},
    )  # fmt: skip
    summary = forms.CharField(
        label=_("Wat er aan de hand is"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    products = WordsField(
        label=_("Producten of leveranciers"), required=False,
        help_text=_("Wie alleen over bepaalde producten iets wil horen, krijgt dit enkel als zijn woord hier staat."),
    )  # fmt: skip
    tlp = forms.ChoiceField(
        label=_("Vertrouwelijkheid (TLP)"), choices=SPREAD,
        help_text=_("AMBER gaat alleen naar besturen; de sms noemt dan geen inhoud."),
    )  # fmt: skip

    field_order = (
        "title", "severity", "action", "summary", "products", "tlp", "audience", "province",
        "besturen",
    )  # fmt: skip


class FollowUpForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Toestand"),
        choices=[(each.value, each.label) for each in (SightingState.SEEN, SightingState.CLOSED)],
    )
    note = forms.CharField(
        label=_("Antwoord aan wie dit meldde"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
