"""Whose portfolio one reads, and who keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.organisations.enums import Role
from community.organisations.models import Organisation
from community.organisations.rules import current_memberships

if TYPE_CHECKING:
    from community.organisations.rules import Person

KEEPERS = (Role.ADMINISTRATOR, Role.ICT, Role.CISO)


def works_for_government(user: Person) -> bool:
    return any(each.organisation.is_government for each in current_memberships(user))


def may_read_portfolio(user: Person, organisation: Organisation | None) -> bool:
    """Every member of a bestuur reads its portfolio, and nobody else."""
    return organisation is not None and any(
        each.organisation_id == organisation.pk and each.organisation.is_government
        for each in current_memberships(user)
    )


def may_change_portfolio(user: Person, organisation: Organisation | None) -> bool:
    """The local administrator, the ICT-verantwoordelijke and the CISO of the bestuur."""
    return organisation is not None and any(
        each.organisation_id == organisation.pk
        and each.organisation.is_government
        and each.has_role(*KEEPERS)
        for each in current_memberships(user)
    )
