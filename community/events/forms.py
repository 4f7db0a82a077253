from __future__ import annotations

import uuid
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.events.enums import REGIONS, Captions, EventKind, MaterialKind
from community.events.fields import ColleagueField
from community.events.models import Event, Material, Session
from community.events.rules import groups_to_plan_for, may_plan_for_all
from community.events.services import SessionWish
from community.groups.models import Group
from community.kit.clock import BRUSSELS, at
from community.organisations.enums import Audience
from community.organisations.models import Organisation
from community.search.models import SearchEntry

AUDIENCES = (Audience.PUBLIC, Audience.MEMBERS, Audience.GOVERNMENTS)
MOST_SESSIONS = 20
MOMENTS = ("opens_at", "closes_at", "cancel_until")
REQUIRED = {
    "kind": _("Kies een soort."),
    "title": _("Geef de activiteit een titel."),
    "summary": _("Zeg in één zin waarover het gaat."),
}
MARKS = [(n, str(n)) for n in range(1, 6)]


def _web_address(label: Any, **more: Any) -> forms.URLField:
    return forms.URLField(
        label=label, required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": _("Dit is geen webadres. Het begint met https://.")}, **more,
    )  # fmt: skip


class EventForm(forms.ModelForm[Event]):
    """An event without its sessions."""

    online_url = _web_address(
        _("Deelnamelink"), help_text=_("Alleen wie een plaats heeft, krijgt deze link.")
    )
    hosts = forms.CharField(
        label=_("Begeleiders"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("E-mailadressen van leden, één per regel. Zij zien de deelnemers en noteren wie er is."),
    )  # fmt: skip

    group = forms.ModelChoiceField(
        Group.objects.none(), label=_("Groep"), required=False, empty_label=_("Geen groep"),
        help_text=_("Alleen als u hierboven „Alleen een groep” koos. Niemand anders ziet ze dan."),
    )  # fmt: skip

    class Meta:
        model = Event
        fields = (
            "kind", "title", "summary", "description", "audience", "group", "is_online", "place", "region",
            "online_url", "capacity", "per_organisation", "opens_at", "closes_at", "cancel_until",
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "audience": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 2}),
            "description": forms.Textarea(attrs={"rows": 8}),
            **{
                name: forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
                for name in MOMENTS
            },
        }
        help_texts = {
            "summary": _("Staat in de lijst, in de zoekbalk en in de agenda van wie komt."),
            "description": _("U mag Markdown gebruiken voor lijsten en tussentitels."),
            "capacity": _("Leeg: er is geen maximum."),
            "per_organisation": _("Leeg: er is geen maximum per organisatie."),
            "cancel_until": _("Leeg: tot het begin."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = EventKind.choices  # type: ignore[attr-defined]
        self._offer_circles(user)
        regions = [("", _("Geen provincie")), *((each, each) for each in REGIONS)]
        self.fields["region"].choices = regions  # type: ignore[attr-defined]
        for name, said in REQUIRED.items():
            self.fields[name].error_messages["required"] = said
        for name in MOMENTS:
            self.fields[name].error_messages["invalid"] = _("Vul een datum en een uur in.")
        if self.instance.pk:
            emails = self.instance.hosts.order_by("email").values_list("email", flat=True)
            self.initial["hosts"] = "\n".join(emails)

    def _offer_circles(self, user: User) -> None:
        """Whom this person plans for. Once planned it stays a group's, or everybody's."""
        groups = groups_to_plan_for(user)
        if self.instance.pk and self.instance.group_id:
            del self.fields["audience"], self.fields["group"]
            return
        circles = list(AUDIENCES) if may_plan_for_all(user) else []
        if self.instance.pk or not groups:
            del self.fields["group"]
        else:
            circles.append(Audience.GROUP)
            self.fields["group"].queryset = groups  # type: ignore[attr-defined]
            if len(circles) == 1:
                self.initial["audience"] = Audience.GROUP
        self.fields["audience"].choices = [(a.value, a.label) for a in circles]  # type: ignore[attr-defined]

    def clean_hosts(self) -> list[User]:
        emails = {each.strip().lower() for each in self.cleaned_data["hosts"].split() if each}
        found = list(User.objects.filter(email__in=emails, is_active=True))
        unknown = emails - {each.email for each in found}
        if unknown:
            text = _("Geen lid met dit adres: %(emails)s. Kijk de spelling na.")
            raise forms.ValidationError(text % {"emails": ", ".join(sorted(unknown))})
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("is_online") and not data.get("place"):
            self.add_error("place", _("Zeg waar het is, of kruis aan dat het online is."))
        if data.get("online_url") and not data.get("is_online"):
            self.add_error("is_online", _("Kruis dit aan, of neem de deelnamelink weg."))
        if "group" in self.fields:
            self._clean_group(data)
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Kies een moment na het begin van de inschrijvingen."))
        return data

    def _clean_group(self, data: dict[str, Any]) -> None:
        if data.get("audience") != Audience.GROUP:
            data["group"] = None
        elif data.get("group") is None and "group" not in self.errors:
            self.add_error("group", _("Kies voor welke groep."))

    def wishes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class SessionForm(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    day = forms.DateField(
        label=_("Dag"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag."), "invalid": _("Vul een datum in.")},
    )  # fmt: skip
    begins = forms.TimeField(
        label=_("Van"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Vul een beginuur in."), "invalid": _("Vul een uur in, zoals 9:30.")},
    )  # fmt: skip
    ends = forms.TimeField(
        label=_("Tot"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Vul een einduur in."), "invalid": _("Vul een uur in, zoals 12:30.")},
    )  # fmt: skip
    title = forms.CharField(label=_("Naam van de sessie"), required=False, max_length=120)
    place = forms.CharField(label=_("Andere plaats"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Het einde ligt vóór het begin."))
        return data

    def wish(self) -> SessionWish:
        """By the clock in Brussels, summer and winter."""
        data = self.cleaned_data
        return SessionWish(
            starts_at=at(data["day"], data["begins"]), ends_at=at(data["day"], data["ends"]),
            title=data["title"], place=data["place"], pk=data["pk"],
        )  # fmt: skip


class SessionsBase(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        kept = [each for each in self.forms if self._counts(each) or self._stays(each)]
        if not any(self.errors) and not kept:
            raise forms.ValidationError(
                _("Geef minstens één sessie op: een dag, een begin en een einde.")
            )

    def _counts(self, form: Any) -> bool:
        return form.has_changed() and not self._should_delete_form(form)  # type: ignore[attr-defined]

    def wishes(self) -> list[SessionWish]:
        return [each.wish() for each in self.forms if self._counts(each) or self._stays(each)]

    def _stays(self, form: Any) -> bool:
        return bool(form.initial.get("pk")) and not self._should_delete_form(form)  # type: ignore[attr-defined]


SessionsFormSet = forms.formset_factory(
    SessionForm, formset=SessionsBase, extra=1, can_delete=True, max_num=MOST_SESSIONS,
    absolute_max=MOST_SESSIONS,
)  # fmt: skip


def session_rows(sessions: Any) -> list[dict[str, Any]]:
    """What the forms of these sessions begin with."""
    return [_row(each) for each in sessions]


def _row(session: Session) -> dict[str, Any]:
    starts, ends = (_local(each) for each in (session.starts_at, session.ends_at))
    return {
        "pk": session.pk, "day": starts.date(), "begins": _hour(starts), "ends": _hour(ends),
        "title": session.title, "place": session.place,
    }  # fmt: skip


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BRUSSELS)


def _hour(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)


class RegisterForm(forms.Form):
    """For a colleague; registering oneself needs no form but a note."""

    colleague = ColleagueField(label=_("Uw collega"))
    note = forms.CharField(
        label=_("Opmerking voor de organisator"), required=False, max_length=300,
        help_text=_("Bijvoorbeeld wat uw collega nodig heeft om te kunnen deelnemen."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].organisation = organisation  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reden"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Iedereen die inschreef, leest dit in de mail."),
        error_messages={"required": _("Zeg in één zin waarom het niet doorgaat.")},
    )  # fmt: skip


class WordForm(forms.Form):
    TO = (("plaats", _("Wie een plaats heeft")), ("wacht", _("Wie op de wachtlijst staat")),
          ("allen", _("Allebei")))  # fmt: skip
    # Posting the same form twice mails nobody twice.
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    to = forms.ChoiceField(
        label=_("Aan wie"), choices=TO, widget=forms.RadioSelect, initial="plaats"
    )
    subject = forms.CharField(label=_("Onderwerp"), max_length=140)
    text = forms.CharField(
        label=_("Bericht"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Plaats, moment en deelnamelink voegen wij vanzelf toe."),
    )  # fmt: skip


class EvaluationForm(forms.Form):
    content = forms.TypedChoiceField(
        label=_("De inhoud"), choices=MARKS, coerce=int, widget=forms.RadioSelect,
        help_text=_("1 is zwak, 5 is heel goed."),
    )  # fmt: skip
    speaker = forms.TypedChoiceField(
        label=_("De begeleiding"), choices=MARKS, coerce=int, widget=forms.RadioSelect
    )
    organised = forms.TypedChoiceField(
        label=_("De organisatie"), choices=MARKS, coerce=int, widget=forms.RadioSelect
    )
    useful = forms.TypedChoiceField(
        label=_("Kunt u dit gebruiken in uw werk?"), choices=(("ja", _("Ja")), ("nee", _("Nee"))),
        coerce=lambda value: value == "ja", widget=forms.RadioSelect,
    )  # fmt: skip
    remark = forms.CharField(
        label=_("Wat kan beter?"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Schrijf niets waaraan men u herkent, als u dat niet wilt."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("content", "speaker", "organised", "useful"):
            self.fields[name].error_messages["required"] = _("Kies een antwoord.")


class MaterialForm(forms.ModelForm[Material]):
    url = _web_address(_("Webadres"))

    class Meta:
        model = Material
        fields = (
            "kind", "title", "url", "document", "captions", "exception_reason", "exception_until",
        )  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "exception_until": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "document": _("Of de sleutel van iets uit de bibliotheek, zoals content.document:12."),
            "captions": _("Een opname gaat pas online als wie niet hoort, ze kan volgen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = MaterialKind.choices  # type: ignore[attr-defined]
        said = [("", _("Nog niet gezegd")), *Captions.choices]
        self.fields["captions"].choices = said  # type: ignore[attr-defined]

    def clean_document(self) -> str:
        said: str = self.cleaned_data["document"].strip()
        kind, _colon, key = said.partition(":")
        if said and not SearchEntry.objects.filter(kind=kind, object_id=key).exists():
            raise forms.ValidationError(
                _("Dit vinden wij niet. Neem de sleutel over zoals hij er staat.")
            )
        return said

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("url") and not data.get("document") and not self.errors:
            self.add_error("url", _("Geef een webadres of een document uit de bibliotheek."))
        if data.get("captions") == Captions.EXCEPTION:
            if not data.get("exception_reason"):
                self.add_error("exception_reason", _("Zeg waarom de ondertitels er nog niet zijn."))
            until = data.get("exception_until")
            if until is None or until <= timezone.localdate():
                self.add_error("exception_until", _("Kies een dag in de toekomst."))
        return data
