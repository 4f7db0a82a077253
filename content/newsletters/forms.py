from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.newsletters.audience import provinces
from content.newsletters.enums import Readers
from content.newsletters.models import ROLES, Newsletter

NOW, LATER = "nu", "later"


class ReadersForm(forms.Form):
    readers = forms.ChoiceField(
        label=_("Voor wie"), choices=Readers.choices, widget=forms.RadioSelect
    )
    province = forms.ChoiceField(label=_("Provincie"), required=False)
    role = forms.ChoiceField(
        label=_("Rol"), required=False, choices=[("", _("Kies een rol")), *ROLES]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(name, name) for name in provinces()]
        self.fields["province"].choices = [("", _("Kies een provincie")), *found]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, letter: Newsletter) -> ReadersForm:
        names = ("readers", "province", "role")
        return cls(initial={name: getattr(letter, name) for name in names})

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        readers = data.get("readers")
        if readers != Readers.PROVINCE:
            data["province"] = ""
        elif not data.get("province"):
            self.add_error("province", _("Kies de provincie."))
        if readers != Readers.ROLE:
            data["role"] = ""
        elif not data.get("role"):
            self.add_error("role", _("Kies de rol."))
        return data


class SendForm(forms.Form):
    """The second step: what one saw, and when it leaves."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    people = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label=_("Wanneer"), widget=forms.RadioSelect, initial=NOW,
        choices=[(NOW, _("Nu")), (LATER, _("Op een later moment"))],
    )  # fmt: skip
    at = forms.DateTimeField(
        label=_("Vertrekt op"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Alleen bij een later moment."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        at: datetime | None = data.get("at")
        if data.get("when") == NOW:
            data["at"] = None
        elif at is None and "at" not in self.errors:
            self.add_error("at", _("Kies een dag en een uur."))
        elif at is not None and at <= timezone.now():
            self.add_error("at", _("Dit moment is voorbij. Kies een later moment."))
        return data
