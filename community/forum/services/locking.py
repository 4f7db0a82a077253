"""Holding a post in its place, whatever is moved, merged or split at the same time."""

from __future__ import annotations

from community.forum.models import Post, Topic


def locked(post: Post) -> tuple[Topic, Post]:
    """The post and the topic it stands in now, held until the transaction ends; topic first.

    What was read before a merge still names the topic it came from, so that is not believed.
    """
    topics = Topic.objects.select_for_update(of=("self",)).select_related("category__group")
    posts = Post.objects.select_for_update(of=("self",)).select_related("author", "organisation")
    topic_id = post.topic_id
    while True:
        topic: Topic = topics.get(pk=topic_id)
        # Nothing leaves a topic that is held: found in it, the post stays in it.
        held: Post | None = posts.filter(pk=post.pk, topic=topic).first()
        if held is not None:
            held.topic = topic
            return topic, held
        topic_id = Post.objects.values_list("topic", flat=True).get(pk=post.pk)
