from __future__ import annotations

from typing import Any

from community.groups.models import Group, GroupMembership
from community.groups.services import start_group


def group(leader: Any, *members: Any, **fields: Any) -> Group:
    """A werkruimte for besturen, on demand, that this person leads and these are in."""
    given = {
        "kind": "werkruimte", "name": "Samen inkopen", "summary": "Wij schrijven één bestek.",
        "entrance": "op-vraag", "audience": "besturen",
    } | fields  # fmt: skip
    made = start_group(actor=leader, **given)
    for each in members:
        GroupMembership.objects.create(group=made, user=each)
    return made
