from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.enums import Rhythm
from community.forum.models.topics import Topic


class ReplyHandle(models.Model):
    """What names a person in the addresses at which he answers by mail; a new one ends all of them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    handle = models.CharField(max_length=16, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"

    def __str__(self) -> str:
        return f"{self.user_id}"


class DigestQuerySet(models.QuerySet["DigestWish"]):
    def due(self) -> Self:
        return self.exclude(rhythm=Rhythm.NEVER).filter(next_at__lte=timezone.now())


class DigestWish(models.Model):
    """How often somebody gets the forum in one mail, at which hour in Brussels, and until when he has it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    rhythm = models.CharField(_("hoe vaak"), max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    hour = models.PositiveSmallIntegerField(_("om"), default=8)
    next_at = models.DateTimeField()
    # What was written before it was told, or is old news.
    told_until = models.DateTimeField(default=timezone.now)
    # The day in Brussels of the last one that was made: one a day at most, whatever is chosen.
    last_day = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = DigestQuerySet.as_manager()

    class Meta:
        app_label = "community"
        constraints = (models.CheckConstraint(condition=Q(hour__lte=23), name="digest_hour"),)
        indexes = (
            models.Index(
                fields=("next_at",), name="digest_due", condition=~Q(rhythm=Rhythm.NEVER)
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_id} {self.rhythm}"


class DigestMark(models.Model):
    """Up to which post of a topic somebody was told in a digest: nothing is told twice."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    told = models.PositiveIntegerField()

    class Meta:
        app_label = "community"
        constraints = (models.UniqueConstraint(fields=("user", "topic"), name="digest_mark_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} · {self.topic_id}: {self.told}"
