"""Governments that answer, work on it, or stay silent: each state of following up can be seen."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Subquery

from community.accounts.models import User
from community.organisations.models import Membership
from qrc.alerts.models import Alert
from qrc.cases.enums import CaseState, Via
from qrc.cases.escalation import escalate_due
from qrc.cases.models import Case
from qrc.cases.services import acknowledge, change_cases, settle

ANSWERS = (
    ("PW-2026-031", CaseState.RESOLVED, "Bijgewerkt naar 6.5, oude logboeken gewist."),
    ("VB-2026-0366", CaseState.IN_PROGRESS,
     "Leverancier komt donderdag. De back-upschijf staat intussen offline."),
    ("VB-2026-0351", CaseState.NOT_APPLICABLE, "De app staat niet op toestellen van de stad."),
    ("VB-2026-0389", CaseState.NEW, ""),
)  # fmt: skip
"""By identity of a warning: what Gent says of it. What is not named waits for an answer."""
HOME, SILENT = "Gent", "Aalst"
"""Whose list is looked at, and where nobody answers, so that the second contact was reminded."""


def follow_up(people: dict[str, User]) -> None:
    """Answer some of what hits the demo's portfolios; nothing when nothing is hit."""
    settle()
    _set_clocks()
    alice = people["alice@gent.example"]
    waiting = Case.objects.open().unacknowledged().select_related("organisation", "advisory")
    for case in waiting.exclude(organisation__name=SILENT).order_by("pk"):
        if case.organisation.name != HOME:
            _somebody_answers(case)
    for identity, state, note in ANSWERS:
        for case in waiting.filter(organisation__name=HOME, advisory__identity=identity):
            _answer(case, alice, Via.EMAIL)
            mine = Case.objects.filter(pk=case.pk)
            change_cases(cases=mine, state=state, note=note, actor=alice)
    escalate_due()


def _set_clocks() -> None:
    """A case was opened, and asked about, when its first alert was raised."""
    alerts = Alert.objects.filter(message__is_demo=True, revision__advisory=OuterRef("advisory"))
    raised = Subquery(alerts.order_by("raised_at").values("raised_at")[:1])
    rows = Case.objects.filter(Exists(alerts))
    rows.update(opened_at=raised, changed_at=raised)
    rows.filter(asked_at__isnull=False).update(asked_at=raised)


def _somebody_answers(case: Case) -> None:
    working = Membership.objects.of(case.organisation).current().select_related("user")
    member = working.order_by("pk").first()
    if member is not None:
        _answer(case, member.user, Via.SMS)


def _answer(case: Case, user: User, via: str) -> None:
    """Twenty minutes after he was asked."""
    acknowledge(cases=[case], user=user, via=via)
    rows = Case.objects.filter(pk=case.pk, asked_at__isnull=False)
    rows.update(acknowledged_at=F("asked_at") + timedelta(minutes=20))
