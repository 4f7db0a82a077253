"""Saying what one knows, asking for help, and answering."""

from community.experts.services.answering import ask_expert, offer_help, reply
from community.experts.services.asking import (
    ask_help,
    ask_more,
    close_of_leaver,
    close_request,
    run,
    take_step,
)
from community.experts.services.hiding import hide_request
from community.experts.services.needs import begin_needs, drop_need, keep_need
from community.experts.services.own import (
    drop_skill,
    endorse,
    forget_workplace,
    keep_profile,
    keep_skill,
    take_back,
    verify,
)

__all__ = [
    "ask_expert",
    "ask_help",
    "ask_more",
    "begin_needs",
    "close_of_leaver",
    "close_request",
    "drop_need",
    "drop_skill",
    "endorse",
    "forget_workplace",
    "hide_request",
    "keep_need",
    "keep_profile",
    "keep_skill",
    "offer_help",
    "reply",
    "run",
    "take_back",
    "take_step",
    "verify",
]
