"""For moderators: closing, pinning, moving, merging and splitting one topic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.forum.addresses import topic_url
from community.forum.enums import TOPIC_KIND
from community.forum.models import Topic
from community.forum.moderating_forms import LockForm, MergeForm, MoveForm, PinForm, SplitForm
from community.forum.rules import moderated_categories
from community.forum.services.joining import merge_topics, split_topic
from community.forum.services.moderating import lock_topic, move_topic, pin_topic, unlock_topic
from community.forum.services.values import Refused
from community.moderation.rules import may_moderate

FORMS: dict[str, Any] = {
    "sluiten": LockForm, "vastzetten": PinForm, "verplaatsen": MoveForm, "samenvoegen": MergeForm,
    "afsplitsen": SplitForm,
}  # fmt: skip
FIELD = {"posts": "numbers"}
"""Where a refusal of a service stands in a form, when it has another name there."""


@require_http_methods(["GET", "POST"])
def forum_moderate(request: Any, pk: int) -> HttpResponse:
    """One page of forms; each says what it changes and asks why."""
    topic = _moderated(request.user, pk)
    act = request.POST.get("doen", "")
    forms = {
        name: _form(request.user, topic, name, request.POST if name == act else None)
        for name in FORMS
    }
    if request.method == "POST":
        changed = _act(request, topic, act, forms.get(act))
        if changed is not None:
            messages.success(request, _("Gebeurd, en genoteerd."))
            return redirect(topic_url(changed.pk))
    context = {"topic": topic, "forms": forms, "kind": TOPIC_KIND, "act": act}
    return render(request, "community/forum/moderate.html", context)


def _act(request: Any, topic: Topic, act: str, form: Any) -> Topic | None:
    """The topic to go on with; None when something has to be mended first."""
    try:
        if act == "losmaken":
            return pin_topic(topic=topic, moderator=request.user, until=None)
        if act == "heropenen":
            return unlock_topic(topic=topic, moderator=request.user, submission=uuid4())
        if form is None or not form.is_valid():
            return None
        return DOING[act](topic, request.user, form)
    except Refused as refusal:
        if form is None:
            messages.error(request, str(refusal))
            return None
        name = FIELD.get(refusal.field, refusal.field)
        form.add_error(name if name in form.fields else None, str(refusal))
        return None


def _lock(topic: Topic, moderator: Any, form: LockForm) -> Topic:
    return lock_topic(
        topic=topic, moderator=moderator, reasons=form.reasons(),
        submission=form.cleaned_data["submission"],
    )  # fmt: skip


def _pin(topic: Topic, moderator: Any, form: PinForm) -> Topic:
    return pin_topic(topic=topic, moderator=moderator, until=form.cleaned_data["until"])


def _move(topic: Topic, moderator: Any, form: MoveForm) -> Topic:
    data = form.cleaned_data
    return move_topic(
        topic=topic, category=data["category"], moderator=moderator, reason=data["explanation"],
        submission=data["submission"],
    )  # fmt: skip


def _merge(topic: Topic, moderator: Any, form: MergeForm) -> Topic:
    data = form.cleaned_data
    return merge_topics(
        topic=topic, into=data["into"], moderator=moderator, reason=data["explanation"],
        submission=data["submission"],
    )  # fmt: skip


def _split(topic: Topic, moderator: Any, form: SplitForm) -> Topic:
    data = form.cleaned_data
    return split_topic(
        topic=topic, posts=data["numbers"], title=data["title"], moderator=moderator,
        reason=data["explanation"], submission=data["submission"],
    )  # fmt: skip


DOING: dict[str, Callable[[Topic, Any, Any], Topic]] = {
    "sluiten": _lock, "vastzetten": _pin, "verplaatsen": _move, "samenvoegen": _merge,
    "afsplitsen": _split,
}  # fmt: skip


def _form(user: Any, topic: Topic, name: str, data: Any = None) -> Any:
    here: dict[str, Any] = {}
    if name == "verplaatsen":
        here["categories"] = moderated_categories(user).standing()
    if name == "samenvoegen":
        rows = Topic.objects.shown().filter(category__in=moderated_categories(user))
        here["topics"] = rows.select_related("category__group")
    return FORMS[name](data, topic=topic, auto_id=f"{name}_%s", **here)


def _moderated(user: Any, pk: int) -> Topic:
    rows = Topic.objects.shown().filter(category__in=moderated_categories(user))
    found: Topic | None = rows.select_related("category__group").filter(pk=pk).first()
    if found is None or not may_moderate(
        user, group_id=found.category.group_id, author_id=found.author_id
    ):
        raise Http404
    return found
