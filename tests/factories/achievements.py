from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalogue.portfolio.models import PortfolioItem
from community.achievements.models import Achievement, Award
from community.achievements.services import activate, define_achievement
from community.contests.models import Contest
from community.contests.services import make_contest, open_contest
from content.learning.models import Enrolment

PORTFOLIO = "catalogue.portfolio_items"
COURSES = "content.courses_passed"


def asks(value: int = 1, metric: str = PORTFOLIO, **more: Any) -> dict[str, Any]:
    """A rule of one condition."""
    return {"all": [{"metric": metric, "op": ">=", "value": value, **more}]}


def achievement(*, state: str = "actief", rule: Any = None, **fields: Any) -> Achievement:
    """For besturen with something in their portfolio; active unless said otherwise."""
    actor = fields.pop("actor", None)
    given = {
        "name": "Portfolio op orde", "description": "U weet wat u gebruikt.", "subject": "bestuur",
        "period": "eenmalig",
    } | fields  # fmt: skip
    made = define_achievement(actor=actor, rule=rule or asks(), **given)
    if state == "actief":
        activate(achievement=made, actor=actor)
        made.refresh_from_db()
    return made


def personal(**fields: Any) -> Achievement:
    """For people who passed a course."""
    given = {"name": "Leergierig", "subject": "persoon", "rule": asks(metric=COURSES)} | fields
    return achievement(**given)


def items(organisation: Any, number: int = 1, *, days: float = 30) -> list[PortfolioItem]:
    """So many things in a portfolio, since so many days."""
    at = timezone.now() - timedelta(days=days)
    begin = PortfolioItem.objects.filter(organisation=organisation).count()
    return [
        PortfolioItem.objects.create(
            organisation=organisation, name=f"Ding {begin + n}", product_key=f"ding{begin + n}",
            created_at=at + timedelta(minutes=n),
        )
        for n in range(number)
    ]  # fmt: skip


def passed(user: Any, organisation: Any, *, days: float = 30) -> Enrolment:
    """That this person passed a course, so many days ago."""
    at = timezone.now() - timedelta(days=days)
    made: Enrolment = Enrolment.objects.create(
        user=user, organisation=organisation, course=None, course_title="Phishing", progress=1.0,
        completed_at=at,
    )  # fmt: skip
    return made


def award(achievement: Achievement, owner: Any, **fields: Any) -> Award:
    column = "user" if achievement.is_personal else "organisation"
    given = {"earned_at": timezone.now(), "rule": achievement.rules.first(), column: owner} | fields
    made: Award = Award.objects.create(achievement=achievement, **given)
    return made


def contest(*, state: str = "open", **fields: Any) -> Contest:
    """For besturen, open since yesterday and for a week."""
    now = timezone.now()
    actor = fields.pop("actor", None)
    given = {
        "title": "Portfoliowedstrijd", "summary": "Wie kent zijn software?", "subject": "bestuur",
        "prizes": "Een dag advies.", "prize_count": 1, "opens_at": now - timedelta(days=1),
        "deadline": now + timedelta(days=7), "tie_question": "Hoeveel waarschuwingen in 2026?",
        "rules_text": "Wie gelijk eindigt, wint ook.",
        "questions": [{"text": "Hoofdstad van België?", "options": [], "answers": ["Brussel"]}],
    } | fields  # fmt: skip
    made = make_contest(actor=actor, **given)
    return open_contest(contest=made, actor=actor) if state == "open" else made


GUESS = Decimal(100)
