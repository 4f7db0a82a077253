"""A system of an organisation that messages no longer reach: its administrators hear it."""

from __future__ import annotations

from community.accounts.letters import recipients
from community.accounts.lost_addresses import tell_lost
from community.messaging.enums import Channel
from community.messaging.models import Address, Message
from community.organisations.models import Organisation
from community.organisations.queries import administrators_of


def tell_administrators(
    *, address: Address, organisation: Organisation, key: str
) -> Message | None:
    """By mail and on the bell."""
    people = administrators_of(organisation)
    to = recipients(people, channels=(Channel.EMAIL, Channel.WEB))
    return tell_lost(address=address, to=to, key=key)
