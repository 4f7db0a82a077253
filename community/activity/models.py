from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STUCK_AFTER = 3
"""Tries, about half a minute in all: a server that was away for a moment is back by then."""


class ActivityQuerySet(models.QuerySet["Activity"]):
    def of(self, organisation: models.Model | None) -> Self:
        return self.filter(organisation=organisation) if organisation else self.none()


class Activity(models.Model):
    """That something happened: audit trail, feed and trigger in one row. Keys only, no personal data."""

    verb = models.CharField(_("gebeurtenis"), max_length=80, db_index=True)
    organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-at", "-pk")
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        indexes = (models.Index(fields=("subject_type", "subject_id"), name="activity_subject"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}".strip()


class OwedQuerySet(models.QuerySet["Owed"]):
    def open(self) -> Self:
        return self.filter(paid_at=None)

    def stuck(self) -> Self:
        """Those that went wrong so often that somebody should look."""
        return self.open().filter(attempts__gte=STUCK_AFTER)

    def due(self) -> Self:
        return self.open().filter(not_before__lte=timezone.now())


class Owed(models.Model):
    """A reaction the house still owes to an activity: at least once, until it is paid."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="owed")
    reaction = models.CharField(max_length=80)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    paid_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    objects = OwedQuerySet.as_manager()

    class Meta:
        app_label = "community"
        verbose_name = _("openstaande reactie")
        verbose_name_plural = _("openstaande reacties")
        constraints = (models.UniqueConstraint(fields=("activity", "reaction"), name="owed_once"),)
        indexes = (
            models.Index(fields=("not_before",), condition=Q(paid_at=None), name="owed_open"),
        )

    def __str__(self) -> str:
        return f"{self.reaction} ← {self.activity}"
