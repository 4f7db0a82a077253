from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel
from community.organisations.models import Organisation
from qrc.advisories.enums import Severity
from qrc.subscriptions.models import Subscription
from qrc.subscriptions.services import tidy_words

MOST_WORDS = 50
LONGEST_WORD = 80
LEVELS = [
    (Severity.LOW, _("Alles, ook lage ernst")),
    (Severity.MEDIUM, _("Vanaf middel")),
    (Severity.HIGH, _("Vanaf hoog")),
    (Severity.CRITICAL, _("Alleen kritiek")),
]
WAYS = [
    (Channel.EMAIL, _("E-mail")),
    (Channel.SMS, _("Sms")),
    (Channel.WEB, _("Op het scherm (de bel)")),
]


class WordsField(forms.CharField):
    """Words with commas or line ends between them."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> Any:
        return tidy_words((super().to_python(value) or "").replace("\n", ",").split(","))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > MOST_WORDS:
            raise forms.ValidationError(
                _("Dit zijn %(n)s woorden. Meer dan %(most)s kan niet."),
                params={"n": len(value), "most": MOST_WORDS},
            )
        for word in value:
            if len(word) > LONGEST_WORD:
                raise forms.ValidationError(
                    _("“%(word)s…” is te lang. Zet komma's tussen de namen."),
                    params={"word": word[:30]},
                )


class SubscriptionForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, label=_("Voor welk bestuur?"),
        empty_label=_("Voor mezelf"),
    )  # fmt: skip
    min_severity = forms.ChoiceField(
        choices=LEVELS, initial=Severity.HIGH, label=_("Vanaf welke ernst?"),
        widget=forms.RadioSelect,
        help_text=_("Een waarschuwing zonder bekende ernst krijgt u altijd."),
    )  # fmt: skip
    words = WordsField(
        required=False, label=_("Leveranciers of producten"),
        help_text=_("Bijvoorbeeld: Fortinet, Exchange. Laat leeg voor alle producten."),
    )  # fmt: skip
    keywords = WordsField(
        required=False, label=_("Woorden in de tekst"),
        help_text=_("Bijvoorbeeld: phishing, VPN. Laat leeg voor alle teksten."),
    )  # fmt: skip
    channels = forms.MultipleChoiceField(
        choices=WAYS, initial=[Channel.EMAIL, Channel.WEB], label=_("Hoe wilt u het horen?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één manier, anders hoort u niets.")},
    )  # fmt: skip
    mail_on_changed = forms.BooleanField(
        required=False, label=_("Mail mij ook bij kleine wijzigingen"),
        help_text=_("Anders ziet u die alleen op het scherm."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]

    @classmethod
    def filled_from(cls, subscription: Subscription, organisations: Any) -> SubscriptionForm:
        names = ("organisation", "min_severity", "words", "keywords", "channels", "mail_on_changed")
        initial = {name: getattr(subscription, name) for name in names}
        return cls(initial=initial, organisations=organisations)
