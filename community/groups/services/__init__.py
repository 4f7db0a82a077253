"""Everything that changes groups, and what is announced."""

from community.groups.services.announcing import announce, dismiss, withdraw
from community.groups.services.entering import (
    accept,
    ask,
    decide,
    decline,
    invite,
    join,
    take_back,
)
from community.groups.services.founding import change_group, end_group, end_hidden, start_group
from community.groups.services.hiding import hide_words
from community.groups.services.leading import make_leader, make_member
from community.groups.services.leaving import drop_unfit, leave, leave_for_good, remove
from community.groups.services.values import Refused
from community.groups.services.visiting import visited

__all__ = [
    "Refused",
    "accept",
    "announce",
    "ask",
    "change_group",
    "decide",
    "decline",
    "dismiss",
    "drop_unfit",
    "end_group",
    "end_hidden",
    "hide_words",
    "invite",
    "join",
    "leave",
    "leave_for_good",
    "make_leader",
    "make_member",
    "remove",
    "start_group",
    "take_back",
    "visited",
    "withdraw",
]
