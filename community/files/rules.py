"""Who may do what with files. Sentences that compose; nothing here changes anything."""

from __future__ import annotations

from typing import Any

from community.files.models import StoredFile
from community.files.purposes import purposes
from community.organisations.rules import is_editor


def may_open(user: Any, file: StoredFile) -> bool:
    """As its purpose says; nobody opens what no app keeps any more."""
    return file.purpose in purposes and purposes.get(file.purpose).may_read(user, file)


def may_look_after(user: Any) -> bool:
    """Sees how the house's files fare (names and states, never what is inside) and has them tried
    again."""
    return is_editor(user)
