"""The living style guide: every component with its states. Mounted only with DEBUG."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

SECTIONS = (
    ("kleur", "Kleur en licht", "styleguide/colour.html"),
    ("letter", "Letter en ruimte", "styleguide/type.html"),
    ("acties", "Acties", "styleguide/actions.html"),
    ("ernst", "Ernst en cijfers", "styleguide/figures.html"),
    ("lijsten", "Lijsten en verloop", "styleguide/lists.html"),
    ("tabellen", "Tabellen", "styleguide/tables.html"),
    ("formulieren", "Formulieren", "styleguide/forms.html"),
    ("toestanden", "Toestanden", "styleguide/states.html"),
)

ERRORS = (400, 403, 404, 429, 500)

COLOURS = (
    ("ink", "Inkt"),
    ("ink-2", "Inkt, zachter"),
    ("ink-3", "Inkt, bijschrift"),
    ("blue", "Blauw: klikbaar"),
    ("crit", "Kritiek"),
    ("high", "Hoog"),
    ("med", "Middel"),
    ("low", "Laag, in orde"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Stands in for a user, which the style guide must not need."""

    name: str
    initials: str
    avatar: str = ""

    def __str__(self) -> str:
        return self.name


class SampleForm(forms.Form):
    name = forms.CharField(label="Naam van het product", help_text="Zoals het op uw factuur staat.")
    email = forms.EmailField(label="E-mailadres")
    minimum = forms.ChoiceField(
        label="Vanaf welke ernst?",
        choices=[("critical", "Kritiek"), ("high", "Hoog"), ("low", "Laag")],
        help_text="Een waarschuwing zonder score krijgt u altijd.",
    )
    note = forms.CharField(label="Toelichting", widget=forms.Textarea, required=False)
    channels = forms.MultipleChoiceField(
        label="Hoe wilt u ons horen?",
        choices=[("email", "Per mail"), ("sms", "Per sms"), ("web", "Op het scherm")],
        widget=forms.CheckboxSelectMultiple,
    )
    agree = forms.BooleanField(
        label="Ik mag dit voor mijn bestuur beslissen",
        help_text="Uw lokale beheerder krijgt hiervan bericht.",
    )
    code = forms.CharField(
        label="Code uit de sms",
        help_text="Zes cijfers, tien minuten geldig.",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 6}
        ),
    )


class SampleFilter(forms.Form):
    q = forms.CharField(
        label="Zoek", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    severity = forms.ChoiceField(
        label="Ernst",
        required=False,
        choices=[("", "Alle"), ("critical", "Kritiek"), ("high", "Hoog")],
    )


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide/index.html", _samples(request))


@login_not_required
def error_page(request: HttpRequest, code: int) -> HttpResponse:
    """An error page as readers see it: with DEBUG Django shows its own instead."""
    if code not in ERRORS:
        raise Http404
    return render(request, f"{code}.html", status=code)


def _samples(request: HttpRequest) -> dict[str, Any]:
    now = timezone.now()
    mended = {"email": "alice@stad", "channels": ["sms"], "minimum": "high"}
    return {
        "sections": SECTIONS,
        "colours": COLOURS,
        "severities": ("critical", "high", "medium", "low", "unknown"),
        "icons": (
            "bell",
            "radio",
            "shield-check",
            "users",
            "rss",
            "send",
            "gauge",
            "phone",
            "mail",
        ),
        "person": Person("Alice Voorbeeld", "AV"),
        "recently": now - timedelta(minutes=38),
        "yesterday": now - timedelta(days=1, hours=2),
        "form": SampleForm(prefix="leeg", initial={"channels": ["email"], "minimum": "high"}),
        "bad_form": SampleForm(mended, prefix=None),
        "filter_form": SampleFilter(request.GET or None),
        "page": Paginator(range(120), 10).get_page(request.GET.get("page", 4)),
        "steps": ("Bestuur", "Producten", "Kanalen", "Klaar"),
    }
