"""Beginning a conversation."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.accounts.naming import shown_name
from community.activity.services import record
from community.conversations.models import Conversation, Participant
from community.conversations.rules import is_blocked, may_begin_with
from community.conversations.services.pacing import demand_begin
from community.conversations.services.values import Refused
from community.conversations.services.writing import add_message, cleaned
from community.moderation.rules import demand_may_write
from community.organisations.models import Organisation
from community.organisations.rules import current_memberships
from community.verbs import CONVERSATION_STARTED

MOST_PEOPLE = 20
LONGEST_SUBJECT = 140


def start_conversation(
    *,
    starter: User,
    recipients: Collection[User],
    subject: str,
    source: str,
    about: str = "",
    is_relayed: bool = False,
    submission: uuid.UUID | None = None,
) -> Conversation:
    """A conversation of these people, with its first message; Refused with why when it cannot be.

    `is_relayed`: the caller made sure that both sides agreed to talk (a request that was accepted,
    an inquiry) and that who writes now may, so none of that is asked; a block holds even then.
    `about` names what it is about ("room.thing:12"). The same `submission` twice gives the first.
    """
    words, text = " ".join(subject.split())[:LONGEST_SUBJECT], cleaned(source)
    if not words:
        raise Refused(_("Zeg in een paar woorden waarover het gaat."))
    people = {each.pk: each for each in recipients if each.pk != starter.pk}
    submission = submission or uuid.uuid4()
    with transaction.atomic():
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=starter.pk)
        known = Conversation.objects.filter(started_by=starter, submission=submission).first()
        if known is not None:
            return known
        _demand(starter, people.values(), is_relayed=is_relayed)
        made = Conversation.objects.create(
            subject=words, about=about, is_relayed=is_relayed, started_by=starter,
            submission=submission, is_demo=starter.is_demo,
        )  # fmt: skip
        Participant.objects.bulk_create(
            Participant(conversation=made, user=each, organisation=speaks_for(each))
            for each in (starter, *people.values())
        )
        add_message(made, starter, text, submission)
        record(CONVERSATION_STARTED, actor=starter, subject=made, people=len(people) + 1)
    return made


def _demand(starter: User, people: Collection[User], *, is_relayed: bool) -> None:
    if not people:
        raise Refused(_("Kies aan wie u schrijft."))
    if len(people) >= MOST_PEOPLE:
        raise Refused(_("Een gesprek is voor hoogstens twintig mensen. Begin liever een groep."))
    if not current_memberships(starter):
        raise Refused(_("Sluit eerst aan bij uw organisatie; dan kunt u berichten sturen."))
    for each in people:
        if not _reaches(starter, each, is_relayed=is_relayed):
            text = _("U kunt %(name)s geen bericht sturen.")
            raise Refused(text % {"name": shown_name(each)})
    if not is_relayed:
        demand_may_write(starter, Refused, "source")
        demand_begin(starter, len(people))


def _reaches(starter: User, recipient: User, *, is_relayed: bool) -> bool:
    if not recipient.is_active:
        return False
    if is_relayed:
        return not is_blocked(blocker=recipient, blocked=starter)
    return may_begin_with(starter, recipient)


def speaks_for(user: User) -> Organisation | None:
    """The organisation that he works for longest; None for who works nowhere."""
    mine = current_memberships(user)
    return mine[0].organisation if mine else None
