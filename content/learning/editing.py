"""Learning in the editors' room: questions, quizzes, paths, books, and choosing organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from community.organisations.models import Organisation
from content.learning.models import Book, LearningPath, Question, Quiz


class NameFilter(BaseFilterForm):
    q = forms.CharField(
        label=_("Naam of KBO-nummer"), required=False,
        widget=forms.TextInput(attrs={"data-chooser-modal-search-filter": True}),
    )  # fmt: skip

    def filter(self, objects: QuerySet[Organisation]) -> QuerySet[Organisation]:
        words = self.cleaned_data.get("q", "")
        self.is_searching, self.search_query = bool(words), words
        return Organisation.objects.active().matching(words)


class OrganisationChooser(ChooserViewSet):
    model = Organisation
    icon = "group"
    choose_one_text = _("Kies een organisatie")
    choose_another_text = _("Kies een andere organisatie")

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's own views, but for the field by which one searches."""
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common | {"filter_form_class": NameFilter}


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Vragen")
    list_display = ["text", "kind", "theme"]
    list_filter = ["kind", "theme"]
    search_fields = ["text", "theme"]


class QuizViewSet(SnippetViewSet):
    model = Quiz
    icon = "tick-inverse"
    menu_label = _("Toetsen")
    list_display = ["title", Column("asked", label=_("vragen")), "pass_mark"]
    search_fields = ["title"]

    def get_queryset(self, request: object) -> QuerySet[Quiz]:
        counted: QuerySet[Quiz] = Quiz.objects.annotate(asked=Count("places"))
        return counted


class PathViewSet(SnippetViewSet):
    model = LearningPath
    icon = "list-ol"
    menu_label = _("Leertrajecten")
    list_display = ["title", "is_live"]
    search_fields = ["title"]


class BookViewSet(SnippetViewSet):
    model = Book
    icon = "doc-full-inverse"
    menu_label = _("Digitale boeken")
    list_display = ["title", "publisher", "audience", "is_live"]
    list_filter = ["audience", "is_live"]
    search_fields = ["title", "author", "publisher"]


class LearningGroup(SnippetViewSetGroup):
    menu_label = _("Leren")
    menu_icon = "help"
    menu_order = 250
    items = (QuestionViewSet, QuizViewSet, PathViewSet, BookViewSet)
