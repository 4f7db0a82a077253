from __future__ import annotations

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [choice for kind in choosable() for choice in choices_of(kind)]
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


class WebhookForm(forms.Form):
    url = forms.CharField(
        label=_("Adres van uw webhook"),
        help_text=_("Begint met https://. Wij sturen er JSON naartoe met POST."),
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

    class Meta:
        model = Delivery
        fields = ("recipient", "channel")
