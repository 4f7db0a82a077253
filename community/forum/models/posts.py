from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.enums import PostState, ReactionKind, Via
from community.forum.models.topics import Topic

LONGEST_SOURCE = 40_000
"""Characters of one post: sixteen printed pages."""


class PostQuerySet(models.QuerySet["Post"]):
    def shown(self) -> Self:
        return self.filter(state=PostState.SHOWN)


class Post(models.Model):
    """One thing that somebody said in a topic, as he wrote it and as it is read."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="posts", db_index=False)
    # Its place in the topic and in its address; for ever.
    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    organisation = models.ForeignKey(
        "community.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replies"
    )
    source = models.TextField(_("bericht"), max_length=LONGEST_SOURCE)
    html = models.TextField()
    # Which version of our rendering made `html`; an older one is made anew.
    rendering = models.PositiveSmallIntegerField(default=0)
    submission = models.UUIDField(default=uuid.uuid4)
    via = models.CharField(max_length=10, choices=Via, default=Via.WEB)
    # Of a mail that came in its own; else the one under which we send it to everybody.
    message_id = models.CharField(max_length=250, unique=True, null=True, blank=True)
    # What a mail repeated of what it answers: shown folded, never thrown away.
    elided = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=PostState, default=PostState.SHOWN)
    # Rises with every edit: who edits an older one is told so.
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("geschreven op"), default=timezone.now)
    edited_at = models.DateTimeField(_("gewijzigd op"), null=True, blank=True)
    # When its writer took it back. An opening post without replies takes its topic along: the
    # topic is then hidden since this very moment, and nobody else's hiding is undone with it.
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    useful_count = models.PositiveIntegerField(default=0)
    is_best = models.BooleanField(_("beste antwoord"), default=False)

    objects: ClassVar[Any] = PostQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("topic", "number")
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        constraints = (
            models.UniqueConstraint(fields=("topic", "number"), name="post_number_once"),
            models.UniqueConstraint(fields=("author", "submission"), name="post_submitted_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="post_number_from_one"),
        )
        indexes = (
            models.Index(F("created_at").desc(), name="post_newest"),
            models.Index("author", F("created_at").desc(), name="post_by_author"),
            models.Index(fields=("topic", "number"), name="post_best", condition=Q(is_best=True)),
        )

    def __str__(self) -> str:
        return f"{self.topic_id}/{self.number}"

    @property
    def is_shown(self) -> bool:
        return self.state == PostState.SHOWN


class PostRevision(models.Model):
    """What a post said before an edit."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=140, blank=True)
    source = models.TextField()
    reason = models.CharField(_("waarom"), max_length=200, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        ordering = ("post", "number")
        constraints = (
            models.UniqueConstraint(fields=("post", "number"), name="post_revision_once"),
        )

    def __str__(self) -> str:
        return f"{self.post_id} · {self.number}"


class Quote(models.Model):
    """That one post repeats another's words: what hides or erases the other finds it by this."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="quotes")
    quoted = models.ForeignKey(Post, models.CASCADE, related_name="quoted_in")

    class Meta:
        app_label = "community"
        constraints = (models.UniqueConstraint(fields=("post", "quoted"), name="quote_once"),)

    def __str__(self) -> str:
        return f"{self.post_id} ← {self.quoted_id}"


class Mention(models.Model):
    """That a post names somebody who may read it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        app_label = "community"
        constraints = (models.UniqueConstraint(fields=("post", "user"), name="mention_once"),)

    def __str__(self) -> str:
        return f"{self.post_id} @ {self.user_id}"


class PostFileQuerySet(models.QuerySet["PostFile"]):
    def hanging(self) -> Self:
        """Those that no decision took away."""
        return self.filter(taken_by=None)


class PostFile(models.Model):
    """A file or picture that hangs under a post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="files")
    file = models.OneToOneField("community.StoredFile", models.PROTECT, related_name="+")
    # The decision that took it from under the post; its row stays, so that it can be hung back.
    taken_by = models.ForeignKey(
        "community.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = PostFileQuerySet.as_manager()

    class Meta:
        app_label = "community"

    def __str__(self) -> str:
        return f"{self.post_id} + {self.file_id}"


class Draft(models.Model):
    """What somebody is writing, kept while he writes; the browser and we agree by `sequence`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # "new", "topic:12" or "post:345".
    key = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="draft_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"


class Reaction(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=ReactionKind)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(fields=("post", "user", "kind"), name="reaction_once"),
        )

    def __str__(self) -> str:
        return f"{self.post_id} {self.kind}"


class BestAnswer(models.Model):
    """That a post answers the question of its topic; more than one may."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="best")
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Chosen by who asked: it stands above what others chose.
    by_asker = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"

    def __str__(self) -> str:
        return f"{self.post_id}"
