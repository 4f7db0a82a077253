from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel
from community.organisations.owned import Owned, OwnedQuerySet
from qrc.cases.enums import Via
from qrc.drills.enums import OPEN, TOLD, DrillState, Reach, Scope
from qrc.drills.scoring import why_not
from qrc.releases.two_people import TwoPeople

HOURS = (MinValueValidator(1), MaxValueValidator(168))


class DrillQuerySet(models.QuerySet["Drill"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def told(self) -> Self:
        """Those of which the besturen know."""
        return self.filter(state__in=TOLD)

    def due(self) -> Self:
        return self.filter(state=DrillState.PLANNED, starts_at__lte=timezone.now())

    def running(self) -> Self:
        return self.filter(state=DrillState.RUNNING)


class Drill(TwoPeople):
    """An exercise: a message to the warning contacts of besturen, to see who answers in time."""

    title = models.CharField(_("titel"), max_length=120)
    text = models.TextField(_("tekst"), max_length=4000)
    scope = models.CharField(_("voor wie"), max_length=10, choices=Scope, default=Scope.ALL)
    province = models.CharField(_("provincie"), max_length=60, blank=True)
    # Only with scope CHOSEN.
    organisations = models.ManyToManyField("community.Organisation", blank=True, related_name="+")
    channels = ArrayField(
        models.CharField(max_length=10, choices=Channel), verbose_name=_("kanalen")
    )
    starts_at = models.DateTimeField(_("begint op"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(
        _("uren om te antwoorden"), default=24, validators=HOURS
    )
    state = models.CharField(max_length=12, choices=DrillState, default=DrillState.DRAFT)
    # Besturen, and people who hear of it, as last counted.
    besturen = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reden"), max_length=500, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = DrillQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        verbose_name = _("oefening")
        verbose_name_plural = _("oefeningen")
        constraints = (
            models.CheckConstraint(
                condition=~Q(first_by=F("second_by")), name="drill_by_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(DrillState.PLANNED, *TOLD))
                | Q(first_at__isnull=False, needs_two=False)
                | Q(first_at__isnull=False, second_at__isnull=False),
                name="drill_is_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=TOLD)
                | Q(started_at__isnull=False, closes_at__isnull=False),
                name="drill_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=168), name="drill_within_a_week"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_told(self) -> bool:
        return self.state in TOLD

    @property
    def takes_answers(self) -> bool:
        """Whether an answer still counts; the sweep may close it a moment later."""
        in_time = self.closes_at is not None and timezone.now() < self.closes_at
        return self.state == DrillState.RUNNING and in_time


class DrillResultQuerySet(OwnedQuerySet["DrillResult"]):
    def reached(self) -> Self:
        """Somebody of the bestuur answered in time."""
        return self.exclude(first_seen_at=None, second_seen_at=None)

    def missed(self) -> Self:
        return self.filter(first_seen_at=None, second_seen_at=None)


class DrillResult(Owned):
    """How reachable one bestuur was in one drill: its contacts as they were when it began."""

    drill = models.ForeignKey(Drill, models.CASCADE, related_name="results")
    first = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    first_reach = models.CharField(max_length=14, choices=Reach, default=Reach.NOBODY)
    first_seen_at = models.DateTimeField(null=True, blank=True)
    first_via = models.CharField(max_length=6, choices=Via, blank=True)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    second_reach = models.CharField(max_length=14, choices=Reach, default=Reach.NOBODY)
    second_seen_at = models.DateTimeField(null=True, blank=True)
    second_via = models.CharField(max_length=6, choices=Via, blank=True)
    score = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[Any] = DrillResultQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        verbose_name = _("uitslag van een oefening")
        verbose_name_plural = _("uitslagen van oefeningen")
        constraints = (
            models.UniqueConstraint(fields=("drill", "organisation"), name="drill_result_once"),
            models.CheckConstraint(condition=Q(score__lte=100), name="drill_score_to_a_hundred"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.score}"

    @property
    def why(self) -> Reach | None:
        """Why nobody answered; None when somebody did."""
        return why_not(self.first_reach, self.second_reach)
