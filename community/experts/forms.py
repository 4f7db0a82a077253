from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.experts.enums import REGIONS, Sharing, SizeClass, SkillLevel, Spoken
from community.experts.fields import SkillField, skill_fields, skills_in
from community.experts.models import ExpertProfile, HelpRequest, MemberSkill, SkillNeed
from community.kit.forms import CleanWords, EachOnce
from community.organisations.enums import Audience
from community.organisations.models import Organisation

WANTED = 3
READERS = (
    (Audience.GOVERNMENTS.value, _("Iedereen die bij een bestuur werkt")),
    (Audience.MEMBERS.value, _("Alle leden, ook aanbieders")),
    (Audience.OWN.value, _("Alleen mijn bestuur en wie gevraagd wordt")),
)
LONGEST_WAIT = timedelta(days=60)
ANY_REGION = [("", _("Heel Vlaanderen")), *((each, each) for each in REGIONS)]


def _day(**attrs: Any) -> forms.DateInput:
    return forms.DateInput({"type": "date", **attrs}, format="%Y-%m-%d")


def _box(**attrs: Any) -> forms.TextInput:
    return forms.TextInput({"type": "search", "autocomplete": "off", **attrs})


class DirectoryForm(forms.Form):
    """What one looks for among experts; the address that it makes can be shared."""

    q = forms.CharField(
        label=_("Zoek op naam, bestuur of onderwerp"), required=False, max_length=100, widget=_box()
    )
    vaardigheid = SkillField(label=_("Vaardigheid"), required=False)
    niveau = forms.TypedChoiceField(
        label=_("Minstens niveau"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Elk niveau")), *((n, f"e-{n}") for n in SkillLevel.values)],
    )  # fmt: skip
    provincie = forms.ChoiceField(label=_("Provincie"), required=False, choices=ANY_REGION)
    taal = forms.ChoiceField(
        label=_("Taal"), required=False, choices=[("", _("Elke taal")), *Spoken.choices]
    )
    beschikbaar = forms.ChoiceField(
        label=_("Beschikbaar"), required=False,
        choices=[("", _("Nu of later")), ("nu", _("Nu beschikbaar"))],
    )  # fmt: skip

    def wish(self) -> dict[str, Any]:
        """Only what was understood: a wrong part of an address filters nothing."""
        if self.is_bound:
            self.full_clean()
        data = getattr(self, "cleaned_data", {})
        return {
            "q": data.get("q"), "skill": data.get("vaardigheid"), "level": data.get("niveau"),
            "region": data.get("provincie"), "language": data.get("taal"),
            "available": data.get("beschikbaar"),
        }  # fmt: skip


class SkillForm(CleanWords, forms.ModelForm[MemberSkill]):
    """One skill of one's own; `skill` itself only when it is new."""

    skill = SkillField(
        label=_("Welke vaardigheid?"),
        help_text=_("Typ een paar letters. U vindt ze ook met een ander woord, zoals GDPR, DPO of C#."),
    )  # fmt: skip

    class Meta:
        model = MemberSkill
        fields = ("level", "shared", "evidence")
        widgets = {"level": forms.RadioSelect, "shared": forms.RadioSelect}
        help_texts = {
            "shared": _("Uw bestuur telt mee wat u ermee deelt, om te zien wat het mist. Alleen met alle leden gedeeld komt u in de lijst van experts."),
            "evidence": _("Bijvoorbeeld: drie jaar beheerder van de firewall, of een certificaat."),
        }  # fmt: skip

    field_order = ("skill", "level", "shared", "evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = SkillLevel.choices  # type: ignore[attr-defined]
        self.fields["level"].error_messages["required"] = _("Kies een niveau.")
        self.fields["shared"].choices = Sharing.choices  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["skill"]


class ProfileForm(CleanWords, forms.ModelForm[ExpertProfile]):
    languages = EachOnce(
        label=_("In welke talen helpt u?"), choices=Spoken.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    regions = EachOnce(
        label=_("Voor besturen in"), required=False, choices=[(each, each) for each in REGIONS],
        widget=forms.CheckboxSelectMultiple, help_text=_("Kiest u niets, dan geldt heel Vlaanderen."),
    )  # fmt: skip

    class Meta:
        model = ExpertProfile
        fields = (
            "may_be_asked", "subjects", "languages", "regions", "available_from",
            "available_until", "most_per_month", "organisation", "seen_by_suppliers",
        )  # fmt: skip
        widgets = {"available_from": _day(), "available_until": _day()}
        help_texts = {
            "may_be_asked": _("Men schrijft u via het platform. Niemand ziet uw e-mailadres. U kunt altijd nee zeggen."),
            "subjects": _("In één zin, zoals u het aan een collega zou zeggen."),
            "available_from": _("Leeg: vanaf nu."),
            "available_until": _("Leeg: zonder einde. Vul dit in voor een verlof of een drukke tijd."),
            "most_per_month": _("Van 1 tot 20. Daarna vragen wij die maand iemand anders."),
        }  # fmt: skip

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        field.empty_label = _("Geen organisatie tonen")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("may_be_asked") and not data.get("languages"):
            self.add_error("languages", _("Kies minstens één taal waarin u helpt."))
        begins, ends = data.get("available_from"), data.get("available_until")
        if begins and ends and ends < begins:
            self.add_error("available_until", _("Kies een dag na het begin."))
        return data

    def wishes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class AskForm(CleanWords, forms.ModelForm[HelpRequest]):
    """A request for help."""

    # No field of the row to the form: sent twice it is one request, and no fault of who sent it.
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = HelpRequest
        fields = (
            "title", "text", "language", "region", "is_urgent", "until", "audience",
            "with_suppliers", "with_colleagues",
        )  # fmt: skip
        widgets = {
            "text": forms.Textarea({"rows": 7}),
            "until": _day(),
            "audience": forms.RadioSelect,
        }
        help_texts = {
            "title": _("Zoals u het aan een collega zou vragen."),
            "text": _("Wat probeerde u al, en wat hebt u nodig? Schrijf geen namen van burgers of wachtwoorden."),
            "region": _("Kies alleen een provincie als iemand ter plaatse moet komen."),
            "until": _("Daarna vragen wij niemand meer."),
            "audience": _("Op het platform staat uw vraag in de lijst voor:"),
            "with_suppliers": _("Leveranciers en zelfstandigen mogen dan antwoorden. Anders kunnen zij u niet schrijven."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help_text = _(
            "Typ een woord, zoals back-up, GDPR of C#. Wie iets kent dat eronder valt, telt mee."
        )
        self.fields |= skill_fields(
            WANTED, first=_("Welke vaardigheid zoekt u?"), help_text=help_text
        )
        self.fields["audience"].choices = READERS  # type: ignore[attr-defined]
        self.fields["region"].choices = ANY_REGION  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial.setdefault("until", timezone.localdate() + timedelta(days=14))

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until < today:
            raise forms.ValidationError(_("Kies vandaag of een dag in de toekomst."))
        if until > today + LONGEST_WAIT:
            raise forms.ValidationError(_("Kies een dag binnen de twee maanden."))
        return until

    def skills(self) -> list[Any]:
        return skills_in(self.cleaned_data)

    def wishes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "submission")}


class ReachForm(forms.Form):
    """What of a request that is being typed decides whom it reaches; wrong parts count for nothing."""

    language = forms.ChoiceField(choices=Spoken.choices, required=False)
    region = forms.ChoiceField(choices=ANY_REGION, required=False)
    with_suppliers = forms.BooleanField(required=False)
    with_colleagues = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= skill_fields(WANTED, first="")


class ReplyForm(CleanWords, forms.Form):
    words = forms.CharField(
        label=_("Uw eerste bericht"), required=False, max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Alleen als u ja zegt. Het opent het gesprek."),
    )  # fmt: skip


class ContactForm(CleanWords, forms.Form):
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    subject = forms.CharField(label=_("Waarover gaat het?"), max_length=140)
    source = forms.CharField(
        label=_("Uw bericht"), max_length=4000, widget=forms.Textarea({"rows": 7})
    )


class VerifyForm(CleanWords, forms.Form):
    reason = forms.CharField(
        label=_("Waarom is dit een expert?"), max_length=300, required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Iedereen leest dit naast de naam. Laat het leeg om een erkenning in te trekken."),
    )  # fmt: skip


class NeedForm(forms.ModelForm[SkillNeed]):
    skill = SkillField(label=_("Vaardigheid"))

    class Meta:
        model = SkillNeed
        fields = ("level", "people")
        widgets = {"people": forms.NumberInput({"min": 1, "max": 99})}

    field_order = ("skill", "level", "people")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = SkillLevel.choices  # type: ignore[attr-defined]


class SizeForm(forms.Form):
    size = forms.ChoiceField(
        label=_("Hoe groot is uw bestuur?"), choices=SizeClass.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Kies een grootte.")},
    )  # fmt: skip


class RegionForm(forms.Form):
    provincie = forms.ChoiceField(label=_("Gebied"), required=False, choices=ANY_REGION)
