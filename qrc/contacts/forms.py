from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.messaging.enums import Channel
from community.organisations.models import Organisation
from qrc.contacts.enums import Rank
from qrc.contacts.models import Patience
from qrc.contacts.queries import people_to_choose

WAYS = [
    (Channel.EMAIL, _("E-mail")),
    (Channel.SMS, _("Sms, alleen bij kritieke ernst")),
    (Channel.WEB, _("Op het scherm (de bel)")),
]


class ContactForm(forms.Form):
    """Who holds a rank; nobody chosen means that the role decides."""

    user = forms.ModelChoiceField(
        User.objects.none(), required=False, label=_("Wie waarschuwen wij?"),
        empty_label=_("De rol beslist"),
        error_messages={
            "invalid_choice": _("Deze persoon werkt niet (meer) bij uw bestuur."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, rank: Rank, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.queryset = people_to_choose(organisation)
        field.help_text = (
            _("Beslist de rol, dan is dat de ICT-verantwoordelijke, anders een lokale beheerder.")
            if rank == Rank.FIRST
            else _(
                "Beslist de rol, dan is dat de CISO, anders de ICT-verantwoordelijke of een lokale beheerder."
            )
        )


class ChannelsForm(forms.Form):
    channels = forms.MultipleChoiceField(
        choices=WAYS, widget=forms.CheckboxSelectMultiple, label=_("Hoe waarschuwen wij u?"),
        error_messages={
            "required": _("Kies minstens één manier. Wilt u geen contact meer zijn, vraag dan uw lokale beheerder om iemand anders te kiezen."),
        },
    )  # fmt: skip


class PatienceForm(forms.ModelForm[Patience]):
    class Meta:
        model = Patience
        fields = ("grave_hours", "high_hours")
        help_texts = {
            "grave_hours": _("Uren, tussen 1 en 168. Gewoonlijk 4."),
            "high_hours": _("Uren, tussen 1 en 168. Gewoonlijk 24."),
        }
        error_messages: ClassVar = dict.fromkeys(
            fields,
            dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"),
                _("Vul een aantal uren in, tussen 1 en 168."),
            ),
        )
