from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Conversation(models.Model):
    """What a few people say to each other; nobody else reads it, whatever his role.

    `is_relayed`: the house brought them together about `about` ("experts.request:12"), so both
    sides agreed to talk before it began.
    """

    subject = models.CharField(_("onderwerp"), max_length=140)
    about = models.CharField(max_length=80, blank=True)
    is_relayed = models.BooleanField(default=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What the browser sent with the form: the same form twice is one conversation.
    submission = models.UUIDField(default=uuid.uuid4)
    highest_number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(_("laatste bericht"), default=timezone.now)
    created_at = models.DateTimeField(_("begonnen op"), default=timezone.now)
    is_demo = models.BooleanField(default=False)

    class Meta:
        app_label = "community"
        verbose_name = _("gesprek")
        verbose_name_plural = _("gesprekken")
        constraints = (
            models.UniqueConstraint(
                fields=("started_by", "submission"), name="conversation_submitted_once"
            ),
        )
        indexes = (models.Index(F("last_at").desc(), F("id").desc(), name="conversation_newest"),)

    def __str__(self) -> str:
        return f"{self.pk}"


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def inside(self) -> Self:
        """Those who did not leave, and whose account works."""
        return self.filter(left_at=None, user__is_active=True)

    def unread(self) -> Self:
        return self.filter(conversation__highest_number__gt=F("last_read"))


class Participant(models.Model):
    """That somebody is in a conversation, and how far he read; `last_read` only ever rises."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="conversations")
    # For whom he speaks in it.
    organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    last_read = models.PositiveIntegerField(default=0)
    # Up to where, and when, a mail told him.
    told_number = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(_("vertrokken op"), null=True, blank=True)
    # Out of the way until somebody writes again.
    archived_at = models.DateTimeField(_("opgeborgen op"), null=True, blank=True)

    objects: ClassVar[Any] = ParticipantQuerySet.as_manager()

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(fields=("conversation", "user"), name="participant_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} · {self.conversation_id}"

    @property
    def dialog_id(self) -> str:
        """For an id on a page."""
        return f"blokkeren-{self.pk}"


class PrivateMessage(models.Model):
    """One message of a conversation; its number is its place in it."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.TextField(_("bericht"), max_length=10_000)
    submission = models.UUIDField(default=uuid.uuid4)
    created_at = models.DateTimeField(_("geschreven op"), default=timezone.now)
    # By moderation, after somebody in the conversation reported it.
    hidden_at = models.DateTimeField(_("verborgen op"), null=True, blank=True)

    class Meta:
        app_label = "community"
        ordering = ("conversation", "number")
        verbose_name = _("privébericht")
        verbose_name_plural = _("privéberichten")
        constraints = (
            models.UniqueConstraint(
                fields=("conversation", "number"), name="private_message_number_once"
            ),
            models.UniqueConstraint(
                fields=("author", "submission"), name="private_message_submitted_once"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="private_message_says_something"),
        )
        indexes = (
            models.Index("author", F("created_at").desc(), name="private_message_by_author"),
        )

    def __str__(self) -> str:
        return f"{self.conversation_id}/{self.number}"


class Block(models.Model):
    """That somebody wants to hear nothing more of somebody; the other is not told."""

    blocker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("sinds"), default=timezone.now)

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(fields=("blocker", "blocked"), name="block_once"),
            models.CheckConstraint(condition=~Q(blocker=F("blocked")), name="block_another"),
        )

    def __str__(self) -> str:
        return f"{self.blocker_id} ⊘ {self.blocked_id}"
