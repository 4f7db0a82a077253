from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from community.files.disk import readable
from community.files.enums import FileState
from community.files.models import StoredFile
from community.files.purposes import purposes
from community.files.refusals import FileRefused
from community.files.services import store
from community.files.types import TYPES

Given: TypeAlias = tuple[list[str], list[UploadedFile[Any]]]
MOST_AT_ONCE = 200


class FilesInput(forms.Widget):
    """A field to choose or drop files on. With script they go up in pieces before the form is sent,
    and it carries their keys; without, they come with it."""

    template_name = "community/files/uploader.html"
    needs_multipart_form = True

    def __init__(self, purpose: str, *, multiple: bool = True) -> None:
        super().__init__()
        self.purpose, self.multiple = purpose, multiple
        self.taken: Sequence[StoredFile] = ()

    def use_required_attribute(self, initial: Any) -> bool:
        """The browser would miss files that are there already."""
        return False

    def value_from_datadict(
        self, data: Any, files: MultiValueDict[str, UploadedFile[Any]], name: str
    ) -> Given:
        keys = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        # A browser sends the input that nothing was chosen in as a word of no letters.
        return [key for key in keys if key], list(files.getlist(name))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and name not in files

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        purpose = purposes.get(self.purpose)
        kinds = [each for each in TYPES if each.form in purpose.forms]
        context["widget"] |= {
            "purpose": self.purpose, "multiple": self.multiple, "taken": self.taken,
            "most": readable(purpose.max_bytes),
            "accept": ",".join(ending for each in kinds for ending in each.endings),
        }  # fmt: skip
        return context


class FilesField(forms.Field):
    """Gives a list of StoredFile of this purpose, in the order they were chosen.

    The form sets `user` (and `organisation`) on it before it validates, and in `besides` the files of
    others that stood in it already and may stay. What was taken in stays in the field when another
    field of the form has an error.
    """

    widget: FilesInput
    default_error_messages = {
        "required": _("Kies minstens één bestand."),
        "one": _("Kies één bestand."),
        "many": _("Kies hoogstens 200 bestanden."),
        "gone": _("Een bestand is er niet meer. Kies het opnieuw."),
    }

    def __init__(self, *, purpose: str, multiple: bool = True, **about: Any) -> None:
        super().__init__(widget=FilesInput(purpose, multiple=multiple), **about)
        self.purpose, self.multiple = purpose, multiple
        self.user: Any = None
        self.organisation: models.Model | None = None
        self.besides: Sequence[StoredFile] = ()

    def clean(self, value: Given | None) -> list[StoredFile]:
        keys, uploaded = value or ([], [])
        if len(keys) + len(uploaded) > MOST_AT_ONCE:
            raise self._error("many")
        kept, errors = self._kept(keys)
        for each in uploaded:
            try:
                kept.append(self._store(each))
            except FileRefused as refused:
                errors.append(ValidationError(refused.message, code=refused.code))
        self.widget.taken = kept
        if errors:
            raise ValidationError(errors)
        if self.required and not kept:
            raise self._error("required")
        if not self.multiple and len(kept) > 1:
            raise self._error("one")
        return kept

    def _kept(self, keys: list[str]) -> tuple[list[StoredFile], list[ValidationError]]:
        asked = list(dict.fromkeys(keys))
        wanted = [key for each in asked if (key := key_of(each))]
        own = models.Q(owner=self.user) | models.Q(pk__in=[each.pk for each in self.besides])
        mine = StoredFile.objects.kept().filter(own, purpose=self.purpose)
        there = {
            each.key: each for each in mine.filter(key__in=wanted).exclude(state=FileState.REFUSED)
        }
        found = [there[key] for key in wanted if key in there]
        return found, [] if len(found) == len(asked) else [self._error("gone")]

    def _store(self, given: UploadedFile[Any]) -> StoredFile:
        return store(
            name=given.name or "", content=given, purpose=self.purpose, owner=self.user,
            organisation=self.organisation,
        )  # fmt: skip

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def key_of(text: str) -> UUID | None:
    """The key that somebody sent; None when it is none.

    >>> key_of("geen-sleutel")
    """
    try:
        return UUID(text)
    except ValueError:
        return None


class FilesFilter(forms.Form):
    q = forms.CharField(required=False, max_length=100, label=_("Zoek op naam"))
    toestand = forms.ChoiceField(
        required=False, label=_("Toestand"),
        choices=[
            ("", _("Alle")), ("nakijken", _("Wordt nagekeken")), ("geweigerd", _("Geweigerd")),
            ("mislukt", _("Tekst niet te lezen")), ("bezig", _("Tekst wordt gelezen")),
        ],
    )  # fmt: skip
    doel = forms.ChoiceField(
        required=False, label=_("Doel"),
        choices=lambda: [("", _("Alle")), *((each.key, each.label) for each in purposes)],
    )  # fmt: skip

    def said(self) -> dict[str, str]:
        """The arguments of `looked_after`; what nobody can mean asks for everything."""
        self.is_valid()
        told = self.cleaned_data
        return {
            "state": told.get("toestand", ""), "purpose": told.get("doel", ""),
            "words": told.get("q", ""),
        }  # fmt: skip
