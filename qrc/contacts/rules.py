"""Who chooses the warning contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.organisations.models import Organisation
from community.organisations.rules import may_manage_members

if TYPE_CHECKING:
    from community.organisations.rules import Person


def may_choose_contacts(user: Person, organisation: Organisation | None) -> bool:
    """The administrators of a government, for their own."""
    if organisation is None or not organisation.is_government:
        return False
    return may_manage_members(user, organisation)
