"""Changing what was said, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.files.models import StoredFile
from community.forum.enums import PostState
from community.forum.models import Mention, Post, PostFile, PostRevision, Quote, Topic
from community.forum.rendering import RENDERING, excerpt_of
from community.forum.rules import may_edit
from community.forum.services.counting import recount
from community.forum.services.locking import locked
from community.forum.services.values import EditedMeanwhile, Refused
from community.forum.services.writing import (
    demand_free,
    demand_title,
    forget_draft,
    keep_parts,
    tell,
    written,
)
from community.kit.cleaning import clean_line
from community.verbs import POST_EDITED, POST_RESTORED, POST_WITHDRAWN


def edit_post(
    *,
    post: Post,
    editor: User | None,
    source: str,
    title: str | None = None,
    reason: str = "",
    seen_revision: int,
    files: Sequence[StoredFile] | None = None,
) -> Post:
    """Make the post (and, of an opening post, the title) so; what it said is kept as a revision.

    EditedMeanwhile when somebody changed it since `seen_revision` was read. Nothing new changes
    nothing. `files` are all that hang under it from now on; None leaves them. The caller has asked
    `may_edit`; what was closed or hidden since then, and who may not write now, is Refused.
    """
    demand_free(editor)
    with transaction.atomic():
        topic, held = locked(post)
        if held.state == PostState.WITHDRAWN:
            raise Refused(_("Dit bericht is ingetrokken. Zet het eerst terug."))
        if editor is not None and not may_edit(editor, held):
            raise Refused(
                _("U kunt dit bericht niet meer wijzigen: het is intussen verborgen of gesloten.")
            )
        if held.revision != seen_revision:
            raise EditedMeanwhile(held)
        hangs, taken = _files_of(held)
        # What a decision took away hangs nowhere, whoever names it.
        kept = [each for each in (hangs if files is None else files) if each.pk not in taken]
        text, shown = written(source, topic.category, kept)
        new_title = demand_title(title) if title is not None and held.number == 1 else topic.title
        if _is_same(held, topic, text, new_title) and _keys(kept) == _keys(hangs):
            return held
        _keep_revision(held, topic, editor, clean_line(reason)[:200])
        held.source, held.html, held.rendering = text, shown.html, RENDERING
        held.revision, held.edited_at = held.revision + 1, timezone.now()
        held.save(update_fields=("source", "html", "rendering", "revision", "edited_at"))
        _renew_parts(held, shown, kept)
        if held.number == 1:
            topic.title = new_title
            topic.excerpt = excerpt_of(shown.html) if held.is_shown else topic.excerpt
            topic.save(update_fields=("title", "excerpt"))
        forget_draft(editor, f"post:{held.pk}")
        tell(POST_EDITED, held, actor=editor, revision=held.revision)
    return held


def withdraw_post(*, post: Post, user: User) -> Post:
    """Take back what one wrote: nobody reads its words any more. Done already it changes nothing.

    An opening post that nobody answered takes its topic along; answered, its topic stays.
    """
    with transaction.atomic():
        topic, held = locked(post)
        if held.state not in (PostState.SHOWN, PostState.WAITING):
            return held
        # What waited for a look may not come back without one: it has no moment to go back to.
        held.withdrawn_at = timezone.now() if held.is_shown else None
        held.state = PostState.WITHDRAWN
        held.save(update_fields=("state", "withdrawn_at"))
        if held.number == 1 and held.withdrawn_at and not topic.reply_count:
            topic.hidden_at = held.withdrawn_at
            topic.save(update_fields=("hidden_at",))
        held.topic = recount(topic)
        tell(POST_WITHDRAWN, held, actor=user)
    return held


def restore_post(*, post: Post, user: User) -> Post:
    """Put back what one took back. Done already it changes nothing; Refused for who may not write."""
    demand_free(user)
    with transaction.atomic():
        topic, held = locked(post)
        if held.state != PostState.WITHDRAWN:
            return held
        if held.withdrawn_at is None:
            raise Refused(_("Dit bericht was nog niet nagekeken. Schrijf het opnieuw."))
        if topic.hidden_at is not None and topic.hidden_at == held.withdrawn_at:
            topic.hidden_at = None
            topic.save(update_fields=("hidden_at",))
        held.state, held.withdrawn_at = PostState.SHOWN, None
        held.save(update_fields=("state", "withdrawn_at"))
        held.topic = recount(topic)
        tell(POST_RESTORED, held, actor=user)
    return held


def _files_of(post: Post) -> tuple[list[StoredFile], set[int]]:
    """(what hangs under it, keys of what a decision took from under it)"""
    rows = list(PostFile.objects.filter(post=post).select_related("file").order_by("pk"))
    hanging = [each.file for each in rows if each.taken_by_id is None]
    return hanging, {each.file_id for each in rows if each.taken_by_id is not None}


def _is_same(post: Post, topic: Topic, text: str, title: str) -> bool:
    return post.source == text and topic.title == title


def _keys(files: Sequence[StoredFile]) -> set[Any]:
    return {each.pk for each in files}


def _keep_revision(post: Post, topic: Topic, editor: User | None, reason: str) -> None:
    PostRevision.objects.create(
        post=post, number=post.revision, title=topic.title if post.number == 1 else "",
        source=post.source, reason=reason, edited_by=editor,
    )  # fmt: skip


def _renew_parts(post: Post, shown: Any, files: Sequence[StoredFile]) -> None:
    Mention.objects.filter(post=post).exclude(user__in=shown.mentions).delete()
    Quote.objects.filter(post=post).exclude(quoted__in=shown.quotes).delete()
    gone = PostFile.objects.hanging().filter(post=post).exclude(file__in=files)
    gone.delete()
    known = set(PostFile.objects.filter(post=post).values_list("file", flat=True))
    keep_parts(post, shown, [each for each in files if each.pk not in known])
