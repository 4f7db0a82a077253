"""A topic: its posts a page at a time, and what came since the page was opened."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from community.forum.addresses import post_url, topic_url
from community.forum.composing import draft_for, reply_form_for, typed_in
from community.forum.enums import Follow, TopicKind
from community.forum.linking import notice_of, resolved
from community.forum.models import Post, Topic
from community.forum.opinions import poll_shown
from community.forum.queries.reading import is_open_to_all
from community.forum.queries.topics import (
    PER_PAGE,
    after,
    first_unread,
    page_with,
    reading_in,
    topic_for,
)
from community.forum.quoting import quote_of
from community.forum.rules import may_answer, may_call_solved, may_mark, may_retag, topics_for
from community.forum.services.joining import moved_to
from community.forum.services.visiting import read_here, visited
from community.forum.views.lists import shell_of
from community.moderation.addresses import stem_of
from community.moderation.rules import may_moderate


@login_not_required
@require_GET
def topic(request: Any, pk: int, number: int = 1) -> HttpResponseBase:
    """The page with this post; without a number the first. What is shown counts as read."""
    user = request.user
    found: Any = topic_for(user, pk)
    if found is None:
        return _gone_into(user, pk, number)
    reading = reading_in(user, found)
    unread = first_unread(reading, found)
    page = page_with(found, number, user, unread=unread)
    elsewhere = _moved(user, pk, number, page)
    if elsewhere is not None:
        return elsewhere
    context = _context(request, found, page) | {
        "page": page, "unread": unread, "levels": Follow, "number": number,
        "at": str(number) if number > 1 else "", "links": resolved(_pairs(found), user),
        "is_public": is_open_to_all(found.category),
        "canonical": _canonical(found, page),
        "jump": unread if unread and not _stands_on(page, unread) else 0,
    }  # fmt: skip
    context["may_retag"] = may_retag(user, found)
    context["solving"] = _solving(user, found)
    if context["may_answer"]:
        context |= _answering(request, found)
    if user.is_authenticated:
        _note_read(user, found, page.last)
    return render(request, "community/forum/topic.html", context)


@login_not_required
@require_GET
def more(request: Any, pk: int) -> HttpResponseBase:
    """What came after the posts that a page shows, for htmx to hang under them."""
    found: Any = topic_for(request.user, pk)
    if found is None:
        raise Http404
    seen = _number(request.GET.get("na", ""))
    posts = after(found, seen, request.user)
    last = posts[-1].number if posts else seen
    # Of a whole page of posts there may be more.
    left = last < found.highest_number and len(posts) == PER_PAGE
    for each in posts:
        each.is_new = not each.is_own
    if request.user.is_authenticated and posts:
        _note_read(request.user, found, last)
    context = _context(request, found, None) | {"posts": posts, "last": last, "left": left}
    return render(request, "community/forum/more.html", context)


def _context(request: Any, found: Any, page: Any) -> dict[str, Any]:
    user = request.user
    return {
        "topic": found, "shell": shell_of(user), "address": topic_url(found.pk),
        "reader": user.is_authenticated,
        "may_answer": user.is_authenticated and may_answer(user, found),
        "may_mark": found.kind == TopicKind.QUESTION and may_mark(user, found),
        "notice": _notice(user, found), "moderates": _moderates(user, found),
        "flag_stem": stem_of("flag"), "moderate_stem": stem_of("moderate"),
        "report_stem": stem_of("report-illegal"), "is_public": is_open_to_all(found.category),
        "poll": poll_shown(found, user) if found.kind == TopicKind.POLL and page else None,
    }  # fmt: skip


def _solving(user: Any, found: Any) -> str:
    """What the button says of a question that no post answers: "ja", "nee" to open it again, "" for
    none. One with a best answer is solved by that."""
    if not may_call_solved(user, found):
        return ""
    if found.solved_without_answer:
        return "nee"
    return "" if found.is_solved else "ja"


def _moderates(user: Any, found: Any) -> bool:
    """Whether he looks after what others write here; what he wrote himself he leaves to others."""
    return may_moderate(user, group_id=found.category.group_id, author_id=None)


def _answering(request: Any, found: Any) -> dict[str, Any]:
    """The form to answer in: with what one was writing, or with the post that one repeats."""
    draft = draft_for(request.user, f"topic:{found.pk}") if found.has_draft else None
    initial = typed_in(draft, request.user)
    asked = _number(request.GET.get("citaat", ""))
    quoted = (
        Post.objects.shown().filter(pk=asked, topic=found.pk).select_related("author").first()
        if asked
        else None
    )
    if quoted is not None:
        initial["source"] = f"{initial.get('source', '')}{quote_of(quoted)}"
    return {"reply": reply_form_for(request, found, initial=initial), "draft": draft}


def _canonical(found: Any, page: Any) -> str:
    """One address of each page, whichever of its posts was asked for."""
    stem = settings.SITE_URL + topic_url(found.pk)
    return stem if page.number == 1 else f"{stem}{(page.number - 1) * PER_PAGE + 1}/"


def _notice(user: Any, found: Any) -> str:
    """What whoever never answered here yet should know first."""
    if not user.is_authenticated or found.wrote:
        return ""
    return notice_of(found, _pairs(found))


def _pairs(found: Any) -> list[tuple[str, str]]:
    return [(each["kind"], each["key"]) for each in found.linked]


def _stands_on(page: Any, number: int) -> bool:
    return bool((page.number - 1) * PER_PAGE < number <= page.number * PER_PAGE)


def _note_read(user: Any, found: Any, last: int) -> None:
    seen = found.last_visit_at
    if last > (found.last_read or 0):
        read_here(user=user, topic=found, number=last, last_visit_at=seen)
    else:
        visited(user=user, last_visit_at=seen)


def _gone_into(user: Any, pk: int, number: int) -> HttpResponseBase:
    """To where its posts went when it was merged, when he reads that; 404 for all else."""
    moved = _moved(user, pk, number)
    if moved is not None:
        return moved
    merged = Topic.objects.filter(pk=pk, merged_into__isnull=False).values("merged_into")
    other = topics_for(user).filter(pk__in=merged).values_list("pk", flat=True).first()
    if other is None:
        raise Http404
    return redirect(topic_url(other), permanent=True)


def _moved(user: Any, pk: int, number: int, page: Any = None) -> HttpResponseBase | None:
    """To a post that stood at this address once; None for one that stands here, or that he may not
    read where it stands now."""
    if page is not None and (number == 1 or any(each.number == number for each in page.posts)):
        return None
    post = moved_to(pk, number)
    if post is None or not topics_for(user).filter(pk=post.topic_id).exists():
        return None
    return redirect(post_url(post.topic_id, post.number), permanent=True)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
