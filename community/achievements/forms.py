from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.achievements.enums import SubjectKind, Within
from community.achievements.metrics import metrics_for
from community.achievements.models import Achievement, AchievementRule
from community.achievements.rule_format import LARGEST
from community.kit.forms import CleanWords
from community.organisations.models import Organisation

ROWS = 4
"""Conditions that the form has room for."""


class AchievementForm(CleanWords, forms.ModelForm[Achievement]):
    skill_url = forms.URLField(
        label=_("Webadres van de competentie"), required=False, max_length=300,
        assume_scheme="https",
    )  # fmt: skip

    class Meta:
        model = Achievement
        fields = (
            "name", "description", "subject", "period", "icon", "skill", "skill_framework",
            "skill_code", "skill_url",
        )  # fmt: skip
        widgets = {"subject": forms.RadioSelect, "period": forms.RadioSelect}
        help_texts = {
            "description": _("Eén zin die ieder begrijpt: wat deed men goed?"),
            "skill": _("Waarvoor het bewijs staat, bijvoorbeeld een competentie uit e-CF."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("subject", "period"):
            choices = self.fields[name].choices  # type: ignore[attr-defined]
            self.fields[name].choices = [each for each in choices if each[0]]  # type: ignore[attr-defined]
        if self.instance.pk and not self.instance.is_draft:
            del self.fields["subject"], self.fields["period"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("skill")) != bool(data.get("skill_url")) and not self.errors:
            missing = "skill_url" if data.get("skill") else "skill"
            self.add_error(
                missing, _("Geef naam én webadres van de competentie, of geen van beide.")
            )
        return data


class ConditionsForm(forms.Form):
    """Builds a rule by choosing what is counted; a metric of an app that is not there cannot be chosen."""

    join = forms.ChoiceField(
        label=_("Wanneer is de regel vervuld?"), widget=forms.RadioSelect, initial="all",
        choices=(("all", _("Als alle voorwaarden kloppen")), ("any", _("Als één voorwaarde klopt"))),
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: tuple[str, ...], rule: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ROWS + 1):
            self.fields[f"metric_{number}"] = forms.ChoiceField(
                label=_("Wat telt"), required=False, choices=_choices(kinds)
            )
            self.fields[f"value_{number}"] = forms.IntegerField(
                label=_("Minstens"), required=False, min_value=1, max_value=LARGEST
            )
            self.fields[f"within_{number}"] = forms.ChoiceField(
                label=_("Termijn"), required=False, choices=Within.choices
            )
        if rule:
            self.initial = {**_initial(rule), **self.initial}

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}_{number}"] for name in ("metric", "value", "within")]
            for number in range(1, ROWS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for number in range(1, ROWS + 1):
            chosen, value = data.get(f"metric_{number}"), data.get(f"value_{number}")
            if chosen and value is None and f"value_{number}" not in self.errors:
                self.add_error(f"value_{number}", _("Geef een getal van 1 of meer."))
            if value is not None and not chosen and f"metric_{number}" not in self.errors:
                self.add_error(f"metric_{number}", _("Kies wat telt."))
        return data

    @property
    def data_of_rule(self) -> dict[str, Any] | None:
        """The rule as it is kept; None when nothing was chosen."""
        said = self.cleaned_data
        found = [
            {"metric": said[f"metric_{n}"], "op": ">=", "value": said[f"value_{n}"]}
            | ({"within": said[f"within_{n}"]} if said[f"within_{n}"] else {})
            for n in range(1, ROWS + 1)
            if said.get(f"metric_{n}")
        ]
        return {said["join"]: found} if found else None


class RuleForm(ConditionsForm):
    auto_revoke = forms.BooleanField(
        label=_("Terugnemen zodra de regel niet meer klopt"), required=False
    )
    valid_months = forms.IntegerField(
        label=_("Geldig gedurende (maanden)"), required=False, min_value=1, max_value=120,
        help_text=_("Laat leeg als de prestatie nooit verloopt."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and self.data_of_rule is None:
            self.add_error("metric_1", _("Kies minstens één voorwaarde."))
        return data

    def wishes(self) -> dict[str, Any]:
        return {
            "rule": self.data_of_rule, "auto_revoke": self.cleaned_data["auto_revoke"],
            "valid_months": self.cleaned_data["valid_months"],
        }  # fmt: skip


def rule_form(data: Any, *, kinds: tuple[str, ...], version: AchievementRule | None) -> RuleForm:
    if version is None:
        return RuleForm(data, kinds=kinds)
    first = {"auto_revoke": version.auto_revoke, "valid_months": version.valid_months}
    return RuleForm(data, kinds=kinds, rule=version.rule, initial=first)


def _choices(kinds: tuple[str, ...]) -> list[Any]:
    groups = [
        (SubjectKind(kind).label, [(each.key, each.label) for each in metrics_for(kind)])
        for kind in kinds
    ]
    listed = groups[0][1] if len(groups) == 1 else groups
    return [("", _("Niets")), *listed]


def _initial(rule: dict[str, Any]) -> dict[str, Any]:
    ((join, conditions),) = rule.items()
    found: dict[str, Any] = {"join": join}
    for number, each in enumerate(conditions, 1):
        found |= {
            f"metric_{number}": each["metric"], f"value_{number}": each["value"],
            f"within_{number}": each.get("within", ""),
        }  # fmt: skip
    return found


class ReasonForm(CleanWords, forms.Form):
    reason = forms.CharField(
        label=_("Reden"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wie een bewijs natrekt, leest dit ook. Noem niemand."),
    )


class GiveForm(ReasonForm):
    """To a person by his mail address, to a bestuur by its name or KBO number."""

    to = forms.CharField(label=_("Aan wie"), max_length=160)
    field_order = ("to", "reason")

    def __init__(self, *args: Any, is_personal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_personal = is_personal
        self.fields["to"].help_text = (
            _("Het e-mailadres waarmee deze persoon zich aanmeldt.")
            if is_personal
            else _("De naam of het KBO-nummer van het bestuur.")
        )

    def clean_to(self) -> User | Organisation:
        words = self.cleaned_data["to"].replace("\0", "").strip()
        found = _people(words) if self.is_personal else _governments(words)
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(_("Meer dan één bestuur heet zo. Geef het KBO-nummer."))
        raise forms.ValidationError(_("Wij vinden niemand met deze gegevens. Kijk ze na."))


def _people(words: str) -> list[Any]:
    return list(User.objects.filter(email__iexact=words, is_active=True)[:2])


def _governments(words: str) -> list[Any]:
    rows = Organisation.objects.active().governments()
    number = "".join(each for each in words if each.isdigit())
    if len(number) == 10:
        return list(rows.filter(kbo=number))
    return [
        each
        for each in rows.matching(words)
        if words.lower() in (each.name.lower(), each.display_name.lower())
    ]
