"""What the forms of writing need: drafts, previews, whom one may speak for, and where."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Func
from django.utils import timezone

from community.files.forms import key_of
from community.files.models import StoredFile
from community.forum.enums import FORUM
from community.forum.forms import ReplyForm, WritingForm
from community.forum.linking import resolve_one
from community.forum.models import Category, Draft, Post, Topic
from community.forum.models.posts import LONGEST_SOURCE
from community.forum.rendering import Readers, addresses_of, render_post
from community.forum.rules import categories_for, may_start, topics_for
from community.forum.services import TooMuch, save_draft
from community.kit.cleaning import clean_text
from community.organisations.enums import Audience
from community.organisations.models import Organisation
from community.organisations.rules import current_memberships

MOST_POPULAR = 12
RECENT = timedelta(days=365)


def writes(user: Any) -> bool:
    """Whoever works for an organisation; where, each category says."""
    return bool(current_memberships(user))


def startable(user: Any) -> list[Category]:
    """Where this person may begin a topic, in the order of the forum."""
    rows = categories_for(user).standing().select_related("group")
    return [each for each in rows if may_start(user, each)]


def houses_of(user: Any) -> list[Organisation]:
    """For whom this person may speak, the one he joined first in front."""
    return list(dict.fromkeys(each.organisation for each in current_memberships(user)))


def popular_tags(user: Any) -> list[str]:
    """What topics that he reads were about, this year; the most used first."""
    recent = topics_for(user).filter(bumped_at__gt=timezone.now() - RECENT).exclude(tags=[])
    tagged = recent.order_by().annotate(tag=Func(F("tags"), function="unnest")).values("tag")
    found = tagged.annotate(n=Count("pk")).order_by("-n", "tag")
    return [each["tag"] for each in found[:MOST_POPULAR]]


def reply_form_for(request: Any, topic: Topic, *given: Any, **about: Any) -> ReplyForm:
    house = getattr(request, "organisation", None)
    form = ReplyForm(*given, topic=topic, user=request.user, organisation=house, **about)
    form.offer(houses_of(request.user), house)
    return form


def draft_for(user: Any, key: str) -> Draft | None:
    found: Draft | None = Draft.objects.filter(user=user, key=key).first()
    return found


def hung_under(post: Post) -> list[StoredFile]:
    """The files of a post, in the order they were hung there."""
    rows: Any = post.files
    return [each.file for each in rows.hanging().select_related("file").order_by("pk")]


def typed_in(draft: Draft | None, user: Any, besides: Sequence[StoredFile] = ()) -> dict[str, Any]:
    """A draft as the beginning of its form. `besides` are files that it may name too."""
    if draft is None:
        return {}
    data = dict(draft.data)
    initial: dict[str, Any] = {"sequence": draft.sequence}
    about = resolve_one(str(data.pop("about_chosen", "")), user)
    data.pop("about_words", None)
    if about is not None:
        initial["about"] = about
    keys = keys_of(data.pop("uploads", ""))
    others = [each for each in besides if str(each.key) in keys and each.owner_id != user.pk]
    initial["uploads"] = [*others, *files_named(keys, user)]
    return data | initial


def keys_of(listed: Any) -> list[str]:
    """The keys of files that a form or a draft names; what is no key is passed over."""
    if isinstance(listed, str):
        try:
            listed = json.loads(listed) if listed else []
        except ValueError:
            return []
    return [str(key) for each in listed if (key := key_of(str(each)))] if listed else []


def files_named(keys: list[str], user: Any) -> list[StoredFile]:
    """Those of these files that are this person's and still there."""
    if not keys:
        return []
    mine = StoredFile.objects.kept().filter(owner=user, purpose=FORUM, key__in=keys)
    return list(mine.order_by("pk"))


def keep_typed(request: Any, form: Any) -> None:
    """A form that comes back is kept as a draft too: a browser that stops now loses nothing."""
    form.data = form.data.copy()
    try:
        kept = save_draft(
            user=request.user,
            key=form.draft_key,
            sequence=0,
            data=form.typed(form.data),
            anyway=True,
        )
    except TooMuch:
        return
    form.data["sequence"] = str(kept.sequence)


def keep_lost(request: Any, form: type[WritingForm], key: str) -> bool:
    """Keep the words that were sent to a place that takes none any more; False when there were none.

    It is his own text, shown to him alone, whatever the key names.
    """
    if request.method != "POST" or not writes(request.user):
        return False
    data = form.typed(request.POST)
    if not data.get("source", "").strip():
        return False
    try:
        save_draft(user=request.user, key=key, sequence=0, data=data, anyway=True)
    except TooMuch:
        return False
    return True


def preview(form: Any, category: Category | None = None) -> str:
    """What the words of a form look like to who will read them."""
    form.is_valid()
    told = form.cleaned_data
    source = form.data.get("source", "")
    return previewed(source, category or told.get("category"), told.get("uploads") or ())


def previewed(source: str, category: Category | None, files: Iterable[StoredFile] = ()) -> str:
    """The caller has asked whether the reader reads the category; without one, what is shown is what
    everybody may see."""
    text = clean_text(source[: LONGEST_SOURCE * 2])[:LONGEST_SOURCE]
    readers = Readers(category or Category(audience=Audience.PUBLIC), addresses_of(files))
    return render_post(text, readers).html
