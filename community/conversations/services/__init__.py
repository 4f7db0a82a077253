"""Everything that changes conversations."""

from community.conversations.services.beginning import start_conversation
from community.conversations.services.blocking import block, unblock
from community.conversations.services.keeping import archive, leave, read_up_to, take_out
from community.conversations.services.values import Refused
from community.conversations.services.writing import write

__all__ = [
    "Refused",
    "archive",
    "block",
    "leave",
    "read_up_to",
    "start_conversation",
    "take_out",
    "unblock",
    "write",
]
