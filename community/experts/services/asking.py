"""Asking for help: the request, and the people it goes to, three at a time.

Who is asked is decided by one process at a time, so that nobody is asked more than he wants however
many ask at once, and each is asked in his turn. Tens of requests a day make no queue.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.experts import telling
from community.experts.enums import WAVE, HelpState
from community.experts.models import HelpMatch, HelpRequest, Skill
from community.experts.queries.matching import matching, month_of, wanted_of
from community.experts.services.values import Refused
from community.kit.rounds import one_by_one
from community.moderation.rules import demand_may_write
from community.organisations.models import Membership, Organisation
from community.organisations.rules import is_member
from community.verbs import HELP_ASKED, HELP_CLOSED, HELP_EXPIRED, HELP_REOPENED, HELP_SENT

LOCK = "SELECT pg_advisory_xact_lock(hashtext('community.experts.asking'))"
BETWEEN = timedelta(hours=24)
MOST_OPEN = 5


def ask_help(
    *, asker: User, organisation: Organisation, skills: Sequence[Skill], **fields: Any
) -> HelpRequest:
    """Keep the request and ask the first people; the same form twice is one request."""
    if not organisation.is_government or not is_member(asker, organisation):
        raise Refused(_("Een hulpvraag stelt u voor een bestuur waarvoor u werkt."))
    if not skills:
        raise Refused(_("Kies minstens één vaardigheid die u zoekt."))
    demand_may_write(asker, Refused, "text")
    with transaction.atomic():
        _take_turn()
        known = HelpRequest.objects.filter(
            submission=fields.get("submission") or uuid.uuid4(), asker=asker
        ).first()
        if known is not None:
            return known
        if HelpRequest.objects.open().filter(asker=asker).count() >= MOST_OPEN:
            text = _("U hebt al %(n)d open hulpvragen. Sluit er eerst een af.")
            raise Refused(text % {"n": MOST_OPEN})
        request: HelpRequest = HelpRequest.objects.create(
            asker=asker, organisation=organisation, is_demo=asker.is_demo, **fields
        )
        request.skills.set(skills)
        record(
            HELP_ASKED, organisation=organisation, actor=asker, subject=request,
            skills=[each.key for each in skills],
        )  # fmt: skip
        _ask_next(request)
    return request


def run() -> int:
    """Every step that is due, each by itself: may be stopped at any line and done again. One that
    fails stops no other, and is due again."""
    keys = list(
        HelpRequest.objects.due().order_by("next_wave_at", "pk").values_list("pk", flat=True)
    )
    return one_by_one(keys, take_step, failed="help_request_failed")


def take_step(pk: int) -> bool:
    """Ask the next people of one request, or end it; False when nothing was due any more."""
    with transaction.atomic():
        _take_turn()
        request = _held(pk)
        if request is None or request.state != HelpState.OPEN:
            return False
        if request.until < timezone.localdate():
            _expire(request)
            return True
        if request.hidden_at is not None or request.next_wave_at > timezone.now():
            return False
        _ask_next(request)
    return True


def ask_more(*, request: HelpRequest, actor: User) -> HelpRequest:
    """Ask the next people at once, also after somebody said yes; by who asked."""
    _demand_asker(request, actor)
    with transaction.atomic():
        _take_turn()
        held = _held(request.pk)
        if held is None or not held.is_alive or held.until < timezone.localdate():
            raise Refused(_("Deze hulpvraag is afgesloten of voorbij haar laatste dag."))
        if held.state == HelpState.ANSWERED:
            held.state = HelpState.OPEN
            held.save(update_fields=("state",))
            record(HELP_REOPENED, organisation=held.organisation, actor=actor, subject=held)
        if _ask_next(held) == 0:
            raise Refused(
                _("Iedereen die past, is al gevraagd. Kies een ruimere vaardigheid, of wacht.")
            )
    return held


def close_request(*, request: HelpRequest, actor: User, is_solved: bool) -> HelpRequest:
    """The asker has what he needs, or gives up; who did not answer yet is not bothered any more."""
    _demand_asker(request, actor)
    with transaction.atomic():
        held = _held(request.pk)
        if held is None or held.state == HelpState.CLOSED:
            return request
        held.state, held.closed_at, held.is_solved = HelpState.CLOSED, timezone.now(), is_solved
        held.save(update_fields=("state", "closed_at", "is_solved"))
        telling.take_back(held)
        record(
            HELP_CLOSED, organisation=held.organisation, actor=actor, subject=held,
            is_solved=is_solved,
        )  # fmt: skip
    return held


def close_of_leaver(*, user_id: int, organisation_id: int) -> int:
    """Close what somebody asked for a bestuur that he no longer works for: nobody there waits for
    the answer. Returns how many; nothing happens the second time, or when he is back."""
    if Membership.objects.current().filter(user=user_id, organisation=organisation_id).exists():
        return 0
    rows = HelpRequest.objects.alive().filter(asker=user_id, organisation=organisation_id)
    found = list(rows.select_related("asker").order_by("pk"))
    for each in found:
        close_request(request=each, actor=each.asker, is_solved=False)
    return len(found)


def _demand_asker(request: HelpRequest, actor: User) -> None:
    if request.asker_id != actor.pk:
        raise Refused(_("Alleen wie de hulpvraag stelde, doet dit."))


def _take_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


def _held(pk: int) -> HelpRequest | None:
    rows = HelpRequest.objects.select_for_update(of=("self",)).select_related(
        "organisation", "asker"
    )
    found: HelpRequest | None = rows.filter(pk=pk).first()
    return found


def _ask_next(request: HelpRequest) -> int:
    """Ask the three whose turn it is; the caller holds the turn and the row. Returns how many."""
    now = timezone.now()
    chosen = list(matching(wanted_of(request), now=now).select_related("user")[:WAVE])
    request.next_wave_at = now + BETWEEN
    if chosen:
        request.waves += 1
        HelpMatch.objects.bulk_create(
            HelpMatch(
                request=request,
                user=each.user,
                wave=request.waves,
                month=month_of(now),
                asked_at=now,
            )
            for each in chosen
        )
        telling.tell_asked(request, [each.user for each in chosen])
        record(
            HELP_SENT, organisation=request.organisation, subject=request, wave=request.waves,
            people=len(chosen),
        )  # fmt: skip
    request.save(update_fields=("next_wave_at", "waves"))
    return len(chosen)


def _expire(request: HelpRequest) -> None:
    request.state, request.closed_at = HelpState.EXPIRED, timezone.now()
    request.save(update_fields=("state", "closed_at"))
    telling.take_back(request)
    telling.tell_expired(request)
    record(HELP_EXPIRED, organisation=request.organisation, subject=request)
