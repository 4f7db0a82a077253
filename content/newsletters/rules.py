"""Who may make and send newsletters."""

from __future__ import annotations

from typing import Any

from community.organisations.rules import is_editor


def may_send_newsletters(user: Any) -> bool:
    return is_editor(user)
