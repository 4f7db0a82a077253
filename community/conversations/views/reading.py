"""One's own conversations. Whoever is in none of them finds nothing here, whatever his role."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from community.conversations.forms import SearchForm, WriteForm
from community.conversations.models import Participant, PrivateMessage
from community.conversations.queries import (
    PER_PAGE,
    messages_of,
    own_conversations,
    own_place,
    page_of,
    people_in,
    unread_count,
)
from community.conversations.rules import blocked_in, is_silenced
from community.conversations.services import read_up_to
from community.kit import markdown
from community.kit.pagination import paginate

ARCHIVED = "opgeborgen"


@require_GET
def conversations(request: Any) -> HttpResponse:
    archived = request.GET.get("toon") == ARCHIVED
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    rows = own_conversations(request.user, archived=archived, words=words)
    page = paginate(rows, request.GET.get("page"), per_page=25)
    context = {
        "form": form, "page": page, "archived": archived, "words": words,
        "rows": [_line(request.user, each) for each in page],
    }  # fmt: skip
    return render(request, "community/conversations/conversations.html", context)


def _line(user: Any, row: Any) -> dict[str, Any]:
    others = [each for each in row.conversation.people if each.user_id != user.pk]
    return {
        "row": row, "others": others, "unread": row.conversation.highest_number > row.last_read,
        "is_mine": row.last_author == user.pk,
    }  # fmt: skip


@require_GET
def conversation(request: Any, pk: int) -> HttpResponse:
    """The page on which the first unread stands, or the last; what stands on it counts as read."""
    place = own_place(request.user, pk)
    if place is None:
        raise Http404
    return show(request, place, WriteForm())


def show(request: Any, place: Participant, form: WriteForm, status: int = 200) -> HttpResponse:
    """The conversation with this form under it."""
    talk, first_unread = place.conversation, place.last_read + 1
    asked = request.GET.get("page") or page_of(talk, first_unread)
    page = paginate(messages_of(talk), asked, PER_PAGE)
    rows = [(each, _html(each), each.number == first_unread) for each in page]
    if rows and request.method == "GET":
        read_up_to(conversation=talk, user=request.user, number=rows[-1][0].number)
    people = people_in(talk)
    others = [each for each in people if each.user_id != request.user.pk]
    context = {
        "talk": talk, "place": place, "page": page, "rows": rows, "others": others, "form": form,
        "blocked": blocked_in(request.user, talk), "is_silenced": is_silenced(request.user, talk),
        "is_alone": not any(each.left_at is None and each.user.is_active for each in others),
    }  # fmt: skip
    return render(request, "community/conversations/conversation.html", context, status=status)


def _html(message: PrivateMessage) -> str:
    return "" if message.hidden_at else markdown.render(message.source)


@require_GET
def message_count(request: Any) -> JsonResponse:
    """In how many conversations something waits; of one (`gesprek`), how many messages."""
    key = request.GET.get("gesprek", "")
    if key.isdecimal() and len(key) < 18:
        place = own_place(request.user, int(key))
        behind = place.conversation.highest_number - place.last_read if place else 0
        return JsonResponse({"count": max(behind, 0)})
    return JsonResponse({"count": unread_count(request.user)})
