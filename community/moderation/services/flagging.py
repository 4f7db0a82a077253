"""Saying that something should not stand as it does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.activity.services import record
from community.moderation.enums import GRAVITY_OF, FlagOutcome, FlagReason, Gravity, ThingState, Why
from community.moderation.models import Flag, ReviewItem
from community.moderation.refusing import NotFound, Refused
from community.moderation.services.queueing import close, put
from community.moderation.telling import tell_received
from community.moderation.things import Thing, find
from community.verbs import FLAGGED, UNFLAGGED

DAY = timedelta(days=1)
MOST_A_DAY = 20


def flag(*, kind: str, pk: int, reporter: Any, reason: str, words: str = "") -> Flag:
    """Have a moderator look. Who flags the same thing again changes what he said.

    NotFound for what he may not read; Refused for his own, and after twenty in a day.
    """
    thing = _readable(kind, pk, reporter)
    if thing.author is not None and thing.author.pk == reporter.pk:
        raise Refused(_("Dit schreef u zelf. U kunt het wijzigen of intrekken."))
    with transaction.atomic():
        item = _put(thing, reason)
        known = Flag.objects.open().of(kind, pk).filter(reporter=reporter).first()
        if known is None:
            _demand_pace(reporter)
            known = Flag(kind=kind, object_id=pk, reporter=reporter)
        return _say(known, item, thing, reason, words)


def flag_as_visitor(*, kind: str, pk: int, name: str, email: str, words: str) -> Flag:
    """A notice of illegal content by somebody without an account (DSA, art. 16).

    He hears by mail that we have it, and what we decided.
    """
    thing = _readable(kind, pk, AnonymousUser())
    address = email.strip().lower()
    with transaction.atomic():
        item = _put(thing, FlagReason.ILLEGAL)
        known = Flag.objects.open().of(kind, pk).filter(email=address).first()
        is_new = known is None
        made = known or Flag(kind=kind, object_id=pk, email=address)
        made.name = name.strip()
        _say(made, item, thing, FlagReason.ILLEGAL, words)
        if is_new:
            tell_received(made, thing)
    return made


def withdraw_flag(*, flag: Flag) -> bool:
    """Take back what one said; False when it was decided already."""
    with transaction.atomic():
        item = ReviewItem.objects.select_for_update().get(pk=flag.item_id)
        now = timezone.now()
        rows = Flag.objects.open().filter(pk=flag.pk)
        if not rows.update(outcome=FlagOutcome.WITHDRAWN, settled_at=now):
            return False
        record(UNFLAGGED, subject=item, kind=flag.kind, object=flag.object_id)
        if item.why == Why.FLAG and item.is_open and not Flag.objects.open().filter(item=item):
            close(item)
    return True


def _readable(kind: str, pk: int, user: Any) -> Thing:
    thing = find(kind, pk, user)
    if thing is None or thing.state in (ThingState.HIDDEN, ThingState.GONE):
        raise NotFound(f"{kind} {pk}")
    return thing


def _put(thing: Thing, reason: str) -> ReviewItem:
    gravity = GRAVITY_OF.get(FlagReason(reason), Gravity.LIGHT)
    return put(kind=thing.kind, pk=thing.pk, why=Why.FLAG, gravity=gravity)


def _say(row: Flag, item: ReviewItem, thing: Thing, reason: str, words: str) -> Flag:
    is_new = row.pk is None
    row.item, row.reason, row.words = item, reason, words.strip()
    row.save()
    if is_new:
        # Without an actor: who flagged stands in no trail.
        record(
            FLAGGED, subject=item, organisation=thing.organisation, kind=thing.kind,
            object=thing.pk, reason=str(reason),
        )  # fmt: skip
    return row


def _demand_pace(reporter: Any) -> None:
    since = timezone.now() - DAY
    if Flag.objects.filter(reporter=reporter, created_at__gt=since).count() >= MOST_A_DAY:
        raise Refused(
            _("U signaleerde vandaag al twintig keer. Ga morgen verder, of bel de helpdesk.")
        )
