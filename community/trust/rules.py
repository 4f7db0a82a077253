"""Who gives levels."""

from __future__ import annotations

from typing import Any

from community.organisations.rules import is_editor


def may_assign(user: Any) -> bool:
    return is_editor(user)


def may_assign_to(user: Any, other: Any) -> bool:
    """Nobody gives himself a level."""
    return is_editor(user) and other.pk != user.pk
