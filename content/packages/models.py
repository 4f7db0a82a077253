from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.organisations.enums import Audience
from content.packages.enums import Completion, Standard, Success


class PackageQuerySet(models.QuerySet["ContentPackage"]):
    def ready(self) -> Self:
        """Those that learners may open."""
        return self.filter(is_open=True, current__isnull=False)


class ContentPackage(models.Model):
    """A learning package: what stays when a newer version of it is brought in."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("titel"), max_length=200)
    summary = models.CharField(_("waarover het gaat"), max_length=300, blank=True)
    audience = models.CharField(
        _("voor wie"), max_length=10, choices=Audience, default=Audience.MEMBERS
    )
    is_open = models.BooleanField(_("open voor lezers"), default=False)
    current = models.ForeignKey(
        "content.PackageVersion", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = PackageQuerySet.as_manager()

    class Meta:
        app_label = "content"
        verbose_name = _("leerpakket")
        verbose_name_plural = _("leerpakketten")

    def __str__(self) -> str:
        return self.title


class PackageVersion(models.Model):
    """One archive that was brought in, unpacked under `PACKAGES_ROOT/<uuid>/<number>/`."""

    package = models.ForeignKey(ContentPackage, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    standard = models.CharField(max_length=4, choices=Standard)
    edition = models.CharField(max_length=40, blank=True)
    identifier = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=200)
    # What can be started, in the order of the manifest: see `content.packages.manifest.Item`.
    items = models.JSONField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    files = models.PositiveIntegerField()
    unpacked_bytes = models.PositiveBigIntegerField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "content"
        verbose_name = _("versie van een leerpakket")
        verbose_name_plural = _("versies van leerpakketten")
        constraints = (
            models.UniqueConstraint(fields=("package", "number"), name="package_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="package_version_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def item(self, identifier: str) -> dict[str, Any] | None:
        """What can be started under this name; "" is the first."""
        if not identifier:
            first: dict[str, Any] = self.items[0]
            return first
        return next((each for each in self.items if each["id"] == identifier), None)


class AttemptQuerySet(models.QuerySet["PackageAttempt"]):
    def of(self, user: Any) -> Self:
        return self.filter(user=user)

    def active(self) -> Self:
        return self.filter(is_active=True)

    def completed(self) -> Self:
        return self.filter(completion=Completion.COMPLETED)


class PackageAttempt(models.Model):
    """How far one person is with one package. Beginning again closes it and opens another."""

    package = models.ForeignKey(ContentPackage, models.CASCADE, related_name="attempts")
    version = models.ForeignKey(PackageVersion, models.CASCADE, related_name="attempts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="package_attempts"
    )
    is_active = models.BooleanField(default=True)
    # By item: {"values": {element: text}, "seconds", "session", "session_seconds", "ended", …}.
    states = models.JSONField(default=dict)
    # The window that may save now, and the number of the last save that it sent.
    session = models.PositiveIntegerField(default=0)
    seq = models.PositiveIntegerField(default=0)
    completion = models.CharField(max_length=10, choices=Completion, default=Completion.STARTED)
    success = models.CharField(max_length=14, choices=Success, default=Success.UNKNOWN)
    # In percent of what can be had: the last one, and the best.
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    best_score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = AttemptQuerySet.as_manager()

    class Meta:
        app_label = "content"
        verbose_name = _("poging met een leerpakket")
        verbose_name_plural = _("pogingen met leerpakketten")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "package"), condition=Q(is_active=True), name="one_active_attempt"
            ),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=False) | ~Q(completion=Completion.COMPLETED),
                name="completed_attempt_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True)
                | Q(score__gte=0, score__lte=100, best_score__gte=F("score"), best_score__lte=100),
                name="best_score_is_the_best",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(is_active=False),
                name="closed_attempt_is_not_active",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.package_id}: {self.completion}"

    @property
    def is_completed(self) -> bool:
        return self.completion == Completion.COMPLETED
