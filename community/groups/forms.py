from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.groups.enums import Entrance, GroupKind
from community.groups.models import Group
from community.groups.rules import may_start
from community.kit.forms import CleanWords
from community.organisations.enums import Audience
from community.profiles.fields import MemberField
from community.profiles.rules import counts_as_government

REGIONS = (
    "Antwerpen", "Brussel", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen",
)  # fmt: skip


class GroupForm(CleanWords, forms.ModelForm[Group]):
    region = forms.ChoiceField(
        label=_("Provincie"), required=False,
        choices=[("", _("Heel Vlaanderen")), *((each, each) for each in REGIONS)],
    )  # fmt: skip

    class Meta:
        model = Group
        fields = ("kind", "name", "summary", "description", "entrance", "audience", "region")
        widgets = {
            "kind": forms.RadioSelect,
            "entrance": forms.RadioSelect,
            "audience": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 2}),
            "description": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "summary": _("Staat in de lijst van groepen."),
            "description": _("Wat u samen doet, hoe vaak u samenkomt. U mag Markdown gebruiken."),
            "audience": _("Wie hier niet past, komt er nooit in, ook niet op uitnodiging."),
        }
        error_messages = {
            "name": {"required": _("Geef de groep een naam.")},
            "summary": {"required": _("Zeg in één zin waarover het gaat.")},
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.value, each.label) for each in GroupKind if may_start(user, each)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["kind"].initial = GroupKind.PROJECT
        self.fields["entrance"].choices = Entrance.choices  # type: ignore[attr-defined]
        # Nobody begins a group in which he may not be himself.
        circles = (Audience.GOVERNMENTS, Audience.MEMBERS)
        wide = circles if counts_as_government(user) else circles[1:]
        self.fields["audience"].choices = [(each.value, each.label) for each in wide]  # type: ignore[attr-defined]
        self.fields["audience"].initial = wide[0]
        if self.instance.pk:
            # Its kind says who began it, so it stays.
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = data.get("kind") or self.instance.kind
        if kind == GroupKind.REGION and not data.get("region"):
            self.add_error("region", _("Kies de provincie van de kenniskring."))
        return data


class GroupFilterForm(forms.Form):
    q = forms.CharField(
        label=_("Zoek op naam"), required=False, max_length=160,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    soort = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("Elke soort")), *GroupKind.choices]
    )
    provincie = forms.ChoiceField(
        label=_("Provincie"), required=False,
        choices=[("", _("Heel Vlaanderen")), *((each, each) for each in REGIONS)],
    )  # fmt: skip

    def narrow(self, rows: Any) -> Any:
        asked = self.cleaned_data if self.is_valid() else {}
        for word in asked.get("q", "").replace("\0", "").split()[:8]:
            rows = rows.filter(name__icontains=word)
        if asked.get("soort"):
            rows = rows.filter(kind=asked["soort"])
        if asked.get("provincie"):
            rows = rows.filter(region=asked["provincie"])
        return rows


class AskForm(CleanWords, forms.Form):
    message = forms.CharField(
        label=_("Waarom wilt u erbij?"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("De trekkers van de groep lezen dit."),
    )  # fmt: skip


class ReasonForm(CleanWords, forms.Form):
    reason = forms.CharField(
        label=_("Reden"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("De persoon leest dit."),
        error_messages={"required": _("Zeg in één zin waarom.")},
    )  # fmt: skip


class InviteForm(forms.Form):
    """A member by name, or somebody with an account by his mail address."""

    member = MemberField(label=_("Lid"), required=False)
    email = forms.EmailField(
        label=_("Of een e-mailadres"), required=False,
        help_text=_("Van iemand die een account heeft. Wie u niet bij de leden vindt, ziet u hier pas als hij erbij komt."),
        error_messages={"invalid": _("Dit is geen e-mailadres.")},
    )  # fmt: skip

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].viewer = viewer  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("member") and not data.get("email") and not self.errors:
            self.add_error("member", _("Kies een lid, of vul een e-mailadres in."))
        return data

    def person(self) -> User | None:
        """None for an address that is nobody's."""
        member: User | None = self.cleaned_data.get("member")
        if member is not None:
            return member
        return User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()


class AnnouncementForm(CleanWords, forms.Form):
    # Posting the same form twice says nothing twice.
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = forms.CharField(
        label=_("Titel"), max_length=140, error_messages={"required": _("Geef een titel.")}
    )
    text = forms.CharField(
        label=_("Mededeling"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("U mag Markdown gebruiken."),
        error_messages={"required": _("Schrijf wat u meedeelt.")},
    )  # fmt: skip
    until = forms.DateField(
        label=_("Tonen tot en met"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leeg: tot u ze intrekt."),
        error_messages={"invalid": _("Kies een dag uit de kalender.")},
    )  # fmt: skip

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("Kies vandaag of een dag in de toekomst."))
        return day


class HouseAnnouncementForm(AnnouncementForm):
    audience = forms.ChoiceField(
        label=_("Voor wie"), widget=forms.RadioSelect, initial=Audience.MEMBERS,
        choices=[(each.value, each.label) for each in (Audience.MEMBERS, Audience.GOVERNMENTS)],
    )  # fmt: skip
    is_mailed = forms.BooleanField(
        label=_("Ook mailen"), required=False,
        help_text=_("Zonder mail staat ze bij de meldingen en op ieders overzicht."),
    )  # fmt: skip
    field_order = ("title", "text", "audience", "until", "is_mailed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until = self.fields["until"]
        until.required, until.help_text = True, ""
        until.error_messages["required"] = _("Kies tot wanneer ze op het overzicht staat.")


class HiddenForm(CleanWords, forms.Form):
    name = forms.CharField(
        label=_("Volledige naam van de groep"), max_length=80,
        error_messages={"required": _("Vul de naam in, precies zoals u hem kent.")},
    )  # fmt: skip
