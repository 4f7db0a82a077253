from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.kit.clock import at
from community.moderation.enums import (
    RESTRICTING,
    FlagReason,
    Found,
    Ground,
    Measure,
    Why,
)
from community.moderation.models import CannedReason
from community.moderation.queries import canned_reasons
from community.moderation.services.deciding import allowed
from community.moderation.services.values import Reasons
from community.moderation.things import Thing, kinds

LONGEST_SILENCE = timedelta(days=365)
EVENING = time(23, 59)
MEASURES = {
    Measure.NONE: _("Niets doen: het mag blijven"),
    Measure.SHOW: _("Tonen aan wie het mag lezen"),
    Measure.HIDE: _("Verbergen"),
    Measure.WARN: _("Laten staan, en de schrijver waarschuwen"),
    Measure.RESTRICT: _("Verbergen, en de schrijver een tijd niet laten schrijven"),
    Measure.RESTORE: _("Terugzetten: iedereen leest het weer"),
    Measure.UNFILE: _("De bestanden weghalen: de tekst blijft staan"),
    Measure.REFILE: _("De bestanden terugzetten"),
}
WORDS_OF = {
    "facts": _("Zeg wat u zag. Wie het schreef, leest dit."),
    "explanation": _("Zeg waarom dat niet mag. Wie het schreef, leest dit."),
    "article": _("Noem het artikel van de huisregels, of de wet."),
}


class FlagForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Wat is er mis?"), choices=FlagReason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er mis is.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Uitleg voor de moderator"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Bij “illegaal”: zeg welke wet, en wat er precies mee strijdig is."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        asks = data.get("reason") in (FlagReason.ILLEGAL, FlagReason.OTHER)
        if asks and not data.get("words"):
            self.add_error("words", _("Zeg in enkele zinnen wat er mis is."))
        return data


class NoticeForm(forms.Form):
    """For who has no account (DSA, art. 16(2))."""

    words = forms.CharField(
        label=_("Wat is er illegaal, en waarom?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Zeg over welke zin of welk bestand het gaat, en met welke wet het strijdig is."),
        error_messages={"required": _("Zeg wat er illegaal is, en waarom.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Uw naam"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Vul uw naam in.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Uw e-mailadres"), widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("Daarop hoort u dat wij uw melding kregen, en wat wij beslissen."),
        error_messages={
            "required": _("Vul uw e-mailadres in."),
            "invalid": _("Dit is geen e-mailadres. Het lijkt op naam@bestuur.be."),
        },
    )  # fmt: skip
    good_faith = forms.BooleanField(
        label=_("Ik ben te goeder trouw: wat ik zeg, is naar mijn weten juist en volledig."),
        error_messages={"required": _("Bevestig dat wat u zegt, juist is naar uw weten.")},
    )


class QueueForm(forms.Form):
    why = forms.ChoiceField(label=_("Waarom"), required=False)
    kind = forms.ChoiceField(label=_("Soort"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = [("", _("Elke aanleiding")), *Why.choices]  # type: ignore[attr-defined]
        known = [(each.key, each.label) for each in kinds.all()]
        self.fields["kind"].choices = [("", _("Alles")), *known]  # type: ignore[attr-defined]

    def wishes(self) -> dict[str, str]:
        return self.cleaned_data if self.is_valid() else {}


def _long(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        **more,
    )  # fmt: skip


class DecideForm(forms.Form):
    """A measure and its reasons, one field for each thing that the statement says."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    # What the thing said when it was shown with this form.
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    measure = forms.ChoiceField(
        label=_("Wat beslist u?"), widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat u beslist.")},
    )  # fmt: skip
    until = forms.DateField(
        label=_("Niet schrijven tot en met"), required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Vul een datum in.")},
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("Waarop steunt het?"), widget=forms.RadioSelect)
    article = forms.CharField(
        label=_("Welk artikel?"),
        required=False,
        max_length=200,
        help_text=_("Bijvoorbeeld “art. 5 (Geen reclame)”, of de wet met haar artikel."),
    )
    facts = _long(
        _("Wat zag u?"),
        help_text=_("De feiten: welke woorden, welk bestand. Noem nooit wie het signaleerde."),
    )
    explanation = _long(
        _("Waarom mag dat niet?"), help_text=_("In gewone woorden, aan de schrijver gericht.")
    )

    def __init__(
        self, *args: Any, thing: Thing | None, reason: CannedReason | None = None, may_restrict: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.allowed = [each for each in allowed(thing) if may_restrict or each != Measure.RESTRICT]
        self.fields["measure"].choices = [(each, MEASURES[each]) for each in self.allowed]  # type: ignore[attr-defined]
        self.fields["ground"].choices = [  # type: ignore[attr-defined]
            (each.value, each.label) for each in (Ground.RULES, Ground.LAW, Ground.ORDER)
        ]
        self.fields["submission"].initial = uuid.uuid4()
        self.fields["seen"].initial = thing.fingerprint if thing else ""
        self.fields["ground"].initial = Ground.RULES
        if reason is not None:
            self._prefill(reason)

    def show(self, thing: Thing | None) -> None:
        """It stands beside this thing as it is now, whatever it stood beside when it was sent."""
        if self.is_bound and thing is not None:
            self.data = {**self.data.dict(), "seen": thing.fingerprint}  # type: ignore[attr-defined]

    def _prefill(self, reason: CannedReason) -> None:
        for name in ("ground", "article", "explanation"):
            self.fields[name].initial = getattr(reason, name)
        if reason.measure in self.allowed:
            self.fields["measure"].initial = reason.measure

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        measure = data.get("measure")
        if measure in RESTRICTING:
            for name in ("facts", "explanation"):
                self._demand(data, name)
            if data.get("ground") != Ground.ORDER:
                self._demand(data, "article")
        if measure == Measure.RESTRICT:
            self._demand_until(data.get("until"))
        return data

    def _demand(self, data: dict[str, Any], name: str) -> None:
        if not data.get(name) and name not in self.errors:
            self.add_error(name, WORDS_OF[name])

    def _demand_until(self, until: Any) -> None:
        today = timezone.localdate()
        if until is None:
            if "until" not in self.errors:
                self.add_error("until", _("Kies tot wanneer."))
        elif not today < until <= today + LONGEST_SILENCE:
            self.add_error("until", _("Kies een dag na vandaag, hoogstens een jaar ver."))

    def reasons(self) -> Reasons:
        data = self.cleaned_data
        restricts = data["measure"] == Measure.RESTRICT
        return Reasons(
            measure=data["measure"], facts=data["facts"], explanation=data["explanation"],
            article=data["article"], ground=data["ground"], found=Found.OWN,
            until=self._until() if restricts else None,
        )  # fmt: skip

    def _until(self) -> datetime:
        """The end of that day, by the clock in Brussels."""
        return at(self.cleaned_data["until"], EVENING)


class ReasonChoice(forms.Form):
    """Which ready-made reason fills the form."""

    motivering = forms.ChoiceField(label=_("Vaste motivering"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(each.pk): each for each in canned_reasons()}
        rows = [(pk, each.name) for pk, each in self.known.items()]
        self.fields["motivering"].choices = [("", _("Geen")), *rows]  # type: ignore[attr-defined]

    def chosen(self) -> CannedReason | None:
        return self.known.get(self.cleaned_data["motivering"]) if self.is_valid() else None


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("Waarom klopt de beslissing niet?"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Een andere moderator leest dit, samen met wat u schreef en de beslissing."),
        error_messages={"required": _("Zeg waarom u het niet eens bent.")},
    )  # fmt: skip


class AppealAnswerForm(forms.Form):
    submission = forms.UUIDField(widget=forms.HiddenInput)
    overturns = forms.ChoiceField(
        label=_("Uw oordeel"), widget=forms.RadioSelect,
        choices=(("nee", _("De beslissing blijft")), ("ja", _("De beslissing vervalt"))),
        error_messages={"required": _("Kies of de beslissing blijft of vervalt.")},
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Antwoord aan de schrijver"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Zeg waarom: de schrijver leest dit.")},
    )  # fmt: skip
    same_because = forms.CharField(
        label=_("Waarom beoordeelt u uw eigen beslissing?"),
        max_length=300,
        required=False,
        help_text=_("Alleen als er geen andere moderator is. De schrijver leest dit."),
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid.uuid4()
        if not is_own:
            del self.fields["same_because"]

    def wishes(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "overturns": data["overturns"] == "ja", "answer": data["answer"],
            "same_because": data.get("same_because", ""), "submission": data["submission"],
        }  # fmt: skip


class CannedReasonForm(forms.ModelForm[CannedReason]):
    class Meta:
        model = CannedReason
        fields = ("name", "measure", "ground", "article", "explanation", "order", "is_archived")
        widgets = {
            "measure": forms.RadioSelect, "ground": forms.RadioSelect,
            "explanation": forms.Textarea(attrs={"rows": 5}),
        }  # fmt: skip
        help_texts = {
            "name": _("Zo kiest u ze in de lijst. De schrijver leest dit niet."),
            "explanation": _("De schrijver leest dit. Een moderator vult het aan met de feiten."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        wants = data.get("measure") in RESTRICTING and data.get("ground") != Ground.ORDER
        if wants and not data.get("article"):
            self.add_error("article", WORDS_OF["article"])
        return data
