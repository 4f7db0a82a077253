"""What Gent earned, and a contest in every state, with an entry of Gent."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.achievements.services import issue_badge
from community.contests.models import Contest
from community.contests.services import close, enter, judge_contest, publish
from community.organisations.models import Organisation
from tests.factories import achievements as make


def achievements_of(gent: Organisation, alice: User) -> dict[str, Any]:
    found = make.achievement(rule=make.asks(999))
    draft = make.achievement(name="Ontwerp", state="ontwerp", rule=make.asks(999))
    award = make.award(found, gent)
    shown = make.award(make.achievement(name="Bewezen", rule=make.asks(999)), gent)
    badge = issue_badge(award=shown, actor=alice)
    return {
        "earned achievement": found.pk, "draft achievement": draft.pk, "award": award.pk,
        "award badge": badge.pk, "achievement uid": found.uid,
    } | _contests(gent, alice)  # fmt: skip


def _contests(gent: Organisation, alice: User) -> dict[str, Any]:
    running = make.contest()
    _enter(running, gent, alice)
    closed = _closed("Afgesloten", gent, alice)
    judged = _closed("Beoordeeld", gent, alice)
    ended = _closed("Bekend", gent, alice)
    for each in (judged, ended):
        judge_contest(contest=each, value=Decimal(100), source="Telling.", actor=alice)
    publish(contest=ended, actor=alice)
    draft = make.contest(title="Ontwerp", state="ontwerp")
    return {
        "contest": running.pk, "draft contest": draft.pk, "closed contest": closed.pk,
        "judged contest": judged.pk, "ended contest": ended.pk, "contest list": (ended.pk, "lijst"),
    }  # fmt: skip


def _enter(contest: Contest, gent: Organisation, alice: User) -> None:
    enter(
        contest=contest, user=alice, organisation=gent, answers=["Brussel"],
        tie_answer=make.GUESS,
    )  # fmt: skip


def _closed(title: str, gent: Organisation, alice: User) -> Contest:
    made = make.contest(title=title)
    _enter(made, gent, alice)
    Contest.objects.filter(pk=made.pk).update(deadline=timezone.now() - timedelta(hours=1))
    close(contest=made)
    made.refresh_from_db()
    return made
