"""Planning events, and giving and taking their places."""

from community.events.services.agendas import close_feed, find_feed, open_feed
from community.events.services.attending import (
    keep_recording,
    mark,
    publish_material,
    say_evaluation,
)
from community.events.services.planning import (
    call_off,
    change_event,
    move_to,
    plan_event,
)
from community.events.services.seating import cancel, fill_seats, give_back_seats, register
from community.events.services.values import SessionWish

__all__ = [
    "SessionWish",
    "call_off",
    "cancel",
    "change_event",
    "close_feed",
    "fill_seats",
    "find_feed",
    "give_back_seats",
    "keep_recording",
    "mark",
    "move_to",
    "open_feed",
    "plan_event",
    "publish_material",
    "register",
    "say_evaluation",
]
