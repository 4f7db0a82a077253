"""A word of the organiser to who comes or waits."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from community.accounts.models import User
from community.activity.services import record
from community.events.models import Event
from community.events.telling import people_of, tell_word
from community.verbs import EVENT_MAILED

TO = {"plaats": (False,), "wacht": (True,), "allen": (False, True)}


def mail_participants(
    *, event: Event, actor: User, to: str, subject: str, text: str, token: UUID
) -> int:
    """One mail each; the same token again reaches nobody twice. Returns to how many it goes.

    Who waits does not read the link to take part.
    """
    count = 0
    with transaction.atomic():
        for waiting in TO[to]:
            people = people_of(event, waiting=waiting)
            key = f"event:{event.pk}:word:{token}" + (":waiting" if waiting else "")
            tell_word(event, people, subject=subject, text=text, key=key, has_seat=not waiting)
            count += len(people)
        record(
            EVENT_MAILED, organisation=event.organisation, actor=actor, subject=event, to=to,
            people=count,
        )  # fmt: skip
    return count
