from __future__ import annotations

from datetime import time
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from community.kit.validators import validate_mobile
from community.messaging.enums import Channel
from community.messaging.models import Delivery
from community.messaging.preferences import Choice, choices_of, choosable


class PreferencesForm(forms.Form):
    """A tick for every kind and channel, in one field of the form "kind/channel"."""

    wanted = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [choice for kind in choosable(user) for choice in choices_of(kind)]
        self.fields["wanted"].choices = [("/".join(choice), "") for choice in shown]  # type: ignore[attr-defined]

    def choices(self) -> list[Choice]:
        """What was ticked, once the form is valid."""
        pairs = (text.rpartition("/") for text in self.cleaned_data["wanted"])
        return [(kind, channel) for kind, _slash, channel in pairs]


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Gsm-nummer"),
        help_text=_("Bijvoorbeeld 0470 12 34 56. U krijgt meteen een code per sms."),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        return validate_mobile(self.cleaned_data["phone"])


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code uit de sms"),
        max_length=12,
        error_messages={"required": _("Vul de zes cijfers in.")},
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 6,
                "pattern": "[0-9]*", "autofocus": True,
            }
        ),
    )  # fmt: skip


class QuietHoursForm(forms.Form):
    starts = forms.TimeField(
        label=_("Stil vanaf"),
        initial=time(22),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Schrijf een uur als 22:00.")},
    )
    ends = forms.TimeField(
        label=_("Stil tot"),
        help_text=_("Een vroeger uur dan het begin is de volgende ochtend."),
        initial=time(7),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Schrijf een uur als 07:00.")},
    )
    weekend = forms.BooleanField(label=_("Ook heel de zaterdag en de zondag"), required=False)
    channels = forms.MultipleChoiceField(
        label=_("Wat moet stil zijn?"),
        choices=[(Channel.SMS, Channel.SMS.label), (Channel.EMAIL, Channel.EMAIL.label)],
        initial=[Channel.SMS, Channel.EMAIL],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één: anders is niets stil.")},
    )
    passes = forms.TypedChoiceField(
        label=_("Wat mag u toch wekken?"),
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
        choices=[
            (1, _("Wat kritiek is")),
            (2, _("Wat kritiek is, en wat hoog is")),
            (0, _("Niets")),
        ],
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "starts" in given and given["starts"] == given.get("ends"):
            self.add_error("ends", _("Begin en einde zijn hetzelfde. Kies een ander einde."))
        return given


class WebhookForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("Waar moeten de waarschuwingen naartoe?"),
        choices=[
            (Channel.WEBHOOK, _("Een eigen systeem (webhook)")),
            (Channel.TEAMS, _("Een kanaal in Microsoft Teams")),
        ],
        initial=Channel.WEBHOOK, widget=forms.RadioSelect,
    )  # fmt: skip
    url = forms.CharField(
        label=_("Adres"),
        help_text=_("Begint met https://. Voor Teams: het webadres dat uw werkstroom u geeft."),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )


class OutboxFilter(django_filters.FilterSet):
    recipient = django_filters.CharFilter(
        field_name="address__value", lookup_expr="icontains", label=_("Ontvanger")
    )
    channel = django_filters.ChoiceFilter(
        choices=[(Channel.EMAIL, Channel.EMAIL.label), (Channel.SMS, Channel.SMS.label)],
        label=_("Kanaal"),
        empty_label=_("Mail en sms"),
    )
    subject = django_filters.CharFilter(lookup_expr="icontains", label=_("Onderwerp"))

    class Meta:
        model = Delivery
        fields = ("recipient", "channel", "subject")
