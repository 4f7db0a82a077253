from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.mail_in.enums import Fate, Reason

KEPT = timedelta(days=30)


class IncomingMailQuerySet(models.QuerySet["IncomingMail"]):
    def due(self) -> Self:
        return self.filter(fate=Fate.RECEIVED, not_before__lte=timezone.now())

    def unplaced(self) -> Self:
        return self.filter(fate=Fate.UNPLACED)


class IncomingMail(models.Model):
    """A mail that came in, once however often it is handed to us, and what became of it.

    Its bytes stay until it was looked at. What could not be placed keeps the beginning of its text,
    for whoever has to look; all of it goes after thirty days.
    """

    key = models.CharField(max_length=64, unique=True)
    recipient = models.CharField(_("aan"), max_length=320, blank=True)
    sender = models.CharField(_("van"), max_length=320, blank=True)
    subject = models.CharField(_("onderwerp"), max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    raw = models.BinaryField(default=bytes)
    excerpt = models.TextField(blank=True)
    fate = models.CharField(_("gevolg"), max_length=20, choices=Fate, default=Fate.RECEIVED)
    reason = models.CharField(_("reden"), max_length=20, choices=Reason, blank=True)
    delivery = models.ForeignKey(
        "community.Delivery", models.SET_NULL, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    received_at = models.DateTimeField(_("ontvangen"), default=timezone.now)

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        app_label = "community"
        indexes = (models.Index(fields=("fate", "received_at"), name="incoming_mail_fate"),)

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d %H:%M} {self.fate}"
