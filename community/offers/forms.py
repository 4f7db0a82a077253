from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.experts.enums import REGIONS, Spoken
from community.experts.fields import SkillField, skill_fields, skills_in
from community.kit.forms import CleanWords, EachOnce
from community.offers.models import Review, ServiceOffer
from community.offers.models.inquiries import QUESTIONS

MOST_SKILLS = 5
LONG_AGO = timedelta(days=3653)
ANY_REGION = [("", _("Heel Vlaanderen")), *((each, each) for each in REGIONS)]
MARKS = [(n, str(n)) for n in range(1, 6)]


class FindForm(forms.Form):
    """What a bestuur looks for among services."""

    q = forms.CharField(
        label=_("Zoek op dienst of aanbieder"), required=False, max_length=100,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    vaardigheid = SkillField(label=_("Vaardigheid"), required=False)
    provincie = forms.ChoiceField(label=_("Provincie"), required=False, choices=ANY_REGION)
    taal = forms.ChoiceField(
        label=_("Taal"), required=False, choices=[("", _("Elke taal")), *Spoken.choices]
    )

    def wish(self) -> dict[str, Any]:
        """Only what was understood: a wrong part of an address filters nothing."""
        if self.is_bound:
            self.full_clean()
        data = getattr(self, "cleaned_data", {})
        return {
            "q": data.get("q"), "skill": data.get("vaardigheid"),
            "region": data.get("provincie"), "language": data.get("taal"),
        }  # fmt: skip


class OfferForm(CleanWords, forms.ModelForm[ServiceOffer]):
    languages = EachOnce(
        label=_("In welke talen werkt u?"), choices=Spoken.choices, initial=["nl"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één taal.")},
    )  # fmt: skip
    regions = EachOnce(
        label=_("Waar werkt u?"), required=False, choices=[(each, each) for each in REGIONS],
        widget=forms.CheckboxSelectMultiple, help_text=_("Kiest u niets, dan geldt heel Vlaanderen."),
    )  # fmt: skip

    class Meta:
        model = ServiceOffer
        fields = ("title", "summary", "text", "regions", "languages", "price_form")
        widgets = {
            "summary": forms.Textarea({"rows": 2}),
            "text": forms.Textarea({"rows": 8}),
        }
        help_texts = {
            "summary": _("Wat heeft een bestuur eraan?"),
            "text": _("Wat doet u, hoe gaat het in zijn werk, wat krijgt men? U mag Markdown gebruiken. Zet hier geen e-mailadres of telefoonnummer."),
            "price_form": _("In woorden, bijvoorbeeld: per dag, na een gratis eerste gesprek."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= skill_fields(
            MOST_SKILLS, first=_("Op welke vaardigheid vindt men u?"),
            help_text=_("Typ een woord en kies uit de lijst."),
        )  # fmt: skip
        if self.instance.pk:
            for n, skill in enumerate(self.instance.skills.order_by("name")[:MOST_SKILLS], 1):
                self.initial[f"skill_{n}"] = skill

    def skills(self) -> list[Any]:
        return skills_in(self.cleaned_data)

    def wishes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class InquireForm(CleanWords, forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(
        label=_("Uw vraag aan de aanbieder"), max_length=4000, widget=forms.Textarea({"rows": 7}),
        help_text=_("De aanbieder leest de naam van uw bestuur en de uwe, nooit uw e-mailadres."),
    )  # fmt: skip


class WorkForm(forms.Form):
    """When the work was done; asked of the bestuur alone."""

    began_on = forms.DateField(
        label=_("Begin van het werk"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    ended_on = forms.DateField(
        label=_("Einde van het werk"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    is_reference = forms.BooleanField(
        label=_("Ons bestuur mag als referentie bij de dienst staan"), required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("began_on"), data.get("ended_on")
        if begins and ends and ends < begins:
            self.add_error("ended_on", _("Het einde ligt vóór het begin."))
        elif begins and begins < timezone.localdate() - LONG_AGO:
            self.add_error("began_on", _("Kies een dag in de laatste tien jaar."))
        elif ends and ends > timezone.localdate():
            self.add_error(
                "ended_on", _("Het werk is nog niet voorbij: bevestig het na de laatste dag.")
            )
        return data


class ReviewForm(CleanWords, forms.ModelForm[Review]):
    class Meta:
        model = Review
        fields = (*QUESTIONS, "words")
        widgets = {"words": forms.Textarea({"rows": 5})}
        help_texts = {
            "words": _("Wat liep goed, wat kon beter? De naam van uw bestuur staat erbij, de uwe niet."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            label = self.fields[name].label
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=MARKS, coerce=int, widget=forms.RadioSelect,
                error_messages={"required": _("Kies een score.")},
            )  # fmt: skip
        self.fields[QUESTIONS[0]].help_text = _("1 is zwak, 5 is heel goed.")


class AnswerForm(CleanWords, forms.Form):
    answer = forms.CharField(
        label=_("Uw antwoord"), max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Het staat onder de beoordeling. U antwoordt één keer."),
    )  # fmt: skip


class ReasonForm(CleanWords, forms.Form):
    reason = forms.CharField(
        label=_("Reden"), max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("De aanbieder leest ze. Laat leeg om te publiceren."),
    )  # fmt: skip
