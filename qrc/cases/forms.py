from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qrc.cases.enums import CaseState
from qrc.cases.models import Case


class CaseForm(forms.Form):
    state = forms.ChoiceField(label=_("Stand"), choices=CaseState.choices)
    note = forms.CharField(
        label=_("Notitie"), required=False, max_length=1000, strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Alleen uw eigen bestuur leest dit."),
        error_messages={"max_length": _("Houd het bij %(limit_value)d tekens.")},
    )  # fmt: skip

    @classmethod
    def of(cls, case: Case, data: Any = None) -> CaseForm:
        """The form of one case; its fields carry the case's key, as there are several on a page."""
        start = {"state": case.state, "note": case.note}
        return cls(data, initial=start, auto_id=f"id_{case.pk}_%s")


class ManyForm(forms.Form):
    """One state for several cases at once; their notes stay."""

    cases = forms.ModelMultipleChoiceField(
        Case.objects.none(),
        error_messages={
            "required": _("Kruis eerst aan welke waarschuwingen u bedoelt."),
            "invalid_choice": _("Een van deze waarschuwingen staat niet meer in uw lijst."),
        },
    )
    state = forms.ChoiceField(label=_("Nieuwe stand"), choices=CaseState.choices)

    def __init__(self, *args: Any, rows: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].queryset = rows  # type: ignore[attr-defined]
