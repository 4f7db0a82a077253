"""What a row of the role × URL table is, and the outcomes it is written in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.house.world import ROLES

Outcomes = dict[str, str]
IN = "to account_login"
QRC = ("qrc_editor", "platform_admin")
PLATFORM = ("qrc_editor", "editor", "helpdesk", "platform_admin")
MEMBERS = tuple(role for role in ROLES if role not in ("anonymous", "newcomer"))


def everyone(outcome: str) -> Outcomes:
    return dict.fromkeys(ROLES, outcome)


def signed_in(outcome: str, **others: str) -> Outcomes:
    return everyone(outcome) | {"anonymous": IN} | others


def only(*roles: str, gets: str = "200", rest: str = "404") -> Outcomes:
    return signed_in(rest) | dict.fromkeys(roles, gets)


BY_POST = signed_in("405")
"""What a view that only changes things answers to GET; signing in goes first."""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    key: str = ""
    """The row of the world that the address names."""
    get: Outcomes = field(default_factory=dict)
    post: Outcomes = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    changes: tuple[str, ...] | None = None
    """Whose POST changes rows; by default whoever is sent on, which is how a success answers."""

    def is_changed_by(self, role: str) -> bool:
        if self.changes is not None:
            return role in self.changes
        return self.post[role].startswith("to ") and self.post[role] != IN
