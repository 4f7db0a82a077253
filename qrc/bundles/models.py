from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.messaging.enums import Channel
from qrc.advisories.models import AdvisoryRevision
from qrc.bundles.enums import Fate
from qrc.subscriptions.enums import Cadence
from qrc.subscriptions.models import Subscriber


class BundleQuerySet(models.QuerySet["Bundle"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def due(self) -> Self:
        return self.open().filter(due_at__lte=timezone.now())


class Bundle(models.Model):
    """What one reader will hear in one message, of one rhythm; at most one is open at a time."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="bundles")
    cadence = models.CharField(_("ritme"), max_length=9, choices=Cadence)
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    # None as long as it is open, and when nothing was left to say.
    message = models.OneToOneField(
        "community.Message", models.PROTECT, null=True, blank=True, related_name="bundle"
    )

    objects = BundleQuerySet.as_manager()

    class Meta:
        app_label = "qrc"
        verbose_name = _("bundel")
        verbose_name_plural = _("bundels")
        constraints = (
            models.UniqueConstraint(
                fields=("subscriber", "cadence"), condition=Q(closed_at=None),
                name="bundle_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(cadence=Cadence.IMMEDIATE), name="bundle_is_for_later"
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=("due_at",), condition=Q(closed_at=None), name="bundle_due"),
        )

    def __str__(self) -> str:
        return f"{self.cadence} {self.subscriber_id} {self.opened_at:%Y-%m-%d}"


class BundleEntry(models.Model):
    """One revision that waits in a bundle, by which channels its reader asked for it, and why."""

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="entries")
    revision = models.ForeignKey(AdvisoryRevision, models.CASCADE, related_name="bundled")
    channels = ArrayField(models.CharField(max_length=10, choices=Channel), default=list)
    # The sentence in the reader's language.
    reason = models.TextField(blank=True)
    fate = models.CharField(max_length=11, choices=Fate, default=Fate.WAITING)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "qrc"
        constraints = (models.UniqueConstraint(fields=("bundle", "revision"), name="bundled_once"),)

    def __str__(self) -> str:
        return f"{self.bundle_id}: {self.revision_id}"
