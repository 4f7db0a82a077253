from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.achievements.enums import SubjectKind
from community.achievements.forms import ConditionsForm
from community.contests.models import NUMBER, Contest
from community.kit.forms import CleanWords

QUESTIONS = 3
"""Questions that the form has room for."""
FARTHEST = timedelta(days=3653)
MOMENT = "%Y-%m-%dT%H:%M:%S"
LONGEST = 200


class MomentField(forms.DateTimeField):
    """A moment on the clock of Brussels, to the second."""

    def __init__(self, **kwargs: Any) -> None:
        picker = forms.DateTimeInput({"type": "datetime-local", "step": "1"}, format=MOMENT)
        formats = [MOMENT, "%Y-%m-%dT%H:%M"]
        super().__init__(widget=picker, input_formats=formats, **kwargs)


class ContestForm(CleanWords, forms.ModelForm[Contest]):
    opens_at = MomentField(label=_("Open vanaf"))
    deadline = MomentField(
        label=_("Deadline"),
        help_text=_("Tijd van Brussel. Wat op dit ogenblik of later binnenkomt, telt niet mee."),
    )

    class Meta:
        model = Contest
        fields = (
            "title", "summary", "description", "subject", "prizes", "prize_count", "opens_at",
            "deadline", "tie_question", "tie_unit", "rules_text",
        )  # fmt: skip
        widgets = {"subject": forms.RadioSelect}
        help_texts = {
            "prizes": _("Zeg ook wat er gebeurt als meer deelnemers winnen dan er prijzen zijn."),
            "tie_question": _(
                "Een getal dat nu nog niemand kent, en dat u na de deadline kunt bewijzen."
            ),
            "rules_text": _(
                "Wie kan deelnemen, hoe de winnaar bepaald wordt, en dat er niets geloot wordt."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["subject"].choices  # type: ignore[attr-defined]
        self.fields["subject"].choices = [each for each in choices if each[0]]  # type: ignore[attr-defined]
        known = self.instance.questions if self.instance.pk else []
        for number in range(1, QUESTIONS + 1):
            one = known[number - 1] if len(known) >= number else {}
            self._add_question(number, one)

    def _add_question(self, number: int, one: dict[str, Any]) -> None:
        area = forms.Textarea(attrs={"rows": 3})
        self.fields[f"question_{number}"] = forms.CharField(
            label=_("Vraag"), required=False, max_length=300, initial=one.get("text", "")
        )
        self.fields[f"options_{number}"] = forms.CharField(
            label=_("Keuzes"), required=False, max_length=1000, widget=area,
            initial="\n".join(one.get("options", [])),
            help_text=_("Eén per regel. Laat leeg voor een open antwoord."),
        )  # fmt: skip
        self.fields[f"answers_{number}"] = forms.CharField(
            label=_("Juist antwoord"), required=False, max_length=1000, widget=area,
            initial="\n".join(one.get("answers", [])),
            help_text=_("Eén schrijfwijze per regel. Hoofdletters en accenten tellen niet."),
        )  # fmt: skip

    @property
    def question_rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}_{number}"] for name in ("question", "options", "answers")]
            for number in range(1, QUESTIONS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("opens_at"), data.get("deadline")
        for name in ("opens_at", "deadline"):
            if data.get(name) and abs(data[name] - timezone.now()) > FARTHEST:
                self.add_error(name, _("Kies een dag die hoogstens tien jaar van vandaag ligt."))
        if begins and ends and ends <= begins:
            self.add_error("deadline", _("De deadline ligt na de opening."))
        found = [self._question(number, data) for number in range(1, QUESTIONS + 1)]
        data["questions"] = [each for each in found if each is not None]
        if not data["questions"] and "question_1" not in self.errors:
            self.add_error("question_1", _("Stel minstens één vraag."))
        return data

    def _question(self, number: int, data: dict[str, Any]) -> dict[str, Any] | None:
        text = (data.get(f"question_{number}") or "").strip()
        options, answers = (
            _lines(data.get(f"options_{number}")),
            _lines(data.get(f"answers_{number}")),
        )
        if not text:
            if options or answers:
                self.add_error(f"question_{number}", _("Schrijf de vraag die hierbij hoort."))
            return None
        if not answers:
            self.add_error(f"answers_{number}", _("Geef het juiste antwoord."))
        elif options and not set(answers) <= set(options):
            self.add_error(f"answers_{number}", _("Neem het juiste antwoord over uit de keuzes."))
        return {"text": text, "options": options, "answers": answers}

    def wishes(self) -> dict[str, Any]:
        names = (*self._meta.fields, "questions")  # type: ignore[misc]
        return {name: self.cleaned_data[name] for name in names}


def _lines(text: str | None) -> list[str]:
    return [each.strip()[:LONGEST] for each in (text or "").splitlines() if each.strip()]


def conditions_form(data: Any, contest: Contest | None) -> ConditionsForm:
    kinds = (SubjectKind.PERSON, SubjectKind.ORGANISATION)
    return ConditionsForm(data, kinds=kinds, rule=contest.conditions if contest else None)


class EntryForm(CleanWords, forms.Form):
    """The answers to a contest, with what was sent in before."""

    tie_answer = forms.DecimalField(label=_("Uw schatting"), **NUMBER)
    shows_name = forms.BooleanField(
        label=_("Mijn naam mag bij de winnaars staan"), required=False,
        help_text=_("Vinkt u dit niet aan, dan staat er alleen voor welk bestuur u werkt."),
    )  # fmt: skip
    agrees = forms.BooleanField(label=_("Ik las het reglement en ga ermee akkoord"))

    def __init__(self, *args: Any, contest: Contest, entry: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = len(contest.questions)
        for place, question in enumerate(contest.questions):
            self.fields[f"answer_{place}"] = _answer_field(question)
        self.fields["tie_answer"].label = contest.tie_question
        self.fields["tie_answer"].help_text = contest.tie_unit
        if not contest.is_personal:
            del self.fields["shows_name"]
        questions = [f"answer_{place}" for place in range(self.number)]
        self.order_fields([*questions, "tie_answer", "shows_name", "agrees"])
        self.fields["agrees"].error_messages["required"] = _("Lees het reglement en vink dit aan.")
        if entry is not None:
            self.initial = {f"answer_{n}": each for n, each in enumerate(entry.answers)} | {
                "tie_answer": entry.tie_answer, "shows_name": entry.shows_name, "agrees": True,
            }  # fmt: skip

    def wishes(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "answers": [data[f"answer_{place}"] for place in range(self.number)],
            "tie_answer": data["tie_answer"], "shows_name": data.get("shows_name", False),
        }  # fmt: skip


def _answer_field(question: dict[str, Any]) -> forms.Field:
    if question["options"]:
        choices = [(each, each) for each in question["options"]]
        field: forms.Field = forms.ChoiceField(
            label=question["text"], choices=choices, widget=forms.RadioSelect
        )
    else:
        field = forms.CharField(label=question["text"], max_length=LONGEST)
    field.error_messages["required"] = _("Geef een antwoord.")
    return field


class ValueForm(CleanWords, forms.Form):
    """The true number, known at last."""

    value = forms.DecimalField(label=_("Het juiste getal"), **NUMBER)
    source = forms.CharField(
        label=_("Waar komt dit getal vandaan?"), max_length=300,
        help_text=_("Zo kan ieder het nakijken: een publicatie, een telling met datum."),
    )  # fmt: skip
