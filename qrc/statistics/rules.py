from __future__ import annotations

from typing import Any

from community.organisations.rules import current_memberships, is_qrc_editor


def may_read_statistics(user: Any) -> bool:
    """Everybody who works for an organisation here, and who edits for the QRC."""
    return bool(current_memberships(user)) or is_qrc_editor(user)
