from __future__ import annotations

from django.db import models

from community.forum.models.posts import Post
from community.forum.models.topics import Topic


class OldPlace(models.Model):
    """Where a post stood before it moved: that address leads to it for ever."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="old_places")

    class Meta:
        app_label = "community"
        constraints = (models.UniqueConstraint(fields=("topic", "number"), name="old_place_once"),)

    def __str__(self) -> str:
        return f"{self.topic_id}/{self.number} → {self.post_id}"
