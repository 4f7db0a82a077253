"""Taking part, until the deadline and not a moment later."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.contests.models import Contest, ContestEntry
from community.contests.rules import may_enter, own_entry
from community.contests.services.preparing import locked
from community.contests.services.values import Refused
from community.organisations.models import Organisation
from community.verbs import CONTEST_ENTERED, CONTEST_WITHDRAWN


def enter(
    *, contest: Contest, user: User, organisation: Organisation | None, answers: Sequence[str],
    tie_answer: Decimal, shows_name: bool = False,
) -> ContestEntry:  # fmt: skip
    """Send in the answers, or others in their place; Refused when it is too early or too late. The
    contest is held, so nothing comes in between the deadline and the frozen list."""
    with transaction.atomic():
        held = locked(contest)
        _demand_open(held)
        if organisation is None or not may_enter(user, organisation):
            raise Refused(
                _(
                    "Alleen wie voor een lokaal bestuur werkt en geen winacties beheert, kan deelnemen."
                )
            )
        if len(answers) != len(held.questions):
            raise Refused(_("Beantwoord elke vraag."))
        entry = own_entry(held, user, organisation) or ContestEntry(
            contest=held, is_personal=held.is_personal
        )
        entry.user, entry.organisation = user, organisation
        entry.answers, entry.tie_answer = list(answers), tie_answer
        entry.shows_name, entry.rules_version = shows_name, held.rules_version
        entry.submitted_at, entry.withdrawn_at = timezone.now(), None
        entry.save()
        record(
            CONTEST_ENTERED, organisation=organisation, actor=user, subject=entry, contest=held.pk
        )
    return entry


def withdraw(*, entry: ContestEntry, actor: User) -> None:
    """Out of it; until the deadline one may come in again. A second time changes nothing."""
    with transaction.atomic():
        _demand_open(locked(entry.contest))
        standing = ContestEntry.objects.standing().filter(pk=entry.pk)
        if standing.update(withdrawn_at=timezone.now()):
            record(
                CONTEST_WITHDRAWN, organisation=entry.organisation, actor=actor, subject=entry,
                contest=entry.contest_id,
            )  # fmt: skip


def _demand_open(contest: Contest) -> None:
    if not contest.takes_entries:
        raise Refused(_("Deelnemen kan nu niet: kijk na wanneer deze winactie open is."))
