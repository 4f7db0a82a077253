"""The question bank and the quizzes made of it."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from content.learning.enums import QuestionKind
from content.learning.question_form import QuestionForm


class Question(ClusterableModel):
    """One question of the bank; quizzes share it. What an attempt asked stays as it was."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("soort"), max_length=12, choices=QuestionKind)
    text = models.TextField(_("vraag"), max_length=2000, help_text=_("Markdown mag."))
    theme = models.CharField(_("thema"), max_length=60, blank=True)
    statement_is_true = models.BooleanField(
        _("de stelling is juist"), null=True, blank=True, help_text=_("Alleen bij juist of fout.")
    )
    explanation = models.TextField(
        _("uitleg na het inleveren"), max_length=2000, blank=True,
        help_text=_("Waarom is het zo? Iedereen leest dit bij zijn resultaat."),
    )  # fmt: skip

    base_form_class = QuestionForm
    panels = [
        FieldPanel("kind"), FieldPanel("text"), FieldPanel("theme"),
        FieldPanel("statement_is_true"),
        InlinePanel("options", heading=_("Antwoorden"), help_text=_(
            "Bij een kort antwoord: elk antwoord dat goed is. Bij een volgorde: van eerst naar "
            "laatst. Bij koppelen: ook het veld “hoort bij”."
        )),
        FieldPanel("explanation"),
    ]  # fmt: skip

    class Meta:
        ordering = ("theme", "pk")
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind=QuestionKind.TRUE_FALSE) | Q(statement_is_true__isnull=False),
                name="question_true_or_false_is_said",
            ),
        )

    def __str__(self) -> str:
        return self.text[:90]


class Option(Orderable):
    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(_("antwoord"), max_length=300)
    pair = models.CharField(_("hoort bij"), max_length=300, blank=True)
    is_right = models.BooleanField(_("juist"), default=False)
    feedback = models.CharField(_("wat wij erbij zeggen"), max_length=400, blank=True)

    def __str__(self) -> str:
        return self.text


class Quiz(ClusterableModel):
    title = models.CharField(_("titel"), max_length=120)
    intro = models.CharField(_("inleiding"), max_length=400, blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("geslaagd vanaf (%)"), default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )  # fmt: skip
    max_attempts = models.PositiveSmallIntegerField(
        _("hoogste aantal pogingen"), default=0, help_text=_("0: zoveel als men wil.")
    )
    shuffle = models.BooleanField(_("vragen en antwoorden door elkaar"), default=True)

    panels = [
        FieldPanel("title"), FieldPanel("intro"), FieldPanel("pass_mark"),
        FieldPanel("max_attempts"), FieldPanel("shuffle"),
        InlinePanel("places", heading=_("Vragen"), min_num=1),
    ]  # fmt: skip

    class Meta:
        ordering = ("title", "pk")
        verbose_name = _("toets")
        verbose_name_plural = _("toetsen")
        constraints = (
            models.CheckConstraint(
                condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="quiz_pass_mark_in_percent"
            ),
        )

    def __str__(self) -> str:
        return self.title


class QuizQuestion(Orderable):
    """The place of a question in a quiz."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="places")
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="places", verbose_name=_("vraag")
    )

    panels = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        constraints = (
            models.UniqueConstraint(fields=("quiz", "question"), name="quiz_question_once"),
        )
