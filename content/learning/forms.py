from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.learning.enums import Level, QuestionKind, Tongue
from content.learning.models import Certificate, CoursePage

LENGTHS = (
    ("kort", gettext_lazy("Tot 30 minuten")), ("half", gettext_lazy("30 tot 60 minuten")),
    ("lang", gettext_lazy("Meer dan een uur")),
)  # fmt: skip
BOUNDS = {"kort": Q(minutes__lte=30), "half": Q(minutes__gt=30, minutes__lte=60), "lang": Q(minutes__gt=60)}  # fmt: skip


class CourseFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=gettext_lazy("Zoek een cursus"), method="search",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    level = django_filters.ChoiceFilter(
        label=gettext_lazy("Niveau"), choices=Level.choices, empty_label=gettext_lazy("Elk niveau")
    )
    length = django_filters.ChoiceFilter(
        label=gettext_lazy("Duur"), choices=LENGTHS, method="by_length",
        empty_label=gettext_lazy("Elke duur"),
    )  # fmt: skip
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Taal"), choices=Tongue.choices, empty_label=gettext_lazy("Elke taal")
    )

    class Meta:
        model = CoursePage
        fields = ()

    def search(self, rows: QuerySet[CoursePage], name: str, value: str) -> QuerySet[CoursePage]:
        for word in value[:100].split()[:8]:
            named = Q(title__icontains=word) | Q(lead__icontains=word)
            rows = rows.filter(named | Q(skills__name__icontains=word))
        return rows.distinct()

    def by_length(self, rows: QuerySet[CoursePage], name: str, value: str) -> QuerySet[CoursePage]:
        return rows.filter(BOUNDS[value])


class CertificateForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Certificate
        fields = ("name", "shows_name", "shows_organisation")
        help_texts = {
            "name": gettext_lazy("Zo komt uw naam op het blad te staan."),
            "shows_name": gettext_lazy("Ook op de openbare bladzijde waar men het nakijkt."),
            "shows_organisation": gettext_lazy(
                "Ook op de openbare bladzijde waar men het nakijkt."
            ),
        }


class ShowingForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Certificate
        fields = ("shows_name", "shows_organisation")


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Waarom trekt u het in?"), max_length=200,
        error_messages={"required": gettext_lazy("Schrijf waarom: wie het nakijkt, leest dit.")},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The fields of one frozen question; `given` is the answer as `papers` describes it.

    A question may stay open until the paper is handed in, so nothing is required; what is given
    must make sense.
    """

    def __init__(self, question: Mapping[str, Any], data: Any = None, *, given: Any = None) -> None:
        self.question = question
        super().__init__(data, initial=_initial(question, given))
        self.fields.update(_fields(question))

    @property
    def is_placed(self) -> bool:
        """Whether each answer gets a place of its own."""
        return self.question["kind"] in (QuestionKind.ORDERING, QuestionKind.MATCHING)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_placed and not self.errors:
            self._each_once(cleaned)
        return cleaned

    def _each_once(self, cleaned: Mapping[str, str]) -> None:
        filled = [(name, value) for name, value in cleaned.items() if value]
        seen: set[str] = set()
        for name, value in filled:
            if value in seen:
                self.add_error(name, _("Dit koos u al bij een ander. Kies elk maar één keer."))
            seen.add(value)
        if filled and len(filled) < len(cleaned):
            empty = next(name for name, value in cleaned.items() if not value)
            self.add_error(empty, _("Kies hier ook iets, of laat alles leeg."))

    @cached_property
    def given(self) -> Any:
        """What was answered; None when the question was left open."""
        cleaned = self.cleaned_data
        if self.is_placed:
            values = [cleaned[f"place_{at}"] for at in range(len(self.question["shown"]))]
            return [int(value) for value in values] if all(values) else None
        value = cleaned["answer"]
        if self.question["kind"] == QuestionKind.SHORT:
            return value.strip() or None
        chosen = value if isinstance(value, list) else [value] if value else []
        return [int(each) for each in chosen] or None


def _fields(question: Mapping[str, Any]) -> dict[str, forms.Field]:
    kind, shown = question["kind"], question["shown"]
    if kind == QuestionKind.SHORT:
        return {"answer": forms.CharField(label=_("Uw antwoord"), max_length=300, required=False)}
    if kind in (QuestionKind.ORDERING, QuestionKind.MATCHING):
        return {f"place_{at}": _place(question, text) for at, text in enumerate(shown)}
    choices = [(str(at), text) for at, text in enumerate(shown)]
    if kind == QuestionKind.MULTIPLE:
        return {
            "answer": forms.MultipleChoiceField(
                label=_("Kies alles wat juist is"), choices=choices, required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        }  # fmt: skip
    return {
        "answer": forms.ChoiceField(
            label=_("Kies één antwoord"), choices=choices, required=False, widget=forms.RadioSelect
        )
    }


def _place(question: Mapping[str, Any], text: str) -> forms.ChoiceField:
    if question["kind"] == QuestionKind.ORDERING:
        count = len(question["shown"])
        choices = [(str(rank), _("Stap %(n)d") % {"n": rank}) for rank in range(1, count + 1)]
    else:
        choices = [(str(at), pair) for at, pair in enumerate(question["pairs"])]
    return forms.ChoiceField(label=text, choices=[("", _("Kies…")), *choices], required=False)


def _initial(question: Mapping[str, Any], given: Any) -> dict[str, Any]:
    if given is None:
        return {}
    if question["kind"] in (QuestionKind.ORDERING, QuestionKind.MATCHING):
        return {f"place_{at}": str(value) for at, value in enumerate(given)}
    if question["kind"] == QuestionKind.SHORT:
        return {"answer": given}
    if question["kind"] == QuestionKind.MULTIPLE:
        return {"answer": [str(each) for each in given]}
    return {"answer": str(given[0])}
