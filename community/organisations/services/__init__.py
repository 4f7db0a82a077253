"""Everything that changes who belongs where, and as what."""

from community.organisations.services.domains import add_mail_domain, remove_mail_domain
from community.organisations.services.invitations import (
    accept_invitation,
    invitation_for,
    invite,
    revoke_invitation,
)
from community.organisations.services.members import change_roles, leave, remove_member
from community.organisations.services.requests import approve, ask_to_join, refuse, withdraw

__all__ = [
    "accept_invitation",
    "add_mail_domain",
    "approve",
    "ask_to_join",
    "change_roles",
    "invitation_for",
    "invite",
    "leave",
    "refuse",
    "remove_mail_domain",
    "remove_member",
    "revoke_invitation",
    "withdraw",
]
