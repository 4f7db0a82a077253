"""Whom a government is warned through."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from catalogue.portfolio.models import PortfolioItem
from community.accounts.models import User
from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address
from community.organisations.enums import GOVERNMENTS, Role
from community.organisations.models import Membership, Organisation
from qrc.contacts.enums import Rank
from qrc.contacts.models import Patience, WarningContact, every_channel
from qrc.subscriptions.models import Subscriber

BY_ROLE = {
    Rank.FIRST: (Role.ICT, Role.ADMINISTRATOR),
    Rank.SECOND: (Role.CISO, Role.ICT, Role.ADMINISTRATOR),
}
"""Who is asked when nobody was chosen, in order."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to warn for an organisation; `chosen` when somebody said so."""

    organisation_id: int
    rank: int
    user: User
    channels: tuple[str, ...]
    chosen: bool


def contacts_of(organisations: Collection[int]) -> dict[int, list[Contact]]:
    """The warning contacts of these governments by their key, first before second.

    A chosen person counts as long as he works there and can sign in; else the role decides: the
    one who is ICT-verantwoordelijke first, the CISO second, and who came first of several.
    """
    if not organisations:
        return {}
    members = Membership.objects.current().filter(
        organisation__in=organisations, user__is_active=True,
        organisation__kind__in=GOVERNMENTS,
    )  # fmt: skip
    working: dict[int, list[Membership]] = {}
    for each in members.select_related("user").order_by("joined_at", "pk"):
        working.setdefault(each.organisation_id, []).append(each)
    chosen = {
        (row.organisation_id, row.rank): row
        for row in WarningContact.objects.filter(organisation__in=organisations)
    }
    return {pk: list(_contacts(pk, there, chosen)) for pk, there in working.items()}


def _contacts(
    organisation: int,
    members: list[Membership],
    chosen: dict[tuple[int, int], WarningContact],
) -> Iterable[Contact]:
    by_user = {each.user_id: each.user for each in members}
    rows = {rank: chosen.get((organisation, rank)) for rank in Rank}
    taken = {row.user_id for row in rows.values() if row is not None and row.user_id in by_user}
    for rank, row in rows.items():
        if row is not None and row.user_id in by_user:
            user = by_user[row.user_id]
            yield Contact(organisation, rank, user, tuple(row.channels), chosen=True)
            continue
        user_id = _by_role(members, BY_ROLE[rank], taken)
        if user_id is not None:
            taken.add(user_id)
            channels = tuple(every_channel())
            yield Contact(organisation, rank, by_user[user_id], channels, chosen=False)


def _by_role(members: list[Membership], roles: Iterable[str], taken: set[int]) -> int | None:
    for role in roles:
        for each in members:
            if each.has_role(role) and each.user_id not in taken:
                return each.user_id
    return None


def contact_roles(user: User) -> list[Contact]:
    """For which organisations this person is a warning contact."""
    mine = Membership.objects.current().filter(user=user).values_list("organisation", flat=True)
    found = contacts_of(list(mine))
    return [each for contacts in found.values() for each in contacts if each.user.pk == user.pk]


def with_portfolio() -> QuerySet[Organisation]:
    """Governments that say what they use."""
    used = PortfolioItem.objects.in_use().filter(organisation=OuterRef("pk"))
    return Organisation.objects.active().governments().filter(Exists(used))


def unreachable() -> list[Organisation]:
    """Governments with a portfolio and nobody whom a mail can reach, by name."""
    governments = list(with_portfolio().order_by("sort_name", "pk"))
    contacts = contacts_of([each.pk for each in governments])
    people = {
        each.user.pk
        for found in contacts.values()
        for each in found
        if Channel.EMAIL in each.channels
    }
    confirmed = Address.objects.filter(
        channel=Channel.EMAIL, state=AddressState.CONFIRMED, user__in=people
    )
    reached = set(confirmed.values_list("user", flat=True))
    return [
        each for each in governments
        if not any(
            contact.user.pk in reached and Channel.EMAIL in contact.channels
            for contact in contacts.get(each.pk, ())
        )
    ]  # fmt: skip


def patience_of(organisations: Collection[int]) -> dict[int, Patience]:
    """How long each waits for an answer; the house's own hours for who chose none."""
    chosen = {
        row.organisation_id: row for row in Patience.objects.filter(organisation__in=organisations)
    }
    return {pk: chosen.get(pk) or Patience(organisation_id=pk) for pk in organisations}


@dataclass(frozen=True, slots=True)
class Way:
    """One channel of a contact: whether he wants it, and the address it would go to."""

    channel: str
    wanted: bool
    address: Address | None

    @property
    def works(self) -> bool:
        """Whether a warning arrives by it now."""
        if not self.wanted:
            return False
        return self.channel == Channel.WEB or (
            self.address is not None and self.address.is_confirmed
        )

    @property
    def label(self) -> str:
        return str(Channel(self.channel).label)


@dataclass(frozen=True, slots=True)
class Place:
    """A rank of one organisation: who holds it, and how he is reached; nobody when empty."""

    rank: Rank
    contact: Contact | None
    ways: tuple[Way, ...] = ()

    @property
    def user(self) -> User | None:
        return self.contact.user if self.contact else None

    @property
    def is_reached_by_mail(self) -> bool:
        return any(each.works and each.channel == Channel.EMAIL for each in self.ways)

    @property
    def to_confirm(self) -> list[Address]:
        """Addresses that only wait for their holder's word."""
        return [
            each.address for each in self.ways
            if each.wanted and each.address and each.address.state == AddressState.UNCONFIRMED
        ]  # fmt: skip


def places_of(organisation: Organisation) -> list[Place]:
    """Both ranks of an organisation, with who holds them and how he is reached."""
    contacts = contacts_of([organisation.pk]).get(organisation.pk, [])
    people = [each.user.pk for each in contacts]
    known = Subscriber.objects.filter(user__in=people).select_related("email", "phone")
    held = {row.user_id: row for row in known}
    by_rank = {each.rank: each for each in contacts}
    return [_place(rank, by_rank.get(rank), held) for rank in Rank]


def _place(rank: Rank, contact: Contact | None, held: dict[int | None, Subscriber]) -> Place:
    if contact is None:
        return Place(rank, None)
    row = held.get(contact.user.pk)
    addresses = {
        Channel.EMAIL: row.email if row else None, Channel.SMS: row.phone if row else None,
        Channel.WEB: None,
    }  # fmt: skip
    ways = tuple(
        Way(str(channel), str(channel) in contact.channels, address)
        for channel, address in addresses.items()
    )
    return Place(rank, contact, ways)


def people_to_choose(organisation: Organisation) -> QuerySet[User]:
    """Who may be chosen as contact: the members who can sign in, by name."""
    working = Membership.objects.of(organisation).current()
    people = User.objects.filter(pk__in=working.values("user"), is_active=True)
    return people.order_by("last_name", "first_name", "pk")
