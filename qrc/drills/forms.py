from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel
from community.organisations.models import Organisation
from qrc.desk.forms import AudienceForm, MomentField
from qrc.drills.enums import Scope
from qrc.drills.models import Drill

CHANNELS = [(each.value, each.label) for each in (Channel.EMAIL, Channel.SMS, Channel.WEB)]


class DrillForm(AudienceForm):
    everybody = _("Alle besturen")

    title = forms.CharField(
        label=_("Titel"), max_length=120, help_text=_("Wij zetten er OEFENING voor."),
        error_messages={"required": _("Geef de oefening een titel.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Wat u de contacten vertelt"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("De sms bevat alleen de titel en de link om te antwoorden."),
        error_messages={"required": _("Schrijf wat de contacten te lezen krijgen.")},
    )  # fmt: skip
    channels = forms.MultipleChoiceField(
        label=_("Kanalen"), choices=CHANNELS, widget=forms.CheckboxSelectMultiple,
        initial=[str(Channel.EMAIL), str(Channel.WEB)],
    )  # fmt: skip
    starts_at = MomentField(
        label=_("Begint op"), required=False, help_text=_("Leeg: zodra ze goedgekeurd is.")
    )
    hours = forms.IntegerField(
        label=_("Uren om te antwoorden"), min_value=1, max_value=168, initial=24
    )

    field_order = (
        "title", "text", "audience", "province", "besturen", "channels", "starts_at", "hours",
    )  # fmt: skip

    @classmethod
    def of(cls, drill: Drill) -> DrillForm:
        names = ("title", "text", "province", "channels", "starts_at", "hours")
        chosen = {"audience": drill.scope, "besturen": drill.organisations.all()}
        return cls(initial={name: getattr(drill, name) for name in names} | chosen)

    def clean_channels(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["channels"]
        if not {Channel.EMAIL, Channel.SMS} & set(chosen):
            raise forms.ValidationError(
                _("Kies minstens e-mail of sms: het scherm alleen wekt niemand.")
            )
        return chosen

    def clean_starts_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["starts_at"]
        if at is not None and at <= timezone.now():
            raise forms.ValidationError(_("Dit moment is voorbij. Kies een later moment."))
        return at

    def said(self) -> dict[str, Any]:
        """The fields of the drill, and the besturen it names."""
        data = self.cleaned_data
        names = ("title", "text", "channels", "starts_at", "hours")
        scope = Scope(data["audience"])
        chosen: list[Organisation] = list(data["besturen"]) if scope == Scope.CHOSEN else []
        province = data["province"] if scope == Scope.PROVINCE else ""
        return {name: data[name] for name in names} | {
            "scope": scope, "province": province, "organisations": chosen,
        }  # fmt: skip


class ApproveForm(forms.Form):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom niet?"), max_length=500,
        error_messages={"required": _("Schrijf in één zin waarom niet.")},
    )  # fmt: skip
