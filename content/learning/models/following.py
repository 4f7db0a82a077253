"""Who follows what, how far, and for how long."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.organisations.owned import Owned, OwnedQuerySet
from content.learning.models.pages import CoursePage, LessonPage
from content.learning.models.questions import Quiz

if TYPE_CHECKING:
    from community.accounts.models import User


def _share(name: str) -> Q:
    return Q(**{f"{name}__gte": 0, f"{name}__lte": 1})


class EnrolmentQuerySet(OwnedQuerySet["Enrolment"]):
    def of_person(self, user: User) -> EnrolmentQuerySet:
        return self.filter(user=user)


class Enrolment(Owned):
    """That a person follows a course, for the organisation he worked for when he began."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments")
    course = models.ForeignKey(CoursePage, models.SET_NULL, null=True, related_name="enrolments")
    course_title = models.CharField(_("cursus"), max_length=255)
    progress = models.FloatField(_("voortgang"), default=0.0)
    seconds = models.PositiveIntegerField(_("tijd in seconden"), default=0)
    started_at = models.DateTimeField(_("begonnen op"), default=timezone.now)
    last_at = models.DateTimeField(_("laatst bezig op"), default=timezone.now)
    completed_at = models.DateTimeField(_("geslaagd op"), null=True, blank=True)
    last_lesson = models.ForeignKey(LessonPage, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ("-last_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "course"), name="enrolment_once"),
            models.CheckConstraint(condition=_share("progress"), name="enrolment_progress_share"),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.course_title}"

    @property
    def percent(self) -> int:
        return int(self.progress * 100)


class BlockProgress(models.Model):
    """How far a person is with one piece: a lesson, a quiz, a film, a package. It never falls.

    `block` is the key that Wagtail gave the piece (or the page's translation key for a whole
    lesson), so it survives moving, and stays when the piece is gone.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    block = models.UUIDField()
    value = models.FloatField(default=0.0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "block"), name="block_progress_once"),
            models.CheckConstraint(condition=_share("value"), name="block_progress_share"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.block} {self.value}"


class LearningSession(models.Model):
    """A stretch of learning without a long pause, so that the time on a certificate can be told."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    steps = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-started_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at__gte=models.F("started_at")), name="learning_session_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.started_at:%Y-%m-%d %H:%M}"


class QuizAttempt(models.Model):
    """One go at a quiz. The rule and the paper are copied at the start and never change after.

    `paper` is what `papers.freeze` made: the questions in the order they are shown, with their
    keys; the keys never leave the server before the attempt is handed in. `answers` are what
    was given so far, by question.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attempts")
    quiz = models.ForeignKey(Quiz, models.SET_NULL, null=True, related_name="attempts")
    lesson = models.ForeignKey(LessonPage, models.SET_NULL, null=True, related_name="+")
    block = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    pass_mark = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    paper = models.JSONField()
    answers = models.JSONField(default=dict)
    marks = models.JSONField(default=list)
    started_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)
    passed = models.BooleanField(default=False)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("enrolment", "block", "number"), name="quiz_attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=("enrolment", "block"), condition=Q(submitted_at=None),
                name="quiz_attempt_open_once",
            ),
            models.CheckConstraint(
                condition=Q(score=None, submitted_at=None, passed=False)
                | (Q(score__isnull=False, submitted_at__isnull=False) & _share("score")),
                name="quiz_attempt_scored_when_handed_in",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def percent(self) -> int:
        return round((self.score or 0) * 100)

    @property
    def answered(self) -> int:
        return sum(each["id"] in self.answers for each in self.paper)


MOST_REFUSALS = 5
"""After so many a statement is not offered to the store again."""


class StatementQuerySet(models.QuerySet["Statement"]):
    def to_forward(self) -> Self:
        """What the learning record store does not have, and may be told now."""
        waits = Q(forward_after=None) | Q(forward_after__lte=timezone.now())
        return self.filter(waits, forwarded_at=None, forward_refusals__lt=MOST_REFUSALS)


class Statement(models.Model):
    """What was learnt, as xAPI says it; told to whoever may fetch it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="statements")
    verb = models.CharField(max_length=16)
    object_id = models.URLField(max_length=400)
    object_name = models.CharField(max_length=255)
    object_type = models.CharField(max_length=20)
    result = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)
    # When a learning record store took it; before that, until when nobody else may tell it.
    forwarded_at = models.DateTimeField(null=True, blank=True)
    forward_after = models.DateTimeField(null=True, blank=True)
    forward_refusals = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = StatementQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=("enrolment", "at"), name="statement_of_enrolment"),
            models.Index(
                fields=("at", "id"), name="statement_to_forward", condition=Q(forwarded_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.object_name}"
