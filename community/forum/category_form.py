from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forum.models import Category
from community.forum.standing import WARNINGS
from community.organisations.enums import Audience

AUDIENCES = (Audience.PUBLIC, Audience.MEMBERS, Audience.GOVERNMENTS)
"""A group has its own category: it is made with the group."""


class CategoryForm(forms.ModelForm[Category]):
    class Meta:
        model = Category
        fields = (
            "name", "summary", "parent", "audience", "starters", "suppliers", "follow",
            "reviews_newcomers",
        )  # fmt: skip
        widgets = {
            "audience": forms.RadioSelect, "starters": forms.RadioSelect,
            "suppliers": forms.RadioSelect, "follow": forms.RadioSelect,
        }  # fmt: skip
        error_messages = {
            "name": {"required": _("Geef de categorie een naam.")},
            "summary": {"required": _("Zeg in één zin waarover men hier praat.")},
        }
        help_texts = {
            "summary": _("Eén zin, hoogstens 200 tekens. Hij staat bij de naam."),
            "follow": _("Voor wie hier leest en zelf niets koos."),
            "reviews_newcomers": _("Wie nieuw is en voor geen bestuur werkt, wacht bij zijn eerste berichten op de redactie."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = Category.objects.standing().filter(parent=None, group=None)
        above = above.exclude(pk=self.instance.pk)
        parent = self.fields["parent"]
        parent.queryset = above.exclude(audience=Audience.GROUP)  # type: ignore[attr-defined]
        parent.empty_label = _("Niets: een eigen plaats in de lijst")  # type: ignore[attr-defined]
        if self.instance.audience == Audience.GROUP or self.instance.slug == WARNINGS:
            del self.fields["audience"]
        else:
            choices = [(each.value, each.label) for each in AUDIENCES]
            self.fields["audience"].choices = choices  # type: ignore[attr-defined]

    def clean_audience(self) -> str:
        """What was said stays among those it was said to."""
        wanted = str(self.cleaned_data["audience"])
        before = self.initial.get("audience")
        if self.instance.topic_count and AUDIENCES.index(Audience(wanted)) < AUDIENCES.index(
            before
        ):
            raise forms.ValidationError(
                _("Hier staat al iets dat voor minder lezers geschreven is. Maak voor een ruimere"
                  " kring een nieuwe categorie.")
            )  # fmt: skip
        return wanted

    def clean_parent(self) -> Category | None:
        """Two floors and no more: what has others under it stands under none."""
        parent: Category | None = self.cleaned_data["parent"]
        if parent is not None and self.instance.pk and self.instance.children.exists():
            raise forms.ValidationError(
                _("Onder deze categorie staan er andere. Zet die eerst elders.")
            )
        return parent
