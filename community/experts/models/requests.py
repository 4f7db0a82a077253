from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.experts.enums import ALIVE, HelpState, Reply, Spoken
from community.experts.models.people import REGION_CHOICES
from community.experts.models.skills import Skill
from community.organisations.enums import Audience
from community.organisations.owned import Owned, OwnedQuerySet

READERS = (Audience.OWN, Audience.GOVERNMENTS, Audience.MEMBERS)


class HelpRequestQuerySet(OwnedQuerySet["HelpRequest"]):
    def alive(self) -> Self:
        return self.filter(state__in=ALIVE)

    def open(self) -> Self:
        return self.filter(state=HelpState.OPEN)

    def due(self) -> Self:
        """Those that are to ask more people now, or have come to their last day."""
        day = timezone.localdate()
        asking = Q(next_wave_at__lte=timezone.now(), hidden_at=None)
        return self.open().filter(asking | Q(until__lt=day))


class HelpRequest(Owned):
    """A question of somebody at a bestuur to people who know."""

    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="help_requests"
    )
    title = models.CharField(_("uw vraag in één zin"), max_length=140)
    text = models.TextField(_("uitleg"), max_length=4000)
    skills = models.ManyToManyField(Skill, related_name="help_requests")
    language = models.CharField(
        _("taal van het antwoord"), max_length=2, choices=Spoken, default=Spoken.DUTCH
    )
    region = models.CharField(_("provincie"), max_length=20, blank=True, choices=REGION_CHOICES)
    is_urgent = models.BooleanField(_("dringend"), default=False)
    until = models.DateField(_("antwoord nodig tot en met"))
    # Who reads it besides those who are asked.
    audience = models.CharField(
        _("wie mag deze vraag nog lezen"), max_length=10, default=Audience.GOVERNMENTS,
        choices=[(each.value, each.label) for each in READERS],
    )  # fmt: skip
    with_suppliers = models.BooleanField(_("ook aanbieders vragen"), default=False)
    with_colleagues = models.BooleanField(
        _("ook collega’s van mijn eigen bestuur vragen"), default=False
    )
    # What the browser sent with the form: the same form twice is one request.
    submission = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=12, choices=HelpState, default=HelpState.OPEN)
    waves = models.PositiveIntegerField(default=0)
    next_wave_at = models.DateTimeField(default=timezone.now)
    first_answer_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_solved = models.BooleanField(_("opgelost"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # By moderation: its asker alone still reads it, and nobody is asked.
    hidden_at = models.DateTimeField(_("verborgen op"), null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = HelpRequestQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-created_at", "-pk")
        verbose_name = _("hulpvraag")
        verbose_name_plural = _("hulpvragen")
        constraints = (
            models.CheckConstraint(condition=Q(audience__in=READERS), name="help_request_audience"),
            models.CheckConstraint(
                condition=Q(state__in=ALIVE) | Q(closed_at__isnull=False),
                name="help_request_closed_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=HelpState.ANSWERED) | Q(first_answer_at__isnull=False),
                name="help_request_answered_says_when",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_wave_at",), condition=Q(state=HelpState.OPEN), name="help_request_due"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_alive(self) -> bool:
        """Whether somebody may still say that he helps."""
        return self.state in ALIVE and self.hidden_at is None

    @property
    def hours_to_answer(self) -> int | None:
        """Whole hours until somebody said yes; None while nobody did."""
        if self.first_answer_at is None:
            return None
        return int((self.first_answer_at - self.created_at).total_seconds() // 3600)


class HelpMatchQuerySet(models.QuerySet["HelpMatch"]):
    def waiting(self) -> Self:
        """Asked, and neither answered nor too late."""
        alive = self.filter(request__state__in=ALIVE, request__hidden_at=None)
        return alive.filter(reply=Reply.ASKED)


class HelpMatch(models.Model):
    """That one person was asked on one request, and what he said; once for ever."""

    request = models.ForeignKey(HelpRequest, models.CASCADE, related_name="matches")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="help_matches")
    reply = models.CharField(max_length=10, choices=Reply, default=Reply.ASKED)
    # 0: he offered himself, so it counts for no month.
    wave = models.PositiveIntegerField()
    # The first day of the month of the clock in Brussels: what a cap is counted by.
    month = models.DateField()
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    conversation = models.ForeignKey(
        "community.Conversation", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = HelpMatchQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-asked_at", "-pk")
        verbose_name = _("gevraagde expert")
        verbose_name_plural = _("gevraagde experts")
        constraints = (
            models.UniqueConstraint(fields=("request", "user"), name="help_match_once"),
            models.CheckConstraint(
                condition=Q(month__day=1), name="help_match_month_is_its_first_day"
            ),
            models.CheckConstraint(
                condition=Q(reply=Reply.ASKED) | Q(answered_at__isnull=False),
                name="help_match_answered_says_when",
            ),
        )
        indexes = (models.Index(fields=("user", "month"), name="help_match_cap"),)

    def __str__(self) -> str:
        return f"{self.request_id} → {self.user_id}"
