from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.portfolio import tables
from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.sboms import parts
from catalogue.solutions.fields import SolutionField
from catalogue.solutions.models import Solution

BRIEF = forms.TextInput(attrs={"autocomplete": "off"})


class ItemForm(forms.Form):
    """A solution that we know, or words of one's own in its place."""

    solution = SolutionField(
        free=True, label=_("Wat gebruikt u?"),
        help_text=_("Typ een paar letters en kies. Niet gevonden? Laat uw eigen naam gewoon staan: "
                    "de redactie bekijkt hem."),
        error_messages={"required": _("Typ de naam van een toepassing of toestel.")},
    )  # fmt: skip
    version = forms.CharField(
        required=False, max_length=60, label=_("Versie"), widget=BRIEF,
        help_text=_("Bijvoorbeeld 12.3. Dan ziet u of een waarschuwing uw versie treft."),
    )  # fmt: skip
    name = forms.CharField(
        required=False, max_length=160, label=_("Eigen naam"), widget=BRIEF,
        help_text=_("Hoe het bij u heet, als dat anders is. Zo herkennen collega’s het."),
    )  # fmt: skip
    vendor = forms.CharField(
        required=False, max_length=120, label=_("Leverancier"), widget=BRIEF,
        help_text=_("Alleen nodig als u het niet in de lijst vond."),
    )  # fmt: skip
    note = forms.CharField(
        required=False, max_length=500, label=_("Notitie"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Voor uw collega’s: waar het draait, wie het beheert."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        own, name = given.get("solution"), given.get("name", "")
        if isinstance(own, str) and name and name != own:
            self.add_error("name", _(
                "Dit kennen we nog niet, en dan volstaat één naam. Kies een oplossing uit de lijst "
                "of laat dit veld leeg."
            ))  # fmt: skip
        return given

    def said(self) -> dict[str, Any]:
        """The arguments of `add_item` and `change_item`."""
        given = dict(self.cleaned_data)
        if not isinstance(given["solution"], Solution):
            given |= {"solution": None, "name": given["solution"]}
        return given

    @classmethod
    def filled_from(cls, item: PortfolioItem) -> ItemForm:
        initial = {name: getattr(item, name) for name in ("version", "name", "vendor", "note")}
        if item.solution is None:
            initial["name"] = ""
        return cls(initial=initial | {"solution": item.solution or item.name})


class VersionForm(forms.Form):
    version = forms.CharField(required=False, max_length=60, label=_("Versie"), widget=BRIEF)


class SbomForm(forms.Form):
    file = forms.FileField(
        label=_("SBOM-bestand"), max_length=200,
        help_text=_("CycloneDX (JSON of XML) of SPDX (JSON of tag-value), hoogstens 20 MB. Uw "
                    "leverancier kan u dit bezorgen."),
        error_messages={"required": _("Kies een bestand."), "empty": _("Dit bestand is leeg.")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        return _not_larger(self.cleaned_data["file"], parts.MOST_BYTES, "20 MB")


class ImportForm(forms.Form):
    """A list as a file or pasted."""

    file = forms.FileField(
        required=False, label=_("CSV-bestand"), max_length=200,
        help_text=_("Uit Excel of uw inventaris, hoogstens 2 MB en 5.000 regels."),
        error_messages={"empty": _("Dit bestand is leeg.")},
    )  # fmt: skip
    text = forms.CharField(
        required=False, label=_("Of plak uw lijst hier"), strip=False,
        max_length=tables.MOST_BYTES, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Eén product per regel, of kolommen uit Excel met hun kop."),
    )  # fmt: skip

    def clean_file(self) -> Any:
        return _not_larger(self.cleaned_data["file"], tables.MOST_BYTES, "2 MB")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not (given.get("text") or "").strip():
            self.add_error("file", _("Kies een bestand of plak een lijst."))
        return given

    def content(self) -> tuple[bytes, str]:
        """The bytes, and the name of the file they came in ("" when pasted)."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        return self.cleaned_data["text"].encode(), ""


class RowForm(forms.Form):
    """What one row of a list is."""

    solution = SolutionField(
        required=False, label=_("Welke oplossing is dit?"),
        help_text=_("Typ een paar letters en kies. Laat leeg om uw eigen woorden te bewaren."),
    )  # fmt: skip


class GuessForm(forms.Form):
    """One of the solutions that we guessed; none for one's own words."""

    guess = forms.ModelChoiceField(Solution.objects.standing(), required=False)


class QuickStartForm(forms.Form):
    solutions = forms.ModelMultipleChoiceField(
        Solution.objects.none(), label=_("Wat gebruikt u?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vink minstens één oplossing aan.")},
    )  # fmt: skip

    def __init__(self, *args: Any, solutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["solutions"].queryset = solutions  # type: ignore[attr-defined]


def _not_larger(file: Any, most: int, words: str) -> Any:
    if file and file.size > most:
        raise ValidationError(
            _("Dit bestand is groter dan %(most)s. Zo groot kunnen we het niet inlezen."),
            params={"most": words},
        )
    return file
