from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.achievements.enums import AchievementState, Icon, Period, RoundKind, SubjectKind
from community.achievements.rule_format import Rule, read_rule

ONE_SUBJECT = Q(user=None, organisation__isnull=False) | Q(user__isnull=False, organisation=None)


def _person(**more: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, related_name="+", **more
    )


def _government(on_delete: Any = models.PROTECT) -> Any:
    return models.ForeignKey(
        "community.Organisation", on_delete, null=True, blank=True, related_name="+"
    )


class AchievementQuerySet(models.QuerySet["Achievement"]):
    def active(self) -> Self:
        return self.filter(state=AchievementState.ACTIVE)

    def told(self) -> Self:
        """What members read of: also what can no longer be earned."""
        return self.exclude(state=AchievementState.DRAFT)


class Achievement(models.Model):
    """Something worth saying of a person or a bestuur, with a rule that says when."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("naam"), max_length=60)
    description = models.CharField(_("wat wij erkennen"), max_length=300)
    subject = models.CharField(_("voor wie"), max_length=10, choices=SubjectKind)
    period = models.CharField(_("hoe vaak"), max_length=10, choices=Period, default=Period.ONCE)
    icon = models.CharField(_("tekening"), max_length=20, choices=Icon, default=Icon.AWARD)
    state = models.CharField(
        _("stand"), max_length=10, choices=AchievementState, default=AchievementState.DRAFT
    )
    # Which competence it stands for, such as one of e-CF; all of it or nothing.
    skill = models.CharField(_("competentie"), max_length=120, blank=True)
    skill_framework = models.CharField(_("raamwerk"), max_length=60, blank=True)
    skill_code = models.CharField(_("code"), max_length=30, blank=True)
    skill_url = models.URLField(_("webadres"), max_length=300, blank=True)
    author = _person(on_delete=models.SET_NULL)
    created_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = AchievementQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("name", "pk")
        verbose_name = _("prestatie")
        verbose_name_plural = _("prestaties")
        constraints = (
            models.UniqueConstraint(fields=("name", "subject"), name="achievement_name_once"),
            models.CheckConstraint(
                condition=Q(skill="", skill_url="") | (~Q(skill="") & ~Q(skill_url="")),
                name="achievement_skill_has_an_address",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_personal(self) -> bool:
        return self.subject == SubjectKind.PERSON

    @property
    def is_active(self) -> bool:
        return self.state == AchievementState.ACTIVE

    @property
    def is_draft(self) -> bool:
        return self.state == AchievementState.DRAFT


class RuleQuerySet(models.QuerySet["AchievementRule"]):
    def running(self) -> Self:
        """Those that hand out now."""
        return self.filter(
            activated_at__isnull=False, retired_at=None, achievement__state=AchievementState.ACTIVE
        )


class AchievementRule(models.Model):
    """A version of the rule of an achievement. Once it was active no word of it changes (a trigger
    in the database sees to that): who earned by it can always be told why."""

    achievement = models.ForeignKey(Achievement, models.CASCADE, related_name="rules")
    version = models.PositiveSmallIntegerField(_("versie"))
    rule = models.JSONField()
    auto_revoke = models.BooleanField(_("vervalt als de regel niet meer klopt"), default=False)
    valid_months = models.PositiveSmallIntegerField(_("geldig in maanden"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    activated_at = models.DateTimeField(null=True, blank=True)
    activated_by = _person(on_delete=models.SET_NULL)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = RuleQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-version",)
        verbose_name = _("regel")
        verbose_name_plural = _("regels")
        constraints = (
            models.UniqueConstraint(
                fields=("achievement", "version"), name="achievement_rule_version_once"
            ),
            models.UniqueConstraint(
                fields=("achievement",), name="achievement_rule_active_once",
                condition=Q(activated_at__isnull=False, retired_at=None),
            ),
            models.UniqueConstraint(
                fields=("achievement",), name="achievement_rule_draft_once",
                condition=Q(activated_at=None, retired_at=None),
            ),
            models.CheckConstraint(
                condition=Q(valid_months=None) | Q(valid_months__gte=1, valid_months__lte=120),
                name="achievement_rule_valid_for_a_while",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.achievement_id} v{self.version}"

    @property
    def parsed(self) -> Rule:
        return read_rule(self.rule)

    @property
    def is_draft(self) -> bool:
        return self.activated_at is None


class AwardQuerySet(models.QuerySet["Award"]):
    def standing(self) -> Self:
        return self.filter(revoked_at=None)

    def valid(self) -> Self:
        return self.standing().filter(Q(valid_until=None) | Q(valid_until__gt=timezone.now()))

    def of_person(self, user: Any) -> Self:
        return self.filter(user=user.pk)

    def of(self, organisation: Any) -> Self:
        return self.filter(organisation=organisation) if organisation else self.none()


class Award(models.Model):
    """That somebody earned an achievement, in which period, when and by what. The row stays when
    it is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="awards")
    user = _person(on_delete=models.CASCADE)
    organisation = _government()
    period = models.CharField(_("periode"), max_length=10, default=Period.ONCE)
    # None: given by hand, and says why.
    rule = models.ForeignKey(
        AchievementRule, models.PROTECT, null=True, blank=True, related_name="awards"
    )
    given_by = _person(on_delete=models.SET_NULL)
    reason = models.CharField(_("reden"), max_length=300, blank=True)
    earned_at = models.DateTimeField(_("behaald op"))
    # Keys of the rows that met the rule, such as "qrc.case:12"; never their words.
    evidence = models.JSONField(default=list)
    valid_until = models.DateTimeField(_("geldig tot"), null=True, blank=True)
    is_announced = models.BooleanField(default=False)
    revoked_at = models.DateTimeField(_("teruggenomen op"), null=True, blank=True)
    revoked_reason = models.CharField(_("reden"), max_length=300, blank=True)
    # The rule took it back, so the rule may give it again.
    revoked_by_rule = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = AwardQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-earned_at", "-created_at", "pk")
        verbose_name = _("uitreiking")
        verbose_name_plural = _("uitreikingen")
        constraints = (
            models.UniqueConstraint(
                fields=("achievement", "user", "organisation", "period"), nulls_distinct=False,
                name="award_once",
            ),
            models.CheckConstraint(condition=ONE_SUBJECT, name="award_has_one_subject"),
            models.CheckConstraint(
                condition=Q(rule__isnull=False) | ~Q(reason=""), name="award_by_hand_says_why"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by_rule=False)
                | (Q(revoked_at__isnull=False) & ~Q(revoked_reason="")),
                name="award_revoked_says_why",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=("user", "-earned_at"), name="award_of_person"),
            models.Index(fields=("organisation", "-earned_at"), name="award_of_government"),
        )

    def __str__(self) -> str:
        return f"{self.achievement_id} {self.period}"

    @property
    def subject_id(self) -> int:
        return int(self.user_id or self.organisation_id or 0)

    @property
    def is_lapsed(self) -> bool:
        return self.lapsed_at(timezone.now())

    def lapsed_at(self, moment: datetime) -> bool:
        return self.valid_until is not None and self.valid_until <= moment

    @property
    def is_standing(self) -> bool:
        return self.revoked_at is None and not self.is_lapsed

    @property
    def period_said(self) -> str:
        """The year or quarter it is about; "" when it is earned once."""
        return "" if self.period == Period.ONCE else self.period


class AchievementBadge(models.Model):
    """An Open Badge 3.0 that its holder asked for, as it was signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    award = models.OneToOneField(Award, models.CASCADE, related_name="badge")
    kid = models.CharField(max_length=40)
    token = models.TextField()
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        ordering = ("-issued_at",)

    def __str__(self) -> str:
        return str(self.id)


class AwardChoice(models.Model):
    """That a person, or a bestuur, does not show what was earned to others."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    organisation = models.OneToOneField(
        "community.Organisation", models.CASCADE, null=True, blank=True, related_name="+"
    )
    hides = models.BooleanField(_("niet tonen"), default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        constraints = (
            models.CheckConstraint(condition=ONE_SUBJECT, name="award_choice_has_one_subject"),
        )

    def __str__(self) -> str:
        return f"{self.user_id or self.organisation_id}: {self.hides}"


class Look(models.Model):
    """That somebody's figures moved and must be weighed: one row however often they moved."""

    user = _person(on_delete=models.CASCADE)
    organisation = _government(models.CASCADE)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(
                fields=("user", "organisation"), nulls_distinct=False, name="look_once"
            ),
            models.CheckConstraint(condition=ONE_SUBJECT, name="look_has_one_subject"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.organisation_id}"


class Round(models.Model):
    """A look at everybody under one rule, in steps: `cursor` is the last subject that was done."""

    rule = models.ForeignKey(AchievementRule, models.CASCADE, related_name="rounds")
    kind = models.CharField(_("soort"), max_length=14, choices=RoundKind)
    cursor = models.BigIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "community"
        ordering = ("-started_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("rule",), condition=Q(finished_at=None), name="round_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule_id} {self.kind} {self.cursor}"
