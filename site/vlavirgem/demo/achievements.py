"""What people and besturen earned, a contest that runs, and one whose result is known."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.achievements.models import Achievement
from community.achievements.services import (
    activate,
    define_achievement,
    give,
    step_rounds,
)
from community.contests.models import Contest, ContestEntry, ContestResult
from community.contests.services import (
    close,
    enter,
    judge_contest,
    make_contest,
    open_contest,
    publish,
)
from community.organisations.models import Membership
from vlavirgem.demo.sending import send_everything

EDITOR = "redactie@vlavirgem.example"
PORTFOLIO, WARNINGS = "catalogue.portfolio_items", "qrc.acknowledged_in_a_day"
COURSES, EVENTS, ANSWERS = (
    "content.courses_passed", "community.events_attended", "community.best_answers",
)  # fmt: skip
# Name, what it recognises, for whom, how often, drawing, (metric, number, within), active.
PLANS: tuple[tuple[Any, ...], ...] = (
    ("Portfolio bij de tijd", "Uw bestuur weet welke software het gebruikt.", "bestuur",
     "eenmalig", "layers", (PORTFOLIO, 5, ""), True),
    ("Rijk portfolio", "Uw bestuur bracht een groot deel van zijn software in kaart.", "bestuur",
     "eenmalig", "layers", (PORTFOLIO, 50, ""), True),
    ("Alert bestuur", "Uw bestuur bevestigde kritieke waarschuwingen binnen een dag.", "bestuur",
     "jaar", "shield-check", (WARNINGS, 2, ""), True),
    ("Snelle reactie", "Drie kritieke waarschuwingen na elkaar binnen een dag bevestigd.",
     "bestuur", "kwartaal", "clock", (WARNINGS, 3, "P3M"), False),
    ("Leergierig", "U slaagde voor een eerste cursus.", "persoon", "eenmalig", "book",
     (COURSES, 1, ""), True),
    ("Altijd aan het leren", "U slaagde dit jaar voor drie cursussen.", "persoon", "jaar", "book",
     (COURSES, 3, ""), True),
    ("Erbij geweest", "U volgde een opleiding, workshop of webinar.", "persoon", "eenmalig",
     "calendar", (EVENTS, 1, ""), True),
    ("Behulpzame collega", "Uw antwoorden hielpen anderen echt vooruit.", "persoon", "eenmalig",
     "message", (ANSWERS, 3, ""), True),
)  # fmt: skip
RULES = """Deelnemen kan ieder lokaal bestuur dat op het ogenblik van de deadline aan de voorwaarden voldoet.

Wie alle vragen juist beantwoordt en het dichtst bij het getal van de schiftingsvraag zit, wint.

**Er wordt niets geloot.** Wie even dichtbij zit, wint ook. V-ICT-OR voorziet dan een prijs voor elke winnaar.
"""
QUESTIONS = [
    {
        "text": "Wat doet u eerst met een waarschuwing die uw bestuur raakt?", "answers": ["Bevestigen"],
        "options": ["Bevestigen", "Afwachten", "Wissen"],
    },
    {
        "text": "Hoe heet de catalogus van aangevallen kwetsbaarheden van CISA, in drie letters?",
        "options": [], "answers": ["KEV"],
    },
]  # fmt: skip
GUESSES = (
    ("alice@gent.example", "1290"), ("charlie@aalst.example", "1250"),
    ("emre@mechelen.example", "1310"), ("fien@turnhout.example", "900"),
)  # fmt: skip


def recognise(people: dict[str, User]) -> None:
    """Once: who runs it again finds it as it was."""
    if Achievement.objects.filter(is_demo=True).exists():
        return
    editor = people[EDITOR]
    found = {plan[0]: _define(editor, plan) for plan in PLANS}
    step_rounds()
    give(
        achievement=found["Behulpzame collega"], to=people["bob@gent.example"], actor=editor,
        reason="Hielp een buurgemeente een weekend lang na een aanval.",
    )  # fmt: skip
    _hold_contests(editor, people)
    send_everything()


def _define(editor: User, plan: tuple[Any, ...]) -> Achievement:
    name, description, subject, period, icon, (metric, number, within), is_active = plan
    condition = {"metric": metric, "op": ">=", "value": number}
    made = define_achievement(
        actor=editor, name=name, description=description, subject=subject, period=period,
        icon=icon, is_demo=True,
        rule={"all": [condition | ({"within": within} if within else {})]},
    )  # fmt: skip
    if is_active:
        activate(achievement=made, actor=editor)
    return made


def _hold_contests(editor: User, people: dict[str, User]) -> None:
    now = timezone.now().replace(second=0, microsecond=0)
    running = _open(editor, "Winactie najaar: wie kent zijn software?", now + timedelta(days=21))
    _enter(running, people["charlie@aalst.example"], "1400")
    past = _open(editor, "Winactie zomer: klaar voor de warmte", now + timedelta(days=1))
    for email, guess in GUESSES:
        _enter(past, people[email], guess)
    back = timedelta(days=60)
    Contest.objects.filter(pk=past.pk).update(
        opens_at=past.opens_at - back, deadline=past.deadline - back
    )
    ContestEntry.objects.filter(contest=past).update(submitted_at=now - back)
    past.refresh_from_db()
    close(contest=past)
    judge_contest(
        contest=past, value=Decimal(1270), source="Jaarverslag van de QRC, bladzijde 4.",
        actor=editor,
    )  # fmt: skip
    publish(contest=past, actor=editor)
    ContestResult.objects.filter(contest=past).update(frozen_at=past.deadline)


def _open(editor: User, title: str, deadline: Any) -> Contest:
    made = make_contest(
        actor=editor, title=title, subject="bestuur", is_demo=True, prize_count=2,
        summary="Beantwoord twee vragen en schat één getal. Er wordt niets geloot.",
        prizes="Een halve dag begeleiding op maat, voor de twee dichtste schattingen.\n"
        "Wie even dichtbij zit, wint ook.",
        opens_at=timezone.now() - timedelta(days=3), deadline=deadline, questions=QUESTIONS,
        conditions={"all": [{"metric": PORTFOLIO, "op": ">=", "value": 1}]},
        tie_question="Hoeveel waarschuwingen verspreidt de QRC dit jaar?",
        tie_unit="waarschuwingen", rules_text=RULES,
    )  # fmt: skip
    return open_contest(contest=made, actor=editor)


def _enter(contest: Contest, user: User, guess: str) -> None:
    mine = Membership.objects.current().filter(user=user).select_related("organisation")
    enter(
        contest=contest, user=user, organisation=mine.order_by("pk")[0].organisation,
        answers=["Bevestigen", "KEV"], tie_answer=Decimal(guess),
    )  # fmt: skip
