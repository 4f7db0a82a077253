from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from community.files.enums import FileForm
from community.files.forms import FilesField, FilesInput, Given
from community.files.models import StoredFile
from community.groups.models import Group
from community.organisations.models import Organisation
from content.library.enums import LIBRARY, OF_ALL, DocumentKind, Licence, Readers
from content.library.models import DocumentVersion, LibraryDocument, Theme
from content.library.rules import groups_to_share_in

MOST_TAGS, LONGEST_TAG = 20, 60
OLDEST = 1950
REVIEW = timedelta(days=365)
"""When a document is looked at again, unless its editor says otherwise."""


FORMS = _("Pdf, docx, xlsx, pptx, odt, beeld, geluid, video of tekst.")


class OneFileField(FilesField):
    """One file of the library; gives it, or None."""

    def __init__(self, **about: Any) -> None:
        super().__init__(purpose=LIBRARY, multiple=False, **about)

    def clean(self, value: Given | None) -> Any:
        kept = super().clean(value)
        return kept[0] if kept else None


class TakesFiles(forms.Form):
    """A form with fields that take files in: whose they will be is told at once."""

    def __init__(self, *args: Any, user: Any, organisation: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            if isinstance(each, FilesField):
                each.user, each.organisation = user, organisation


class HeapForm(TakesFiles):
    """Any number of files. `placed` are the keys of those that became drafts while it was open."""

    upload = FilesField(
        purpose=LIBRARY, label=_("Bestanden"),
        help_text=format_lazy("{} {}", FORMS, _("Meerdere mag.")),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].required = not self.is_placed

    @property
    def is_placed(self) -> bool:
        return self.is_bound and "placed" in self.data

    def taken(self) -> Sequence[StoredFile]:
        """What is good, also when other files were refused."""
        self.is_valid()
        widget: FilesInput = self.fields["upload"].widget
        return widget.taken

    def refused(self) -> list[str]:
        return [str(each) for each in self.errors.get("upload", ())]


class DescribingForm(forms.Form):
    """What is said of a document and for whom it is; what a row of the grid asks too."""

    title = forms.CharField(
        label=_("Titel"), max_length=255,
        error_messages={"required": _("Geef het document een titel.")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Soort"), choices=DocumentKind.choices)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("Thema’s"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    licence = forms.ChoiceField(label=_("Hergebruik"), choices=Licence.choices)
    audience = forms.ChoiceField(label=_("Voor wie"), choices=OF_ALL)


CIRCLES = [each for each in OF_ALL if each[0] != Readers.CHOSEN]
"""What can be chosen without naming anybody."""
IN_GROUP = (Readers.GROUP.value, Readers.GROUP.label)


class RowForm(DescribingForm):
    """One row of the grid: chosen organisations are named on the document's own page."""

    audience = forms.ChoiceField(label=_("Voor wie"), choices=CIRCLES)

    @classmethod
    def of(cls, document: LibraryDocument, data: Any = None, *, themes: Any = None) -> RowForm:
        """Whom its own page named stays offered, or its row would show another circle. With
        `themes`, pairs of key and name, no row asks for them itself."""
        row = cls(data, initial=facts_of(document), prefix=f"d{document.pk}")
        if document.audience == Readers.CHOSEN:
            row.fields["audience"].choices = OF_ALL  # type: ignore[attr-defined]
        if themes is not None:
            row.fields["themes"].choices = themes  # type: ignore[attr-defined]
        return row


class AllForm(forms.Form):
    """What is put on every row at once; what is left open stays as each row has it."""

    KEEP = ("", _("Zoals per rij"))
    kind = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[KEEP, *DocumentKind.choices]
    )
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label=_("Thema erbij"), required=False, empty_label=_("Geen")
    )
    licence = forms.ChoiceField(
        label=_("Hergebruik"), required=False, choices=[KEEP, *Licence.choices]
    )
    audience = forms.ChoiceField(
        label=_("Voor wie"),
        required=False,
        choices=[KEEP, *CIRCLES],
    )


class DocumentForm(DescribingForm):
    description = forms.CharField(
        label=_("Omschrijving"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Twee zinnen: wat het is en waarvoor iemand het gebruikt."),
        error_messages={"max_length": _("Houd het bij %(limit_value)d tekens.")},
    )  # fmt: skip
    tags = forms.CharField(
        label=_("Trefwoorden"), required=False, max_length=500,
        help_text=_("Met komma’s ertussen, bijvoorbeeld: back-up, NIS2."),
    )  # fmt: skip
    author = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Gemaakt door"), required=False,
        empty_label=_("Niet opgegeven"),
    )  # fmt: skip
    year = forms.IntegerField(
        label=_("Jaar"), min_value=OLDEST, required=False,
        error_messages={
            "invalid": _("Vul een jaartal in, zoals 2026."),
            "min_value": _("Vul een jaartal in vanaf %(limit_value)d."),
            "max_value": _("Dit jaar is te ver weg: hoogstens %(limit_value)d."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, makers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = makers  # type: ignore[attr-defined]
        latest = timezone.localdate().year + 1
        year = self.fields["year"]
        year.max_value = latest  # type: ignore[attr-defined]
        year.widget.attrs["max"] = latest
        too_far = MaxValueValidator(latest, message=year.error_messages["max_value"])
        year.validators.append(too_far)

    def clean_tags(self) -> list[str]:
        words = [each.strip() for each in self.cleaned_data["tags"].split(",")]
        found = list(dict.fromkeys(each for each in words if each))
        if len(found) > MOST_TAGS or any(len(each) > LONGEST_TAG for each in found):
            raise forms.ValidationError(
                _("Geef hoogstens %(most)d trefwoorden van hoogstens %(long)d tekens."),
                params={"most": MOST_TAGS, "long": LONGEST_TAG},
            )
        return found


class ProposeForm(TakesFiles, DocumentForm):
    """By a member: who it is for is a wish that the editor sees before he decides."""

    upload = OneFileField(label=_("Bestand"), help_text=FORMS)
    field_order = ("upload", "title", "description", "kind", "audience", "group")
    audience = forms.ChoiceField(label=_("Voor wie"), choices=CIRCLES)
    group = forms.ModelChoiceField(
        Group.objects.none(), label=_("Groep"), required=False, empty_label=_("Geen groep"),
        help_text=_("Alleen als u hierboven „Alleen een groep” koos. De redactie komt er niet tussen."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = groups_to_share_in(kwargs["user"])
        if groups:
            self.fields["group"].queryset = groups  # type: ignore[attr-defined]
            self.fields["audience"].choices = [*CIRCLES, IN_GROUP]  # type: ignore[attr-defined]
        else:
            del self.fields["group"]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        wants = facts.get("audience") == Readers.GROUP and "group" not in self.errors
        if wants and not facts.get("group"):
            self.add_error("group", _("Kies in welke groep."))
        return facts


class ChangeForm(DocumentForm):
    """By an editor: also who may read it by name, where it stands and when it is looked at again."""

    readers = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Gekozen organisaties"), required=False,
        help_text=_("Alleen als u hierboven „Gekozen organisaties” koos. Ctrl+klik voor meer."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )  # fmt: skip
    collection = forms.ModelChoiceField(
        Collection.objects.none(), label=_("Verzameling"), empty_label=None,
        error_messages={"invalid_choice": _("Deze verzameling is er niet meer. Kies een andere.")},
    )  # fmt: skip
    review_due = forms.DateField(
        label=_("Opnieuw nakijken op"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Kies een dag uit de kalender.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = Organisation.objects.active().order_by("sort_name", "pk")
        self.fields["readers"].queryset = everybody  # type: ignore[attr-defined]
        self.fields["collection"].queryset = Collection.objects.order_by("path")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if facts.get("audience") == Readers.CHOSEN and not facts.get("readers"):
            self.add_error("readers", _("Kies minstens één organisatie, of kies een andere kring."))
        if facts.get("audience") != Readers.CHOSEN:
            facts["readers"] = Organisation.objects.none()
        return facts


class VersionForm(TakesFiles):
    upload = OneFileField(label=_("Bestand"), help_text=FORMS)
    captions = OneFileField(
        label=_("Ondertitels"), required=False, help_text=_("Bij een video: een .vtt-bestand.")
    )
    note = forms.CharField(
        label=_("Wat is er anders?"), max_length=300, required=False,
        error_messages={"max_length": _("Houd het bij %(limit_value)d tekens.")},
    )  # fmt: skip

    def clean_captions(self) -> StoredFile | None:
        file: StoredFile | None = self.cleaned_data["captions"]
        if file is not None and file.form != FileForm.CAPTIONS:
            raise forms.ValidationError(_("Ondertitels zijn een .vtt-bestand."))
        return file


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reden"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wie het voorstelde, leest dit."),
        error_messages={
            "required": _("Zeg waarom, dan weet de indiener wat er anders moet."),
            "max_length": _("Houd het bij %(limit_value)d tekens."),
        },
    )  # fmt: skip


class ReviewForm(forms.Form):
    again_on = forms.DateField(
        label=_("Opnieuw nakijken op"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Kies een dag uit de kalender.")},
    )  # fmt: skip

    def clean_again_on(self) -> Any:
        day = self.cleaned_data["again_on"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(_("Kies een dag in de toekomst."))
        return day


class CollectionForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("Voor wie"), required=False,
        choices=[("", _("Geen beperking: elk document zegt het zelf")), *OF_ALL],
    )  # fmt: skip
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("Gekozen organisaties"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = Organisation.objects.active().order_by("sort_name", "pk")
        self.fields["organisations"].queryset = everybody  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if facts.get("audience") == Readers.CHOSEN and not facts.get("organisations"):
            self.add_error("organisations", _("Kies minstens één organisatie."))
        return facts


class RecordingForm(TakesFiles):
    """The recording of an event; `file` and `captions` clean to one StoredFile, or None."""

    title = forms.CharField(
        label=_("Titel"), max_length=140,
        error_messages={"required": _("Geef de opname een titel.")},
    )  # fmt: skip
    file = OneFileField(
        label=_("Opname"),
        help_text=_("Een video (mp4 of webm) of een geluidsbestand."),
        error_messages={"required": _("Kies het bestand met de opname.")},
    )  # fmt: skip
    captions = OneFileField(
        label=_("Ondertitels"), required=False,
        help_text=_("Een .vtt-bestand. Wie niet hoort, kan dan volgen."),
    )  # fmt: skip
    exception_reason = forms.CharField(
        label=_("Reden van de uitzondering"), required=False, max_length=300
    )
    exception_until = forms.DateField(
        label=_("Uitzondering tot"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Kies een dag uit de kalender.")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        said = _("Dit is geen video en geen geluid. Kies het bestand met de opname.")
        return self._one("file", (FileForm.VIDEO, FileForm.AUDIO), said)

    def clean_captions(self) -> Any:
        return self._one("captions", (FileForm.CAPTIONS,), _("Ondertitels zijn een .vtt-bestand."))

    def _one(self, name: str, wanted: Sequence[str], otherwise: Any) -> StoredFile | None:
        given: StoredFile | None = self.cleaned_data[name]
        if given is not None and given.form not in wanted:
            widget: FilesInput = self.fields[name].widget
            widget.taken = ()
            raise forms.ValidationError(otherwise)
        return given

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        until, file = facts.get("exception_until"), facts.get("file")
        if file and facts.get("captions"):
            used = DocumentVersion.objects.filter(captions=facts["captions"]).exclude(file=file)
            if used.exists():
                self.add_error("captions", _("Deze ondertitels horen bij een andere opname."))
        if facts.get("captions") or "captions" in self.errors:
            return facts | {"exception_reason": "", "exception_until": None}
        if not facts.get("exception_reason") and until is None:
            said = _("Kies de ondertitels, of zeg onderaan waarom ze er nog niet zijn.")
            self.add_error("captions", said)
        elif not facts.get("exception_reason"):
            self.add_error("exception_reason", _("Zeg waarom de ondertitels er nog niet zijn."))
        elif until is None or until <= timezone.localdate():
            self.add_error("exception_until", _("Kies een dag in de toekomst."))
        return facts


def facts_of(document: LibraryDocument) -> dict[str, Any]:
    """What the forms ask, as the document has it now."""
    return {
        "title": document.title, "description": document.description, "kind": document.kind,
        "themes": list(document.themes.all()), "licence": document.licence,
        "audience": document.audience, "author": document.author_id, "year": document.year,
        "readers": list(document.readers.all()), "collection": document.collection_id,
        "tags": ", ".join(sorted(each.name for each in document.tags.all())),
        "review_due": document.review_due or timezone.localdate() + REVIEW,
    }  # fmt: skip


def put_on_one(document: LibraryDocument, wanted: dict[str, Any]) -> dict[str, Any]:
    """What is wanted for all, as the facts of a document whose row nobody sees now."""
    facts = {name: wanted[name] for name in ("kind", "licence", "audience") if wanted.get(name)}
    if wanted.get("theme"):
        facts["themes"] = {*document.themes.all(), wanted["theme"]}
    return facts


def put_on_all(data: Any, documents: Sequence[LibraryDocument], wanted: dict[str, Any]) -> Any:
    """What was posted, with what is wanted for all put on every row."""
    changed = data.copy()
    for document in documents:
        for name in ("kind", "licence", "audience"):
            if wanted.get(name):
                changed[f"d{document.pk}-{name}"] = wanted[name]
        theme = wanted.get("theme")
        key = f"d{document.pk}-themes"
        if theme is not None and str(theme.pk) not in changed.getlist(key):
            changed.appendlist(key, str(theme.pk))
    return changed
