"""What a person can show of what he learnt."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.learning.models.following import Enrolment


class Certificate(models.Model):
    """A proof that a course was passed. Its public page shows what the holder agreed to, no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="certificate")
    name = models.CharField(_("naam op het getuigschrift"), max_length=160)
    organisation_name = models.CharField(max_length=160, blank=True)
    course_title = models.CharField(max_length=255)
    minutes = models.PositiveSmallIntegerField()
    passed_at = models.DateTimeField()
    issued_at = models.DateTimeField(default=timezone.now)
    shows_name = models.BooleanField(_("mijn naam tonen"), default=False)
    shows_organisation = models.BooleanField(_("mijn bestuur tonen"), default=False)
    revoked_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    revoked_reason = models.CharField(_("reden"), max_length=200, blank=True)

    class Meta:
        ordering = ("-issued_at",)
        verbose_name = _("getuigschrift")
        verbose_name_plural = _("getuigschriften")
        constraints = (
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(revoked_reason=""),
                name="certificate_revoked_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.course_title} · {self.code}"

    @property
    def code(self) -> str:
        """What one types over from paper: the first twelve signs, in groups."""
        plain = self.id.hex[:12].upper()
        return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"


class Badge(models.Model):
    """An Open Badge 3.0 that its holder asked for, as it was signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="badge")
    kid = models.CharField(max_length=40)
    token = models.TextField()
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-issued_at",)

    def __str__(self) -> str:
        return str(self.id)
