"""Making a contest, and opening it: from then on its questions, prizes and rules lie fast."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.achievements.rule_format import BadRule, demand_rule
from community.activity.services import record
from community.contests.enums import ContestState
from community.contests.judging import seal
from community.contests.models import Contest
from community.contests.services.values import Refused
from community.verbs import CONTEST_CHANGED, CONTEST_OPENED


def make_contest(*, actor: User, **fields: Any) -> Contest:
    """A new one, as a draft that editors alone see."""
    with transaction.atomic():
        made: Contest = Contest(author=actor, rules_date=timezone.localdate(), **fields)
        _demand(made)
        made.save()
        record(CONTEST_CHANGED, actor=actor, subject=made, fields=sorted(fields))
    return made


def change_contest(*, contest: Contest, actor: User, **fields: Any) -> Contest:
    """Only a draft changes: who entered agreed to what stood there."""
    with transaction.atomic():
        held = locked(contest)
        if held.state != ContestState.DRAFT:
            raise Refused(
                _(
                    "De winactie is open geweest: aan vragen, prijzen en reglement verandert niets meer."
                )
            )
        changed = sorted(name for name, value in fields.items() if getattr(held, name) != value)
        if "rules_text" in changed:
            held.rules_version += 1
            held.rules_date = timezone.localdate()
        for name in changed:
            setattr(held, name, fields[name])
        _demand(held)
        held.save()
        if changed:
            record(CONTEST_CHANGED, actor=actor, subject=held, fields=changed)
    return held


def open_contest(*, contest: Contest, actor: User) -> Contest:
    """Take entries from `opens_at` on. The right answers are sealed now."""
    with transaction.atomic():
        held = locked(contest)
        if held.state == ContestState.OPEN:
            return held
        if held.state != ContestState.DRAFT:
            raise Refused(_("Deze winactie is al afgesloten."))
        if held.is_over:
            raise Refused(_("De deadline is voorbij. Kies eerst een later moment."))
        _demand(held)
        held.key_salt = secrets.token_hex(16)
        held.key_sha256 = seal(held.questions, held.key_salt)
        held.state = ContestState.OPEN
        held.save(update_fields=("key_salt", "key_sha256", "state"))
        record(CONTEST_OPENED, actor=actor, subject=held, key_sha256=held.key_sha256)
    return held


def locked(contest: Contest) -> Contest:
    """The contest as it is now, held until the transaction ends."""
    found: Contest = Contest.objects.select_for_update().get(pk=contest.pk)
    return found


def _demand(contest: Contest) -> None:
    if not contest.questions or any(not each["answers"] for each in contest.questions):
        raise Refused(_("Stel minstens één vraag, en geef bij elke vraag het juiste antwoord."))
    if contest.deadline <= contest.opens_at:
        raise Refused(_("De deadline ligt na de opening."))
    if contest.conditions:
        try:
            contest.conditions = demand_rule(contest.conditions, contest.subject).as_data()
        except BadRule as error:
            raise Refused(str(error)) from error
