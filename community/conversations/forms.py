from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.conversations.services.beginning import LONGEST_SUBJECT
from community.conversations.services.writing import LONGEST
from community.kit.forms import CleanWords
from community.profiles.fields import MemberField

MORE = 4


def _text(label: Any, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}),
        help_text=_("U mag Markdown gebruiken voor lijsten en links."),
        error_messages={
            "required": _("Schrijf eerst iets."),
            "max_length": _("Houd het bij %(limit_value)d tekens."),
        },
    )  # fmt: skip


class BeginForm(CleanWords, forms.Form):
    # Posting the same form twice begins nothing twice.
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    to = MemberField(label=_("Aan"))
    subject = forms.CharField(
        label=_("Onderwerp"), max_length=LONGEST_SUBJECT,
        error_messages={"required": _("Zeg in een paar woorden waarover het gaat.")},
    )  # fmt: skip
    source = _text(_("Bericht"), 8)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].viewer = viewer  # type: ignore[attr-defined]
        for n in range(1, MORE + 1):
            label = _("Nog iemand")
            self.fields[f"to{n}"] = MemberField(label=label, required=False, viewer=viewer)

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[f"to{n}"] for n in range(1, MORE + 1)]

    @property
    def has_more(self) -> bool:
        """Whether the other fields hold something, so that they stand open."""
        return any(each.errors or any(each.value() or ()) for each in self.more)

    def people(self) -> list[User]:
        names = ["to", *(f"to{n}" for n in range(1, MORE + 1))]
        return [self.cleaned_data[name] for name in names if self.cleaned_data.get(name)]


class WriteForm(CleanWords, forms.Form):
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    source = _text(_("Uw antwoord"), 5)


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Zoek in uw berichten"), required=False, max_length=160,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
