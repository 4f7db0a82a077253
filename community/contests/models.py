from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.achievements.enums import SubjectKind
from community.achievements.rule_format import Rule, read_rule
from community.contests.enums import TOLD, ContestState

NUMBER: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


def _person() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )


class ContestQuerySet(models.QuerySet["Contest"]):
    def told(self) -> Self:
        return self.filter(state__in=TOLD)

    def running(self) -> Self:
        """Those that take entries at this moment."""
        now = timezone.now()
        return self.filter(state=ContestState.OPEN, opens_at__lte=now, deadline__gt=now)

    def over(self) -> Self:
        """Those that the clock has yet to close."""
        return self.filter(state=ContestState.OPEN, deadline__lte=timezone.now())


class Contest(models.Model):
    """A contest of knowledge and skill. Nothing is ever drawn: who fits the conditions, answers
    right and comes nearest wins; who comes as near wins too.

    `questions` are `[{"text", "options", "answers"}]`; an answer counts without regard to capitals.
    """

    title = models.CharField(_("titel"), max_length=100)
    summary = models.CharField(_("in één zin"), max_length=200)
    description = models.TextField(_("uitleg"), max_length=4000, blank=True)
    subject = models.CharField(_("voor wie"), max_length=10, choices=SubjectKind)
    prizes = models.TextField(_("prijzen"), max_length=1000)
    prize_count = models.PositiveSmallIntegerField(
        _("aantal prijzen"), default=1, validators=(MinValueValidator(1),)
    )
    opens_at = models.DateTimeField(_("open vanaf"))
    # The first moment at which it is too late.
    deadline = models.DateTimeField(_("deadline"))
    # A rule as achievements have; None asks nothing.
    conditions = models.JSONField(null=True, blank=True)
    questions = models.JSONField(default=list)
    tie_question = models.CharField(_("schiftingsvraag"), max_length=300)
    tie_unit = models.CharField(_("eenheid"), max_length=40, blank=True)
    # Known only after the deadline.
    tie_value = models.DecimalField(_("juiste getal"), null=True, blank=True, **NUMBER)
    tie_source = models.CharField(_("waar dat getal vandaan komt"), max_length=300, blank=True)
    rules_text = models.TextField(_("reglement"), max_length=8000)
    rules_version = models.PositiveSmallIntegerField(_("versie van het reglement"), default=1)
    rules_date = models.DateField(_("datum van het reglement"))
    state = models.CharField(
        _("stand"), max_length=12, choices=ContestState, default=ContestState.DRAFT
    )
    # The seal on the right answers, made when it opens: they were not chosen afterwards.
    key_sha256 = models.CharField(max_length=64, blank=True)
    key_salt = models.CharField(max_length=32, blank=True)
    author = _person()
    created_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = ContestQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-deadline", "-pk")
        verbose_name = _("winactie")
        verbose_name_plural = _("winacties")
        constraints = (
            models.CheckConstraint(
                condition=Q(deadline__gt=F("opens_at")), name="contest_ends_after_its_begin"
            ),
            models.CheckConstraint(condition=Q(prize_count__gte=1), name="contest_has_a_prize"),
            models.CheckConstraint(
                condition=Q(state=ContestState.DRAFT) | ~Q(key_sha256=""),
                name="contest_is_sealed_when_open",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(ContestState.JUDGED, ContestState.PUBLISHED))
                | Q(tie_value__isnull=False),
                name="contest_is_judged_by_a_number",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_personal(self) -> bool:
        return self.subject == SubjectKind.PERSON

    @property
    def rule(self) -> Rule | None:
        return read_rule(self.conditions) if self.conditions else None

    @property
    def takes_entries(self) -> bool:
        return self.state == ContestState.OPEN and self.opens_at <= timezone.now() < self.deadline

    @property
    def is_over(self) -> bool:
        return self.deadline <= timezone.now()

    @property
    def is_draft(self) -> bool:
        return self.state == ContestState.DRAFT


class EntryQuerySet(models.QuerySet["ContestEntry"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class ContestEntry(models.Model):
    """The one entry of a person, or of a bestuur whoever sent it in; it may change until the
    deadline."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="entries")
    # Who sent it in last; in a contest of persons whose it is.
    # Empty once that person left the house for good: the entry of a bestuur stands.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("community.Organisation", models.PROTECT, related_name="+")
    is_personal = models.BooleanField()
    answers = models.JSONField(default=list)
    tie_answer = models.DecimalField(_("schatting"), **NUMBER)
    shows_name = models.BooleanField(_("mijn naam mag bij de winnaars staan"), default=False)
    # The version of the rules that was agreed to.
    rules_version = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("submitted_at", "pk")
        verbose_name = _("deelname")
        verbose_name_plural = _("deelnames")
        constraints = (
            models.UniqueConstraint(
                fields=("contest", "user"), condition=Q(is_personal=True),
                name="contest_entry_once_a_person",
            ),
            models.UniqueConstraint(
                fields=("contest", "organisation"), condition=Q(is_personal=False),
                name="contest_entry_once_a_government",
            ),
            models.CheckConstraint(
                condition=Q(is_personal=False) | Q(user__isnull=False),
                name="contest_entry_of_a_person_names_him",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.contest_id} {self.pk}"

    @property
    def subject_id(self) -> int:
        return self.user_id if self.is_personal and self.user_id else self.organisation_id


class ContestResult(models.Model):
    """What was there at the deadline, frozen, and what came out: both as text whose hash is kept, so
    that anybody with the list judges again and gets the same, byte for byte."""

    contest = models.OneToOneField(Contest, models.CASCADE, related_name="result")
    frozen = models.TextField()
    frozen_sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(default=timezone.now)
    judgement = models.TextField(blank=True)
    judgement_sha256 = models.CharField(max_length=64, blank=True)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = _person()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "community"
        constraints = (
            models.CheckConstraint(
                condition=Q(judgement="", judgement_sha256="", judged_at=None)
                | (~Q(judgement="") & ~Q(judgement_sha256="") & Q(judged_at__isnull=False)),
                name="contest_result_judged_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.contest_id}"
