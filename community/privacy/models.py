from __future__ import annotations

import secrets
import uuid
from pathlib import Path
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.privacy.enums import ErasureState, ExportState

FOLDER = "exports"


def new_code() -> str:
    return secrets.token_urlsafe(32)


class DataExportQuerySet(models.QuerySet["DataExport"]):
    def due(self) -> Self:
        return self.filter(state=ExportState.WAITING, not_before__lte=timezone.now())

    def outdated(self) -> Self:
        return self.filter(state=ExportState.READY, expires_at__lt=timezone.now())


class DataExport(models.Model):
    """A copy of everything the house holds about a person, which he asked for (AVG, art. 15 and 20)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="data_exports")
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    ready_at = models.DateTimeField(_("klaar op"), null=True, blank=True)
    expires_at = models.DateTimeField(_("te halen tot"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Any] = DataExportQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user",), condition=Q(state=ExportState.WAITING),
                name="data_export_waits_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExportState.READY) | Q(expires_at__isnull=False),
                name="data_export_ready_expires",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_id} {self.state}"

    @property
    def path(self) -> Path:
        """Where the copy is, once it is ready; never offered to anybody."""
        root: Path = settings.FILES_ROOT
        return root / FOLDER / f"{self.key.hex}.zip"


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def planned(self) -> Self:
        return self.filter(cancelled_at=None, done_at=None)

    def due(self) -> Self:
        return self.planned().filter(due_at__lte=timezone.now())


class Erasure(models.Model):
    """That a person wants to be forgotten (AVG, art. 17), when that happens, and what was kept.

    The row outlives the account and knows nothing of who it was; its code is the person's proof.
    """

    code = models.CharField(max_length=64, unique=True, default=new_code)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ErasureQuerySet.as_manager()

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(
                fields=("user",), condition=Q(cancelled_at=None, done_at=None),
                name="erasure_planned_once",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(user=None), name="erasure_done_names_nobody"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(cancelled_at=None), name="erasure_done_or_cancelled"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d} {self.state}"

    @property
    def state(self) -> ErasureState:
        if self.done_at is not None:
            return ErasureState.DONE
        return ErasureState.PLANNED if self.cancelled_at is None else ErasureState.CANCELLED


class Kept(models.Model):
    """What was not erased at once: what it is, which law or open matter keeps it, and until when."""

    erasure = models.ForeignKey(Erasure, models.CASCADE, related_name="kept")
    # The key of a holding, which ends it; and what of it, in that holding's own words.
    holding = models.CharField(max_length=60)
    reference = models.CharField(max_length=60)
    what = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    until = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "community"
        ordering = ("until", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("erasure", "holding", "reference"), name="kept_once"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.what} {self.until}"
