"""Who came, what they thought of it, and what remains."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.events.enums import BATCH, Captions, MaterialKind, SeatState
from community.events.models import Evaluation, Event, Material, Registration
from community.events.services.seating import locked
from community.events.services.values import Refused
from community.verbs import EVENT_ATTENDED, EVENT_EVALUATED, EVENT_MATERIAL

MARKS = (SeatState.SEATED, SeatState.PRESENT, SeatState.ABSENT)


def mark(*, registration: Registration, state: str, actor: User) -> Registration:
    """Present, absent, or neither; only of who has a place. Marking twice changes nothing."""
    if state not in MARKS:
        raise Refused(_("Kies aanwezig of afwezig."))
    with transaction.atomic():
        event = locked(registration.event)
        if not event.is_standing or timezone.localdate(event.starts_at) > timezone.localdate():
            raise Refused(_("Aanwezigheid noteert u vanaf de dag zelf."))
        held = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
        if not held.has_seat:
            raise Refused(_("Deze persoon heeft geen plaats."))
        if held.state != state:
            before, held.state = held.state, state
            held.save(update_fields=("state",))
            record(
                EVENT_ATTENDED, organisation=held.organisation, actor=actor, subject=event,
                user=held.user_id, before=str(before), after=str(state),
            )  # fmt: skip
    return held


def say_evaluation(*, event: Event, user: User, **answers: Any) -> None:
    """Keep the answers without a name; Refused for who was not there or answered before.

    They join the figures once BATCH of them wait, all at once, so that no figure before and after
    tells what one person said.
    """
    with transaction.atomic():
        event = locked(event)
        rows = Registration.objects.taking().select_for_update(of=("self",))
        held = rows.filter(event=event, user=user).exclude(state=SeatState.ABSENT).first()
        if held is None or not event.is_past or not event.is_standing:
            raise Refused(_("Alleen wie erbij was, beoordeelt een activiteit die voorbij is."))
        if held.has_evaluated:
            raise Refused(_("U gaf uw mening al. Dank u."))
        held.has_evaluated = True
        held.save(update_fields=("has_evaluated",))
        Evaluation.objects.create(event=event, **answers)
        waiting = Evaluation.objects.filter(event=event, is_shown=False)
        if waiting.count() >= BATCH:
            waiting.update(is_shown=True)
        # By nobody: the trail may not tell what the row hides.
        record(EVENT_EVALUATED, organisation=event.organisation, subject=event)


def keep_recording(
    *, event: Event, actor: User, title: str, document: str, is_captioned: bool,
    exception_reason: str = "", exception_until: date | None = None,
) -> Material:  # fmt: skip
    """A recording that stands in the library (`document`: "kind:key"), published at once: who may
    open it there finds it on the page of the event."""
    captions = Captions.CAPTIONED if is_captioned else Captions.EXCEPTION
    with transaction.atomic():
        made = Material.objects.create(
            event=event, kind=MaterialKind.RECORDING, title=title, document=document,
            captions=captions, exception_reason=exception_reason, exception_until=exception_until,
        )  # fmt: skip
        return publish_material(material=made, actor=actor)


def publish_material(*, material: Material, actor: User) -> Material:
    """Let those who were registered find it; Refused for a recording that does not say how who
    cannot hear it follows it."""
    with transaction.atomic():
        held = Material.objects.select_for_update(of=("self",)).get(pk=material.pk)
        if held.kind == MaterialKind.RECORDING and not held.captions:
            raise Refused(
                _("Zeg eerst of de opname ondertiteld is, of geef een reden en einddatum.")
            )
        if held.published_at is None:
            held.published_at = timezone.now()
            held.save(update_fields=("published_at",))
            event = material.event
            record(
                EVENT_MATERIAL, organisation=event.organisation, actor=actor, subject=event,
                material=held.pk, kind=str(held.kind),
            )  # fmt: skip
    return held
