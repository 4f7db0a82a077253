"""Who finds whom among the members, and who reads what of them. Nothing here changes anything."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from community.accounts.models import User
from community.organisations.enums import GOVERNMENTS, Kind
from community.organisations.models import Membership
from community.organisations.rules import current_memberships
from community.profiles.enums import Contact, ShownTo
from community.profiles.models import MemberProfile

COUNTED = (*GOVERNMENTS, Kind.PLATFORM)
"""Kinds that read what is for besturen: the association serves them, so it reads along."""
SUPPLIERS = (Kind.SUPPLIER, Kind.FREELANCER)


def is_member(user: Any) -> bool:
    return bool(current_memberships(user))


def counts_as_government(user: Any) -> bool:
    return any(each.organisation.kind in COUNTED for each in current_memberships(user))


def is_only_supplier(user: Any) -> bool:
    """Works for suppliers, and for nobody that is served by the house."""
    kinds = {each.organisation.kind for each in current_memberships(user)}
    return bool(kinds & set(SUPPLIERS)) and not kinds & set(COUNTED)


def members_for(viewer: Any) -> QuerySet[User]:
    """The members that this person finds by name: one rule for the list, the profile and pickers.

    Who wants to be left out is. A supplier finds his colleagues, and who chose to be seen by
    suppliers. Oneself is always there.
    """
    people = User.objects.filter(is_active=True)
    mine = current_memberships(viewer)
    if not mine:
        return people.filter(pk=viewer.pk) if viewer.is_authenticated else people.none()
    working = Membership.objects.current().filter(user=OuterRef("pk"))
    hidden = MemberProfile.objects.filter(user=OuterRef("pk"), is_listed=False)
    shown = Exists(working) & ~Exists(hidden)
    if is_only_supplier(viewer):
        asked = MemberProfile.objects.filter(user=OuterRef("pk"), shown_to_suppliers=True)
        here = working.filter(organisation__in=[each.organisation_id for each in mine])
        shown &= Exists(asked) | Exists(here)
    return people.filter(Q(shown) | Q(pk=viewer.pk))


def reads(viewer: Any, shown_to: str) -> bool:
    """Whether a line that is for these is for this person."""
    if shown_to == ShownTo.GOVERNMENTS:
        return counts_as_government(viewer)
    return shown_to == ShownTo.MEMBERS and is_member(viewer)


def takes_messages(user: Any, sender: Any) -> bool:
    """Whether this person said that such a sender may begin a conversation with him."""
    row = MemberProfile.objects.filter(user=user.pk).only("contact").first()
    contact = row.contact if row is not None else Contact.MEMBERS
    if contact == Contact.GOVERNMENTS:
        return counts_as_government(sender)
    return contact == Contact.MEMBERS and is_member(sender)
