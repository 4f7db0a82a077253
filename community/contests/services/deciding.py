"""Judging the frozen list, judging it again, and telling who won."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.contests.enums import ContestState
from community.contests.judging import judge, seal, sha256
from community.contests.models import Contest, ContestResult
from community.contests.queries import judged_rows
from community.contests.services.preparing import locked
from community.contests.services.values import Refused
from community.contests.telling import tell_result
from community.verbs import CONTEST_JUDGED, CONTEST_PUBLISHED


def judge_contest(*, contest: Contest, value: Decimal, source: str, actor: User) -> ContestResult:
    """Reckon the result by the true number; it may be done again until it is published."""
    with transaction.atomic():
        held = locked(contest)
        if held.state not in (ContestState.CLOSED, ContestState.JUDGED):
            raise Refused(_("Beoordelen kan na de deadline, en tot de uitslag bekend is."))
        held.tie_value, held.tie_source = value, source
        held.state = ContestState.JUDGED
        held.save(update_fields=("tie_value", "tie_source", "state"))
        result = ContestResult.objects.select_for_update().get(contest=held)
        result.judgement = _judgement(held, result)
        result.judgement_sha256 = sha256(result.judgement)
        result.judged_at, result.judged_by = timezone.now(), actor
        result.save(update_fields=("judgement", "judgement_sha256", "judged_at", "judged_by"))
        record(
            CONTEST_JUDGED, actor=actor, subject=held, sha256=result.judgement_sha256,
            winners=sum(each.wins for each in judged_rows(result)),
        )  # fmt: skip
    return result


def _judgement(contest: Contest, result: ContestResult) -> str:
    value = contest.tie_value
    if value is None:
        raise Refused(_("Geef eerst het juiste getal van de schiftingsvraag."))
    return judge(
        result.frozen, questions=contest.questions, value=Decimal(value),
        prizes=contest.prize_count,
    )  # fmt: skip


def judge_again(*, result: ContestResult) -> bool:
    """Whether the frozen list is as it was, its answers are those that were sealed, and judging it
    anew gives the same bytes. Changes nothing."""
    contest = result.contest
    return (
        sha256(result.frozen) == result.frozen_sha256
        and seal(contest.questions, contest.key_salt) == contest.key_sha256
        and _judgement(contest, result) == result.judgement
        and sha256(result.judgement) == result.judgement_sha256
    )


def publish(*, contest: Contest, actor: User) -> None:
    """Tell everybody who took part; a second time changes nothing."""
    with transaction.atomic():
        held = locked(contest)
        if held.state == ContestState.PUBLISHED:
            return
        if held.state != ContestState.JUDGED:
            raise Refused(_("Beoordeel eerst de deelnames."))
        result = ContestResult.objects.select_for_update().get(contest=held)
        if not judge_again(
            result=ContestResult.objects.select_related("contest").get(pk=result.pk)
        ):
            raise Refused(
                _("De lijst of de uitslag is veranderd sinds het beoordelen. Beoordeel opnieuw.")
            )
        held.state = ContestState.PUBLISHED
        held.save(update_fields=("state",))
        result.published_at = timezone.now()
        result.save(update_fields=("published_at",))
        tell_result(held, judged_rows(result))
        record(CONTEST_PUBLISHED, actor=actor, subject=held)
