"""The forms of a moderator on one topic."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.audience import is_as_wide
from community.forum.models import Category, Post, Topic
from community.kit.clock import at
from community.moderation.enums import Found, Ground, Measure
from community.moderation.forms import EVENING
from community.moderation.services import Reasons

NUMBERS = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?")
OF_TOPIC = re.compile(r"(?:/onderwerp/)?(\d{1,12})")
MOST_NUMBERS = 200


class ActForm(forms.Form):
    """What all of them have: the same form twice is done once."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic = topic
        self.fields["submission"].initial = uuid.uuid4()


def _why(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Zeg waarom: wie het begon, leest dit.")}, **more,
    )  # fmt: skip


class LockForm(ActForm):
    facts = _why(
        _("Wat zag u?"),
        help_text=_("Bijvoorbeeld: “De vraag is beantwoord en het gesprek dwaalt af.”"),
    )
    explanation = _why(_("Waarom sluit u het?"))
    article = forms.CharField(
        label=_("Artikel van de huisregels"),
        required=False,
        max_length=200,
        help_text=_("Leeg: u sluit het voor de orde van het forum."),
    )

    def reasons(self) -> Reasons:
        data = self.cleaned_data
        return Reasons(
            Measure.LOCK, facts=data["facts"], explanation=data["explanation"],
            article=data["article"], found=Found.OWN,
            ground=Ground.RULES if data["article"] else Ground.ORDER,
        )  # fmt: skip


class PinForm(ActForm):
    until = forms.DateField(
        label=_("Bovenaan tot en met"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag."), "invalid": _("Vul een datum in.")},
    )  # fmt: skip

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Kies een dag die nog komt."))
        return at(day, EVENING)


class WiderForm(ActForm):
    """Of what may bring words before other readers: then it asks to say so."""

    wider = forms.BooleanField(
        label=_("Ja, ook wie er nu niet bij kan, mag dit lezen"), required=False
    )

    def demand_wider(self, category: Category, name: str) -> None:
        """Unless whoever reads it there reads it here already."""
        if is_as_wide(self.topic.category, category) or self.cleaned_data.get("wider"):
            return
        self.add_error(
            name, _("In “%(name)s” lezen andere mensen dit. Kruis hieronder aan dat dit mag.")
            % {"name": category.name},
        )  # fmt: skip


class MoveForm(WiderForm):
    category = forms.ModelChoiceField(
        Category.objects.none(), label=_("Naar"), empty_label=_("Kies een categorie"),
        error_messages={"required": _("Kies een categorie.")},
    )  # fmt: skip
    explanation = _why(_("Waarom?"))
    field_order = ("category", "explanation", "wider")

    def __init__(self, *args: Any, categories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = categories.exclude(pk=self.topic.category_id).select_related("group")
        self.fields["category"].queryset = rows  # type: ignore[attr-defined]
        self.fields["category"].label_from_instance = _with_readers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("category"):
            self.demand_wider(data["category"], "category")
        return data


def _with_readers(category: Category) -> str:
    said = category.group.name if category.group else category.get_audience_display()
    return f"{category.name} ({said})"


class MergeForm(WiderForm):
    into = forms.CharField(
        label=_("Adres of nummer van het andere onderwerp"), max_length=300,
        help_text=_("De berichten van dit onderwerp komen erachter. Oude adressen blijven werken."),
        error_messages={"required": _("Plak het adres van het andere onderwerp.")},
    )  # fmt: skip
    explanation = _why(_("Waarom?"))
    field_order = ("into", "explanation", "wider")

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics

    def clean_into(self) -> Topic:
        said = self.cleaned_data["into"]
        tail = said[said.rfind("/onderwerp/") :] if "/onderwerp/" in said else said.strip()
        found = OF_TOPIC.match(tail)
        other = self.topics.filter(pk=found[1]).first() if found else None
        if other is None or other.pk == self.topic.pk:
            raise forms.ValidationError(_("Dit onderwerp vinden wij niet. Plak zijn adres."))
        return other  # type: ignore[no-any-return]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("into"):
            self.demand_wider(data["into"].category, "into")
        return data


class SplitForm(ActForm):
    numbers = forms.CharField(
        label=_("Nummers van de berichten"), max_length=300,
        help_text=_("Bijvoorbeeld “4, 6-9”. Het eerste opent het nieuwe onderwerp; bericht 1 blijft hier."),
        error_messages={"required": _("Zeg welke berichten.")},
    )  # fmt: skip
    title = forms.CharField(
        label=_("Titel van het nieuwe onderwerp"),
        max_length=140,
        error_messages={"required": _("Geef een titel.")},
    )
    explanation = _why(_("Waarom?"))

    def clean_numbers(self) -> list[int]:
        """Keys of the posts with these numbers."""
        wanted: set[int] = set()
        for first, last in NUMBERS.findall(self.cleaned_data["numbers"]):
            begin, end = int(first), int(last or first)
            wanted.update(range(begin, min(end, begin + MOST_NUMBERS) + 1))
        rows = Post.objects.filter(topic=self.topic, number__in=wanted)
        found = dict(rows.values_list("number", "pk"))
        missing = sorted(wanted - found.keys())
        if not wanted or missing:
            said = (
                _("Er is geen bericht met nummer %(n)s.") % {"n": missing[0]}
                if missing
                else _("Zeg welke berichten.")
            )
            raise forms.ValidationError(said)
        if 1 in wanted:
            raise forms.ValidationError(_("Bericht 1 opent dit onderwerp en blijft hier."))
        return list(found.values())
