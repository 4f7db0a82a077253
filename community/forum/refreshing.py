"""Making the page of a post anew from its source: of another rendering, or of words that are gone."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from community.files.models import StoredFile
from community.forum.enums import PostState
from community.forum.models import Post, PostFile, Topic
from community.forum.rendering import RENDERING, Readers, addresses_of, excerpt_of, render_post

AT_ONCE = 200


def render_anew(post: Post) -> bool:
    """Make its HTML again; False when it was edited meanwhile, which made it anew already.

    `post` comes with its topic and category. Safe to stop anywhere, and to run twice.
    """
    hanging = PostFile.objects.hanging().filter(post=post)
    files = StoredFile.objects.filter(pk__in=hanging.values("file"))
    shown = render_post(post.source, Readers(post.topic.category, addresses_of(files)))
    with transaction.atomic():
        same = Post.objects.filter(pk=post.pk, revision=post.revision)
        changed = bool(same.update(html=shown.html, rendering=RENDERING))
        if changed and post.number == 1 and post.state == PostState.SHOWN:
            Topic.objects.filter(pk=post.topic_id).update(excerpt=excerpt_of(shown.html))
    return changed


def render_old(most: int = AT_ONCE) -> int:
    """Posts of an older rendering, so many at a time; returns how many were looked at."""
    rows = _whole(Post.objects.filter(rendering__lt=RENDERING)).order_by("-pk")
    found = list(rows[:most])
    for each in found:
        render_anew(each)
    return len(found)


def render_quoting(post_id: int) -> list[Post]:
    """What repeats the words of this post, made anew: they come and go with it. Gives those posts.

    Call it after whatever hides or shows a post; quotes within quotes are of their own post.
    """
    return _anew(Post.objects.filter(quotes__quoted=post_id))


def render_quoting_topic(topic_id: int) -> list[Post]:
    """The same for every post of a topic: after it was hidden, moved, merged or split."""
    quoting = _anew(Post.objects.filter(quotes__quoted__topic=topic_id).distinct())
    return [*quoting, *_anew(_own_quotes(topic_id))]


def render_quoting_category(category_id: int) -> list[Post]:
    """What is repeated elsewhere of a category that fewer people read than before."""
    elsewhere = Post.objects.exclude(topic__category=category_id)
    return _anew(elsewhere.filter(quotes__quoted__topic__category=category_id).distinct())


def _anew(posts: QuerySet[Post]) -> list[Post]:
    """These posts made anew, as they stand then."""
    keys = [each.pk for each in _whole(posts) if render_anew(each)]
    return list(_whole(Post.objects.filter(pk__in=keys)).select_related("author", "organisation"))


def _own_quotes(topic_id: int) -> QuerySet[Post]:
    """What it repeats of elsewhere may be read by others than before."""
    return Post.objects.filter(topic=topic_id, quotes__isnull=False).distinct()


def _whole(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.select_related("topic__category__group")
