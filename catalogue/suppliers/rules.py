"""Who may do what with the vocabulary. Nothing here changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community.organisations.rules import is_editor, is_qrc_editor

if TYPE_CHECKING:
    from community.organisations.rules import Person


def may_edit_vocabulary(user: Person) -> bool:
    return is_qrc_editor(user) or is_editor(user)
