from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.forum.enums import Follow, FollowReason
from community.forum.models.categories import Category
from community.forum.models.topics import Topic


class TopicReader(models.Model):
    """How far somebody read a topic, and how closely he follows it.

    Unread is what this pointer has behind it; `last_read` only ever rises. Without a level of his
    own (NULL) he follows as his category or tag says. `is_behind` keeps a topic unread that is
    older than his `known_since`.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="readers")
    last_read = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(choices=Follow, null=True, blank=True)
    reason = models.CharField(max_length=12, choices=FollowReason, blank=True)
    is_behind = models.BooleanField(default=False)
    visited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"
        constraints = (models.UniqueConstraint(fields=("user", "topic"), name="topic_reader_once"),)
        indexes = (
            models.Index(
                fields=("user", "topic", "last_read"), name="topic_reader_tracked",
                condition=Q(level__gte=Follow.TRACKED),
            ),
            models.Index(
                fields=("topic", "user"), name="topic_reader_watched",
                condition=Q(level=Follow.WATCHED),
            ),
            models.Index(
                fields=("user", "topic"), name="topic_reader_behind", condition=Q(is_behind=True)
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_id} · {self.topic_id}: {self.last_read}"


class CategoryReader(models.Model):
    """How closely somebody follows a category, and until when he called all of it read."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    category = models.ForeignKey(Category, models.CASCADE, related_name="readers")
    level = models.PositiveSmallIntegerField(choices=Follow, null=True, blank=True)
    read_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(fields=("user", "category"), name="category_reader_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} · {self.category_id}"


class TagFollower(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )
    tag = models.SlugField(max_length=30)
    level = models.PositiveSmallIntegerField(choices=Follow)

    class Meta:
        app_label = "community"
        constraints = (models.UniqueConstraint(fields=("user", "tag"), name="tag_follower_once"),)
        indexes = (models.Index(fields=("tag", "level"), name="tag_follower_of"),)

    def __str__(self) -> str:
        return f"{self.user_id} · {self.tag}"


class ForumReader(models.Model):
    """Somebody's visits: what was written before `known_since` is old news to him, but for topics
    that he is behind in. It moves up with each visit, so that what is looked through stays short.

    A visit ends after half an hour without a page; `previous_visit_at` is when the one before
    this one ended, and what came after it is "since your last visit".
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    known_since = models.DateTimeField(default=timezone.now)
    last_visit_at = models.DateTimeField(default=timezone.now)
    previous_visit_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "community"

    def __str__(self) -> str:
        return f"{self.user_id}"


class ForumFeed(models.Model):
    """The secret address at which somebody's feed reader follows the forum; only its hash is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    last_used_at = models.DateTimeField(_("laatst gelezen"), null=True, blank=True)

    class Meta:
        app_label = "community"
        verbose_name = _("feed van het forum")
        verbose_name_plural = _("feeds van het forum")

    def __str__(self) -> str:
        return f"{self.user_id}"
