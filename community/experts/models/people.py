from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.experts.enums import REGIONS, Sharing, SkillLevel, Spoken
from community.experts.models.skills import Skill

MOST = 20
"""Requests a month that anybody may offer to hear of."""
REGION_CHOICES = [(each, each) for each in REGIONS]


class MemberSkill(models.Model):
    """That a person says to have a skill, and to whom he says it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="members")
    level = models.PositiveSmallIntegerField(_("niveau"), choices=SkillLevel)
    shared = models.CharField(
        _("wie mag dit zien"), max_length=14, choices=Sharing, default=Sharing.NOBODY
    )
    evidence = models.CharField(_("waaruit blijkt dat"), max_length=300, blank=True)
    # He does not want to be asked about it: said on a request, taken back on his own page.
    is_off = models.BooleanField(_("niet over gevraagd worden"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        ordering = ("-level", "skill__name", "pk")
        verbose_name = _("vaardigheid van een lid")
        verbose_name_plural = _("vaardigheden van leden")
        constraints = (
            models.UniqueConstraint(fields=("user", "skill"), name="member_skill_once"),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="member_skill_level_to_five"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} · {self.skill_id}"

    @property
    def short_level(self) -> str:
        return f"e-{self.level}"


class Endorsement(models.Model):
    """That a colleague confirms a skill: one word a person, never about oneself."""

    member_skill = models.ForeignKey(MemberSkill, models.CASCADE, related_name="endorsements")
    # Whose skill it is, kept here so that the database can refuse praise of oneself.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="given_endorsements"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(fields=("member_skill", "by"), name="endorsement_once"),
            models.CheckConstraint(condition=~Q(by=F("owner")), name="endorsement_not_of_oneself"),
        )

    def __str__(self) -> str:
        return f"{self.by_id} → {self.member_skill_id}"


class ExpertProfileQuerySet(models.QuerySet["ExpertProfile"]):
    def open(self) -> Self:
        """Of people who may be asked, and who can still sign in to answer."""
        return self.filter(may_be_asked=True, user__is_active=True)

    def available(self, day: date | None = None) -> Self:
        day = day or timezone.localdate()
        return self.open().filter(
            Q(available_from=None) | Q(available_from__lte=day),
            Q(available_until=None) | Q(available_until__gte=day),
        )


class ExpertProfile(models.Model):
    """How and about what a person lets himself be asked."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="expert_profile", primary_key=True
    )
    may_be_asked = models.BooleanField(
        _("collega’s van andere besturen mogen mij om raad vragen"), default=False
    )
    subjects = models.CharField(_("waarover mag men u vragen"), max_length=300, blank=True)
    languages = ArrayField(
        models.CharField(max_length=2, choices=Spoken), default=list, blank=True,
        verbose_name=_("talen"),
    )  # fmt: skip
    # Nothing chosen is all of Flanders.
    regions = ArrayField(
        models.CharField(max_length=20, choices=REGION_CHOICES), default=list, blank=True,
        verbose_name=_("provincies"),
    )  # fmt: skip
    available_from = models.DateField(_("beschikbaar vanaf"), null=True, blank=True)
    available_until = models.DateField(_("beschikbaar tot en met"), null=True, blank=True)
    most_per_month = models.PositiveSmallIntegerField(
        _("hoogstens zoveel hulpvragen per maand"), default=3,
        validators=(MinValueValidator(1), MaxValueValidator(MOST)),
    )  # fmt: skip
    # Beside whose name he stands in the list.
    organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("organisatie die erbij staat"),
    )  # fmt: skip
    seen_by_suppliers = models.BooleanField(
        _("ook leveranciers en zelfstandigen mogen mij vinden"), default=False
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verified_reason = models.CharField(_("reden"), max_length=300, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = ExpertProfileQuerySet.as_manager()

    class Meta:
        app_label = "community"
        verbose_name = _("expertprofiel")
        verbose_name_plural = _("expertprofielen")
        constraints = (
            models.CheckConstraint(
                condition=Q(most_per_month__gte=1, most_per_month__lte=MOST),
                name="expert_profile_cap",
            ),
            models.CheckConstraint(
                condition=Q(available_from=None) | Q(available_until=None)
                | Q(available_until__gte=F("available_from")),
                name="expert_profile_available_in_order",
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None) | ~Q(verified_reason=""),
                name="expert_profile_verified_says_why",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_available(self) -> bool:
        day = timezone.localdate()
        begun = self.available_from is None or self.available_from <= day
        return self.may_be_asked and begun and (
            self.available_until is None or self.available_until >= day
        )  # fmt: skip

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def language_labels(self) -> list[str]:
        return [str(Spoken(each).label) for each in self.languages]
