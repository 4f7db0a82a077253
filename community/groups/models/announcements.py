from __future__ import annotations

import uuid
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.groups.models.groups import Group
from community.organisations.enums import Audience

OF_THE_HOUSE = (Audience.MEMBERS, Audience.GOVERNMENTS)


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def standing(self, day: date) -> Self:
        """Neither withdrawn nor past its last day."""
        return self.filter(withdrawn_at=None).filter(Q(until=None) | Q(until__gte=day))


class Announcement(models.Model):
    """A word to everybody in a group, or of the house to all members or all besturen."""

    group = models.ForeignKey(
        Group, models.CASCADE, null=True, blank=True, related_name="announcements"
    )
    audience = models.CharField(_("voor wie"), max_length=10, choices=Audience)
    title = models.CharField(_("titel"), max_length=140)
    text = models.TextField(_("mededeling"), max_length=4000)
    until = models.DateField(_("tonen tot en met"), null=True, blank=True)
    is_mailed = models.BooleanField(_("ook per mail"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submission = models.UUIDField(default=uuid.uuid4, unique=True)
    created_at = models.DateTimeField(_("meegedeeld op"), default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = AnnouncementQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-created_at", "-pk")
        verbose_name = _("mededeling")
        verbose_name_plural = _("mededelingen")
        constraints = (
            models.CheckConstraint(
                condition=Q(audience=Audience.GROUP, group__isnull=False)
                | Q(audience__in=OF_THE_HOUSE, group=None),
                name="announcement_is_for_a_group_or_the_house",
            ),
            models.CheckConstraint(
                condition=Q(group__isnull=False) | Q(until__isnull=False),
                name="announcement_of_the_house_ends",
            ),
        )
        indexes = (models.Index("group", F("created_at").desc(), name="announcement_newest"),)

    def __str__(self) -> str:
        return self.title


class AnnouncementDismissal(models.Model):
    """That somebody has read one and wants it out of sight."""

    announcement = models.ForeignKey(Announcement, models.CASCADE, related_name="dismissals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(fields=("announcement", "user"), name="dismissed_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} × {self.announcement_id}"
