"""Writing in the forum: topics, replies, and what readers say of them."""

from community.forum.services.counting import recount, recount_category
from community.forum.services.drafting import DraftMovedOn, TooMuch, drop_draft, save_draft
from community.forum.services.editing import edit_post, restore_post, withdraw_post
from community.forum.services.reacting import call_solved, mark_best, react
from community.forum.services.values import EditedMeanwhile, PollWish, Refused
from community.forum.services.voting import vote
from community.forum.services.writing import reply, show_waiting, start_topic

__all__ = [
    "DraftMovedOn",
    "EditedMeanwhile",
    "PollWish",
    "Refused",
    "TooMuch",
    "call_solved",
    "drop_draft",
    "edit_post",
    "mark_best",
    "react",
    "recount",
    "recount_category",
    "reply",
    "restore_post",
    "save_draft",
    "show_waiting",
    "start_topic",
    "vote",
    "withdraw_post",
]
