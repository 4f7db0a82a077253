"""The questions of a subscription: what one wants to hear of, and how and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel
from community.organisations.models import Organisation
from qrc.advisories.enums import Severity, Tlp
from qrc.advisories.visibility import circles_for, sources_for
from qrc.subscriptions.enums import Cadence, Scope
from qrc.subscriptions.models import Subscription
from qrc.subscriptions.services import tidy_words

MOST_WORDS = 50
LONGEST_WORD = 80
USUAL_PER_HOUR = 20
MOST_PER_HOUR = 1000
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
RHYTHMS = [
    (Cadence.IMMEDIATE, _("Meteen: één bericht per waarschuwing")),
    (Cadence.BUNDLED, _("Gebundeld: wat kort na elkaar komt in één bericht")),
    (Cadence.DAILY, _("Dagelijks: één bericht, elke ochtend")),
    (Cadence.WEEKLY, _("Wekelijks: één bericht, elke maandag")),
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


class PercentField(forms.FloatField):
    """Typed as "10", "0,5" or "10 %"; a chance between 0 and 1."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Vul een getal in, zoals 10 of 0,5."),
        "range": _("Vul een percentage tussen 0 en 100 in."),
    }

    def to_python(self, value: Any) -> Any:
        text = str(value or "").replace("%", "").replace(",", ".")
        found = super().to_python(text)
        return None if found is None else round(found / 100, 8)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not 0 <= value <= 1:
            raise forms.ValidationError(self.error_messages["range"], code="range")

    def prepare_value(self, value: Any) -> Any:
        """A chance that was kept is shown as a percentage; what was typed as it was typed."""
        return in_percent(value) if isinstance(value, float) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def in_percent(chance: float) -> str:
    return str(number_format(round(chance * 100, 6)).rstrip("0").rstrip(",.") or "0")


class WhatForm(forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, label=_("Voor wie?"),
        empty_label=_("Voor mezelf"),
    )  # fmt: skip
    scope = forms.ChoiceField(
        choices=Scope.choices, required=False, label=_("Waarover?"), widget=forms.RadioSelect,
    )  # fmt: skip
    words = WordsField(
        required=False, label=_("Leveranciers of producten"),
        help_text=_("Bijvoorbeeld: Fortinet, Exchange. Zet komma's tussen de namen."),
    )  # fmt: skip
    keywords = WordsField(
        required=False, label=_("Woorden in de tekst"),
        help_text=_("Bijvoorbeeld: phishing, VPN. Vult u beide vakken in, dan moeten beide kloppen."),
    )  # fmt: skip
    min_severity = forms.ChoiceField(
        choices=LEVELS, initial=Severity.HIGH, label=_("Vanaf welke ernst?"),
        widget=forms.RadioSelect,
        help_text=_("Een waarschuwing zonder bekende ernst krijgt u altijd."),
    )  # fmt: skip
    only_exploited = forms.BooleanField(
        required=False, label=_("Alleen wat al misbruikt wordt"),
        help_text=_("Volgens de bron of de lijst van CISA (KEV)."),
    )  # fmt: skip
    min_epss = PercentField(
        required=False, label=_("Minimale kans op misbruik, in procent (EPSS)"),
        help_text=_("De kans dat een lek binnen 30 dagen misbruikt wordt. Wat nog geen score heeft, krijgt u altijd."),
    )  # fmt: skip
    sources = forms.TypedMultipleChoiceField(
        coerce=int, required=False, label=_("Alleen van deze bronnen"),
        widget=forms.CheckboxSelectMultiple, help_text=_("Vink niets aan voor alle bronnen."),
    )  # fmt: skip
    max_tlp = forms.ChoiceField(required=False, label=_("Hoe vertrouwelijk mag het zijn?"))

    more = ("only_exploited", "min_epss", "sources", "max_tlp")

    def __init__(self, *args: Any, user: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].queryset = organisations
        if not any(each.is_government for each in organisations):
            fields["scope"].choices = [each for each in Scope.choices if each[0] != Scope.PORTFOLIO]
        fields["sources"].choices = [
            (each.pk, each.name) for each in sources_for(user).order_by("name")
        ]
        circles = [(str(each), _up_to(each)) for each in circles_for(user)]
        fields["max_tlp"].choices = [("", _("Alles wat ik mag lezen")), *circles]

    @property
    def common(self) -> list[forms.BoundField]:
        return [self[name] for name in ("organisation", "scope")]

    @property
    def rarer(self) -> list[forms.BoundField]:
        """What few change: it waits under "meer keuzes"."""
        return [self[name] for name in self.more]

    @property
    def rarer_open(self) -> bool:
        return any(self[name].errors or self[name].value() for name in self.more)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        words = given.get("words") or given.get("keywords")
        scope = given.get("scope") or (Scope.NAMED if words else Scope.ALL)
        given["scope"] = scope
        here = given.get("organisation")
        if scope == Scope.PORTFOLIO and (here is None or not here.is_government):
            self.add_error("organisation", _("Kies een bestuur: een portfolio is altijd van een bestuur."))  # fmt: skip
        if scope == Scope.NAMED and not words and not {"words", "keywords"} & set(self.errors):
            self.add_error("words", _("Vul minstens één naam of woord in, of kies “Alles”."))
        return given


def _up_to(circle: str) -> str:
    if circle == Tlp.CLEAR:
        return str(_("Alleen wat openbaar is (TLP:CLEAR)"))
    return str(_("Tot en met %(tlp)s") % {"tlp": Tlp(circle).label})


class HowForm(forms.Form):
    channels = forms.MultipleChoiceField(
        choices=WAYS, initial=[Channel.EMAIL, Channel.WEB], label=_("Hoe wilt u het horen?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één manier, anders hoort u niets.")},
    )  # fmt: skip
    cadence = forms.ChoiceField(
        choices=RHYTHMS, initial=Cadence.IMMEDIATE, required=False, label=_("Wanneer?"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    urgent_at_once = forms.BooleanField(
        required=False, initial=True, label=_("Kritiek altijd meteen"),
        help_text=_("Wat kritiek is of al misbruikt wordt, wacht niet op een bundel."),
    )  # fmt: skip
    most_per_hour = forms.IntegerField(
        required=False, min_value=1, max_value=MOST_PER_HOUR, initial=USUAL_PER_HOUR,
        label=_("Hoogstens zoveel berichten per uur"),
        help_text=_("Wat erboven komt, krijgt u gebundeld. Laat leeg voor geen grens."),
        error_messages={"invalid": _("Vul een geheel getal in, zoals 20.")},
    )  # fmt: skip
    mail_on_changed = forms.BooleanField(
        required=False, label=_("Mail mij ook bij kleine wijzigingen"),
        help_text=_("Anders ziet u die alleen op het scherm."),
    )  # fmt: skip

    def clean_cadence(self) -> str:
        return self.cleaned_data.get("cadence") or str(Cadence.IMMEDIATE)


def answers_of(subscription: Subscription) -> dict[str, Any]:
    """A kept wish as the answers that would make it."""
    names = [*WhatForm.base_fields, *HowForm.base_fields]
    found = {name: getattr(subscription, name) for name in names if name != "scope"}
    named = subscription.words or subscription.keywords
    scope = Scope.NAMED if named else Scope.ALL
    return found | {"scope": str(Scope.PORTFOLIO if subscription.portfolio else scope)}


def rules_in(given: dict[str, Any]) -> dict[str, Any]:
    """The cleaned answers of the first step as `subscribe` and `Wish` take them. What was typed
    beside another scope is no part of the wish."""
    named = given.get("scope") == Scope.NAMED
    return {
        "organisation": given.get("organisation"),
        "portfolio": given.get("scope") == Scope.PORTFOLIO,
        "words": (given.get("words") or []) if named else [],
        "keywords": (given.get("keywords") or []) if named else [],
        "min_severity": given.get("min_severity") or str(Severity.LOW),
        "only_exploited": bool(given.get("only_exploited")),
        "min_epss": given.get("min_epss"),
        "sources": given.get("sources") or [],
        "max_tlp": given.get("max_tlp") or "",
    }
