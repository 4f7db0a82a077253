from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qrc.advisories.models import AdvisoryRevision


class Alert(models.Model):
    """That a revision of an advisory was told to its audience, or later to whom a rise concerns."""

    revision = models.ForeignKey(AdvisoryRevision, models.CASCADE, related_name="alerts")
    # "" when it was first told; else the rise that brought it to others, as `epss:<activity>`.
    occasion = models.CharField(max_length=40, blank=True, default="")
    message = models.OneToOneField(
        "community.Message", models.PROTECT, null=True, blank=True, related_name="alert"
    )
    recipients = models.PositiveIntegerField(_("ontvangers"), default=0)
    raised_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "qrc"
        verbose_name = _("melding")
        verbose_name_plural = _("meldingen")
        constraints = (models.UniqueConstraint(fields=("revision", "occasion"), name="alert_once"),)

    def __str__(self) -> str:
        return f"{self.revision}"


class WeeklyOverview(models.Model):
    """One week's overview: what it covers, and how far the round along its readers has come."""

    week = models.CharField(max_length=8, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    # How the sources did, as it was when the round began: every reader hears the same.
    sources = models.JSONField(default=dict)
    # The key of the last subscriber who was told.
    told_up_to = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "qrc"
        ordering = ("-until",)

    def __str__(self) -> str:
        return self.week
