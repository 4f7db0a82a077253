"""What rooms above this one know that keeps somebody from speaking to a group or inviting somebody
into it. They register it: this room lies below them and asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from community.kit.registry import Registry


def _may_write(user: Any) -> str:
    return ""


def _together(inviter: Any, invited: Any) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Gate:
    """`silence` says in words why this person may not write now, "" when he may; `apart` says whether
    the first of two is to leave the second alone."""

    key: str
    silence: Callable[[Any], str] = _may_write
    apart: Callable[[Any, Any], bool] = _together
    order: int = 0


gates: Registry[Gate] = Registry("group gates")


def register_gate(gate: Gate) -> Gate:
    return gates.register(gate)


def silence_of(user: Any) -> str:
    """The first reason that any room has; "" when there is none."""
    return next((said for each in gates if (said := each.silence(user))), "")


def are_apart(inviter: Any, invited: Any) -> bool:
    return any(each.apart(inviter, invited) for each in gates)
