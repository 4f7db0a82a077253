from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.enums import TopicKind
from community.forum.models.categories import Category


class TopicQuerySet(models.QuerySet["Topic"]):
    def shown(self) -> Self:
        """Those that stand: not hidden, and not gone into another."""
        return self.filter(hidden_at=None, merged_into=None)

    def unanswered(self) -> Self:
        return self.filter(kind=TopicKind.QUESTION, solved_at=None, reply_count=0)

    def unsolved(self) -> Self:
        return self.filter(kind=TopicKind.QUESTION, solved_at=None)


class Topic(models.Model):
    """A question, discussion, announcement or poll, with its posts under it.

    What a list shows stands here as copies of its posts: `services.counting` makes them anew.
    Whoever leaves the house leaves `author` empty; his organisation stays.
    """

    category = models.ForeignKey(Category, models.PROTECT, related_name="topics")
    kind = models.CharField(_("soort"), max_length=12, choices=TopicKind)
    title = models.CharField(_("titel"), max_length=140)
    tags = ArrayField(
        models.SlugField(max_length=30), verbose_name=_("trefwoorden"), default=list, blank=True
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # For whom the author spoke when he wrote.
    organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the browser sent with the form: the same form twice is one topic.
    submission = models.UUIDField(default=uuid.uuid4)
    excerpt = models.CharField(max_length=300, blank=True)
    # The number that the last post got; numbers are never given twice.
    highest_number = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField(_("laatste bericht"), default=timezone.now)
    last_author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    last_organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Lists order by it; an edit or a hidden post leaves it.
    bumped_at = models.DateTimeField(default=timezone.now)
    pinned_until = models.DateTimeField(_("vastgezet tot"), null=True, blank=True)
    locked_at = models.DateTimeField(_("gesloten op"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("verborgen op"), null=True, blank=True)
    solved_at = models.DateTimeField(_("opgelost op"), null=True, blank=True)
    # Who asked found it elsewhere: solved, though no post here is the answer.
    solved_without_answer = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    created_at = models.DateTimeField(_("begonnen op"), default=timezone.now)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = TopicQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-bumped_at", "-pk")
        verbose_name = _("onderwerp")
        verbose_name_plural = _("onderwerpen")
        constraints = (
            models.UniqueConstraint(
                fields=("author", "submission"), name="topic_submitted_once"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="topic_not_in_itself"
            ),
        )  # fmt: skip
        indexes = (
            models.Index(
                "category", F("bumped_at").desc(), F("id").desc(), name="topic_in_category",
                condition=Q(hidden_at=None, merged_into=None),
            ),
            models.Index(
                F("bumped_at").desc(), F("id").desc(), name="topic_newest",
                condition=Q(hidden_at=None, merged_into=None),
            ),
            models.Index(
                F("bumped_at").desc(), F("id").desc(), name="topic_unsolved",
                condition=Q(hidden_at=None, merged_into=None, kind="vraag", solved_at=None),
            ),
            models.Index(
                F("bumped_at").desc(), F("id").desc(), name="topic_unanswered",
                condition=Q(
                    hidden_at=None, merged_into=None, kind="vraag", solved_at=None, reply_count=0
                ),
            ),
            models.Index(
                "category", F("pinned_until").desc(), name="topic_pinned",
                condition=Q(hidden_at=None, merged_into=None, pinned_until__isnull=False),
            ),
            models.Index(fields=("author", "id"), name="topic_by_author"),
            models.Index(fields=("organisation", "id"), name="topic_by_organisation"),
            GinIndex(fields=("tags",), name="topic_tags"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_solved(self) -> bool:
        return self.solved_at is not None

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class TopicLink(models.Model):
    """What a topic is about, by key: the forum knows none of these things, their apps do."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="links")
    # A key of `community.forum.linking`, such as "catalogue.solution".
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(
                fields=("topic", "kind", "object_id"), name="topic_link_once"
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("kind", "object_id"), name="topic_link_of"),)

    def __str__(self) -> str:
        return f"{self.topic_id} → {self.kind} {self.object_id}"
