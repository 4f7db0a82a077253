"""Flagging, queueing, deciding, appealing."""

from community.moderation.refusing import NotFound, Refused
from community.moderation.services.appealing import appeal, settle_appeal
from community.moderation.services.deciding import decide, note, reverse
from community.moderation.services.flagging import flag, flag_as_visitor, withdraw_flag
from community.moderation.services.queueing import claim, let_go, put
from community.moderation.services.values import Reasons

__all__ = [
    "NotFound",
    "Reasons",
    "Refused",
    "appeal",
    "claim",
    "decide",
    "flag",
    "flag_as_visitor",
    "let_go",
    "note",
    "put",
    "reverse",
    "settle_appeal",
    "withdraw_flag",
]
