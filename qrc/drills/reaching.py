"""Whom a drill goes to: both contacts of each bestuur, by the ways that would carry a warning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from community.messaging.allowances import PAYER, allowed_organisations
from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address
from community.messaging.values import Recipient
from community.organisations.models import Organisation
from qrc.cases.enums import Via
from qrc.contacts.enums import Rank
from qrc.contacts.queries import Contact, contacts_of
from qrc.contacts.services import subscribers_for
from qrc.desk.queries import governments
from qrc.drills.enums import Reach, Scope
from qrc.drills.links import answer_url
from qrc.drills.models import Drill
from qrc.subscriptions.models import Subscriber

RINGING = {str(Channel.EMAIL): Via.EMAIL, str(Channel.SMS): Via.SMS}
"""What reaches somebody who is not looking; the screen alone reaches nobody."""
DEAD = (AddressState.BOUNCED, AddressState.DISABLED)


@dataclass(frozen=True, slots=True)
class Seat:
    """One contact of a bestuur, with the ways by which the drill goes to him."""

    contact: Contact | None
    subscriber: Subscriber | None
    ways: tuple[tuple[str, int | None], ...]
    reach: Reach


@dataclass(frozen=True, slots=True)
class Place:
    organisation: Organisation
    first: Seat
    second: Seat


def audience_of(drill: Drill) -> QuerySet[Organisation]:
    if drill.scope == Scope.CHOSEN:
        return governments().filter(pk__in=drill.organisations.values("pk"))
    if drill.scope == Scope.PROVINCE:
        return governments().filter(province=drill.province)
    return governments()


def places_of(drill: Drill) -> list[Place]:
    """Every bestuur of this drill with its contacts as they are now; as many queries for one as
    for all."""
    besturen = list(audience_of(drill))
    contacts = contacts_of([each.pk for each in besturen])
    known = _subscribers(each for found in contacts.values() for each in found)
    return [_place(each, contacts.get(each.pk, []), known, drill.channels) for each in besturen]


def _subscribers(contacts: Iterable[Contact]) -> dict[int, Subscriber]:
    keys = [each.pk for each in subscribers_for(contacts).values()]
    rows = Subscriber.objects.filter(pk__in=keys).select_related("email", "phone")
    return {each.user_id: each for each in rows if each.user_id is not None}


def _place(
    bestuur: Organisation,
    contacts: Sequence[Contact],
    known: dict[int, Subscriber],
    channels: Sequence[str],
) -> Place:
    by_rank = {each.rank: each for each in contacts}
    first, second = (_seat(by_rank.get(rank), known, channels) for rank in Rank)
    return Place(bestuur, first, second)


def _seat(
    contact: Contact | None, known: dict[int, Subscriber], channels: Sequence[str]
) -> Seat:  # fmt: skip
    if contact is None:
        return Seat(None, None, (), Reach.NOBODY)
    person = known[contact.user.pk]
    wanted = [each for each in channels if each in contact.channels]
    held = {str(Channel.EMAIL): person.email, str(Channel.SMS): person.phone}
    ringing = [(name, held[name]) for name in wanted if name in RINGING]
    ways = [(name, each.pk) for name, each in ringing if each is not None and each.is_confirmed]
    reach = Reach.UNDERWAY if ways else _trouble([each for _name, each in ringing])
    on_screen = [(name, None) for name in wanted if name == Channel.WEB]
    return Seat(contact, person, (*ways, *on_screen), reach)


def _trouble(addresses: Sequence[Address | None]) -> Reach:
    """Why no way leads to somebody, given what he has of the channels that he wants."""
    if not addresses:
        return Reach.OFF
    states = {each.state for each in addresses if each is not None}
    if states & set(DEAD):
        return Reach.RETURNED
    if AddressState.UNCONFIRMED in states or not states:
        return Reach.UNCONFIRMED
    return Reach.OFF


def recipients_of(drill: Drill, places: Sequence[Place]) -> list[Recipient]:
    """Each person once by each channel, of however many besturen he is a contact."""
    found: dict[tuple[str, str], Recipient] = {}
    limited = allowed_organisations()
    for place in places:
        for seat in (place.first, place.second):
            for channel, address in seat.ways:
                to = _recipient(drill, seat, channel, address, place.organisation.pk, limited)
                found.setdefault((to.name, channel), to)
    return list(found.values())


def _recipient(
    drill: Drill, seat: Seat, channel: str, address: int | None, bestuur: int, limited: set[int]
) -> Recipient:
    person = seat.subscriber
    assert person is not None, "who has a way is somebody"  # noqa: S101 - for the type alone
    parts: dict[str, str] = {}
    if channel in RINGING:
        via = RINGING[channel]
        parts["ack"] = answer_url(subscriber=person.pk, drill=drill.pk, via=via)
    if channel == Channel.SMS and bestuur in limited:
        parts[PAYER] = str(bestuur)
    return Recipient(
        person.recipient, channel, address, person.user_id, person.language, parts
    )  # fmt: skip
