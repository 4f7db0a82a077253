"""What the ground floor counts for achievements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.achievements.enums import SubjectKind
from community.achievements.metrics import Fact, Facts, Metric
from community.achievements.registering import register_metric
from community.activity.models import Activity
from community.events.enums import SeatState
from community.events.models import Registration
from community.forum.enums import PostState
from community.forum.models import BestAnswer, Post
from community.organisations.enums import Audience
from community.verbs import ANSWER_MARKED, ANSWER_UNMARKED, EVENT_ATTENDED


def best_answers(people: Collection[int], until: datetime) -> Facts:
    """Answers that somebody else marked as the best, where every member of the house might read
    along: what is said in a group is known to that group alone, so it counts nowhere."""
    rows = BestAnswer.objects.filter(post__author__in=people, at__lte=until)
    rows = rows.filter(
        post__state=PostState.SHOWN, post__topic__hidden_at=None, post__topic__merged_into=None
    )
    rows = rows.exclude(post__topic__category__audience=Audience.GROUP)
    rows = rows.exclude(Q(marked_by=F("post__author")))
    found: dict[int, list[Fact]] = {}
    for post, author, at in rows.values_list("post", "post__author", "at"):
        found.setdefault(author, []).append(Fact(at, f"community.post:{post}"))
    return found


def writer_of(activity: Activity) -> list[int | None]:
    """Who wrote the answer that was marked, or is no longer."""
    return list(Post.objects.filter(pk=activity.data["post"]).values_list("author", flat=True))


def _answers(n: int) -> str:
    return ngettext("%(n)d beste antwoord gegeven", "%(n)d beste antwoorden gegeven", n) % {"n": n}


def events_attended(people: Collection[int], until: datetime) -> Facts:
    rows = Registration.objects.filter(
        user__in=people, state=SeatState.PRESENT, event__ends_at__lte=until
    )
    found: dict[int, list[Fact]] = {}
    for pk, user, at in rows.values_list("pk", "user", "event__ends_at"):
        found.setdefault(user, []).append(Fact(at, f"community.registration:{pk}"))
    return found


def _events(n: int) -> str:
    return ngettext("%(n)d activiteit gevolgd", "%(n)d activiteiten gevolgd", n) % {"n": n}


register_metric(
    Metric(
        "community.best_answers", _("Beste antwoorden in het forum"), _answers,
        SubjectKind.PERSON, best_answers, order=40,
        moves=((ANSWER_MARKED, writer_of), (ANSWER_UNMARKED, writer_of)),
    )
)  # fmt: skip
register_metric(
    Metric(
        "community.events_attended", _("Activiteiten waarop men aanwezig was"), _events,
        SubjectKind.PERSON, events_attended,
        moves=((EVENT_ATTENDED, lambda activity: [activity.data.get("user")]),), order=50,
    )
)  # fmt: skip
