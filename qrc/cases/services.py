"""Opening, answering and closing the follow-up of a warning."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record, record_many
from qrc.advisories.enums import RevisionKind
from qrc.advisories.models import AdvisoryRevision
from qrc.advisories.visibility import told_to_others
from qrc.cases.enums import OPEN, CaseState, EndReason, ReopenReason, Via
from qrc.cases.models import Case
from qrc.cases.queries import same_event
from qrc.cases.rules import IN_CIRCLE, asks_follow_up, is_worth_a_mail
from qrc.matching.models import Hit
from qrc.verbs import CASE_ACKNOWLEDGED, CASE_CHANGED, CASE_ENDED, CASE_OPENED, CASE_REOPENED

BATCH = 500

# Two workers may open the same case: the database says who did.
INSERT = """
INSERT INTO qrc_case (organisation_id, advisory_id, state, note, ended_by, opened_at, changed_at,
                      round, asked_at, acknowledged_via)
SELECT new.organisation, new.advisory, 'nieuw', '', '', %(now)s, %(now)s, 1,
       CASE WHEN new.asked THEN %(now)s::timestamptz END, ''
FROM unnest(%(organisations)s::bigint[], %(advisories)s::bigint[], %(asked)s::boolean[])
  AS new(organisation, advisory, asked)
ON CONFLICT (organisation_id, advisory_id) DO NOTHING
RETURNING id
"""

Key = tuple[int, int]
"""(organisation, advisory)"""


def open_cases(*, hits: Iterable[Hit], revision: AdvisoryRevision | None = None) -> int:
    """See to it that what these hits ask for is followed up; returns how many cases were opened
    or opened again. Run again it changes nothing.

    `revision` is what the contacts are being told: from now on their answer is awaited, and what
    became graver opens a closed case again. Without one nobody is told.
    """
    asking = _by_case(hits)
    if not asking:
        return 0
    with transaction.atomic():
        made = _insert(asking, revision)
        again = sum(
            _look_again(case, asking[case.organisation_id, case.advisory_id], revision)
            for case in _known(asking, made)
        )
        opened = Case.objects.filter(pk__in=made).select_related("organisation").order_by("pk")
        record_many(
            CASE_OPENED, [{"organisation": each.organisation, "subject": each} for each in opened]
        )
    return len(made) + again


def _by_case(hits: Iterable[Hit]) -> dict[Key, list[Hit]]:
    asking: dict[Key, list[Hit]] = {}
    for hit in hits:
        if asks_follow_up(hit):
            asking.setdefault((hit.organisation_id, hit.advisory_id), []).append(hit)
    return asking


def _known(asking: Collection[Key], made: Sequence[int]) -> list[Case]:
    """The cases of these pairs that were there before, locked."""
    rows = Case.objects.filter(
        organisation__in={key[0] for key in asking}, advisory__in={key[1] for key in asking}
    )
    rows = rows.exclude(pk__in=made).select_for_update(of=("self",)).order_by("pk")
    return [each for each in rows if (each.organisation_id, each.advisory_id) in asking]


def _is_asked(rows: Sequence[Hit], revision: AdvisoryRevision | None) -> bool:
    return revision is not None and is_worth_a_mail(revision, rows)


def _insert(asking: dict[Key, list[Hit]], revision: AdvisoryRevision | None) -> list[int]:
    keys = sorted(asking)
    values: dict[str, Any] = {
        "organisations": [key[0] for key in keys],
        "advisories": [key[1] for key in keys],
        "asked": [_is_asked(asking[key], revision) for key in keys],
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        return [pk for (pk,) in cursor.fetchall()]


def _look_again(case: Case, rows: Sequence[Hit], revision: AdvisoryRevision | None) -> bool:
    escalated = revision is not None and revision.kind == RevisionKind.ESCALATED
    asked, now = _is_asked(rows, revision), timezone.now()
    if case.is_open:
        waits = case.acknowledged_at is None and asked and (escalated or case.asked_at is None)
        if waits:
            _ask_anew(case, now)
            case.save()
        return False
    reason = _reopening(case, rows, escalated=escalated)
    if not reason:
        return False
    case.state, case.ended_by, case.changed_at, case.changed_by = CaseState.NEW, "", now, None
    case.acknowledged_at, case.acknowledged_by, case.acknowledged_via = None, None, ""
    _ask_anew(case, now if asked else None)
    case.save()
    record(CASE_REOPENED, organisation=case.organisation, subject=case, reason=reason)
    return True


def _ask_anew(case: Case, asked_at: datetime | None) -> None:
    case.asked_at, case.round = asked_at, case.round + 1
    case.escalated_at = case.unanswered_at = None


def _reopening(case: Case, rows: Sequence[Hit], *, escalated: bool) -> str:
    """Why a closed case opens again; "" when it does not."""
    if escalated:
        return str(ReopenReason.ESCALATED)
    if case.ended_by:
        return str(ReopenReason.BACK)
    if any(each.found_at > case.changed_at for each in rows):
        return str(ReopenReason.NEW_HIT)
    return ""


def open_missing() -> int:
    """Open what hits ask for and nobody opened, such as those of a source just added."""
    settled = Case.objects.filter(
        organisation=OuterRef("organisation"), advisory=OuterRef("advisory")
    ).filter(Q(state__in=OPEN) | Q(ended_by="", changed_at__gte=OuterRef("found_at")))
    missing = Hit.objects.pressing().filter(~Exists(settled), advisory__tlp__in=IN_CIRCLE)
    missing = missing.filter(advisory__in=told_to_others())
    rows = list(missing.select_related("advisory").order_by("pk")[:BATCH])
    return open_cases(hits=rows)


def end_outlived(*, advisories: Iterable[int] | None = None) -> int:
    """Close what nothing asks for any more, and say why; returns how many."""
    with transaction.atomic():
        rows = Case.objects.outlived()
        if advisories is not None:
            rows = rows.filter(advisory__in=advisories)
        rows = rows.select_for_update(of=("self",), skip_locked=True)
        found = list(rows.select_related("advisory", "organisation").order_by("pk")[:BATCH])
        for case in found:
            case.state, case.ended_by = CaseState.NOT_APPLICABLE, _end_reason(case)
            case.changed_at, case.changed_by = timezone.now(), None
            case.save(update_fields=("state", "ended_by", "changed_at", "changed_by"))
            record(CASE_ENDED, organisation=case.organisation, subject=case, reason=case.ended_by)
    return len(found)


def _end_reason(case: Case) -> str:
    if case.advisory.withdrawn_at is not None:
        return str(EndReason.WITHDRAWN)
    used = Hit.objects.filter(organisation=case.organisation_id, advisory=case.advisory_id)
    if used.filter(ended_at=None, item__ended_at=None).exists():
        return str(EndReason.NOT_AFFECTED)
    return str(EndReason.UNUSED)


def acknowledge(*, cases: Iterable[Case], user: User, via: str) -> int:
    """This person has seen these warnings, by whichever source he heard of the event; who was
    first stays. Returns how many were news."""
    with transaction.atomic():
        rows = same_event(list(cases)).open().unacknowledged()  # type: ignore[attr-defined]
        found = list(
            rows.select_for_update(of=("self",)).select_related("organisation").order_by("pk")
        )
        for case in found:
            _acknowledge(case, user, via)
    return len(found)


def _acknowledge(case: Case, user: User, via: str) -> None:
    case.acknowledged_at, case.acknowledged_by = timezone.now(), user
    case.acknowledged_via = str(via)
    case.save(update_fields=("acknowledged_at", "acknowledged_by", "acknowledged_via"))
    record(
        CASE_ACKNOWLEDGED, organisation=case.organisation, actor=user, subject=case, via=str(via)
    )


def change_cases(*, cases: models.QuerySet[Case], state: str, note: str | None, actor: User) -> int:
    """Say how far these are; `note` None keeps each its own. Who says so has seen them, too.

    Returns how many changed.
    """
    with transaction.atomic():
        found = cases.select_for_update(of=("self",)).select_related("organisation")
        return sum(_change(case, state, note, actor) for case in found.order_by("pk"))


def _change(case: Case, state: str, note: str | None, actor: User) -> bool:
    before, words = str(case.state), case.note if note is None else note.strip()
    if (before, case.note) == (str(state), words):
        return False
    if case.acknowledged_at is None and state != CaseState.NEW:
        _acknowledge(case, actor, Via.SCREEN)
    case.state, case.note, case.ended_by = str(state), words, ""
    case.changed_at, case.changed_by = timezone.now(), actor
    case.save(update_fields=("state", "note", "ended_by", "changed_at", "changed_by"))
    # The note itself stays out of the trail: it may hold what is nobody's business for ever.
    record(
        CASE_CHANGED, organisation=case.organisation, actor=actor, subject=case, before=before,
        after=case.state, noted=bool(words),
    )  # fmt: skip
    return True


def settle() -> dict[str, Any]:
    """Bring all cases up to date with the hits, until nothing is left to do."""
    opened = ended = 0
    while found := open_missing():
        opened += found
    while found := end_outlived():
        ended += found
    return {"opened": opened, "ended": ended}
