"""The keys a reader holds. An entry is found by whoever holds one of its own."""

from __future__ import annotations

from django.http import HttpRequest

from community.groups.rules import groups_of
from community.organisations.enums import GOVERNMENTS
from community.organisations.rules import (
    current_memberships,
    is_editor,
    is_member,
    is_qrc_editor,
)

PUBLIC, ACCOUNT, MEMBER, GOVERNMENT, EDITOR, QRC = (
    "public", "account", "member", "government", "editor", "qrc"
)  # fmt: skip


def of_organisation(pk: int) -> str:
    """The key of who works for this organisation and works as it now."""
    return f"organisation:{pk}"


def of_group(pk: int) -> str:
    """The key of who is in this group."""
    return f"group:{pk}"


def keys_of(request: HttpRequest) -> list[str]:
    """PUBLIC for everybody, and what signing in, memberships and roles add."""
    user = request.user
    if not user.is_authenticated:
        return [PUBLIC]
    keys = [PUBLIC, ACCOUNT]
    memberships = current_memberships(user)
    if memberships:
        keys.append(MEMBER)
    if any(each.organisation.kind in GOVERNMENTS for each in memberships):
        keys.append(GOVERNMENT)
    here = getattr(request, "organisation", None)
    if here is not None and is_member(user, here):
        keys.append(of_organisation(here.pk))
    keys += [of_group(pk) for pk in sorted(groups_of(user))]
    if is_editor(user):
        keys.append(EDITOR)
    if is_qrc_editor(user):
        keys.append(QRC)
    return keys
