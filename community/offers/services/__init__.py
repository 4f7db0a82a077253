"""Cards of providers, inquiries of besturen, and what became of them."""

from community.offers.services.cards import (
    change_offer,
    decide_offer,
    show_offer,
    submit_offer,
    withdraw_offer,
    write_offer,
)
from community.offers.services.inquiring import (
    answer_review,
    close_inquiry,
    hide_review,
    inquire,
    review,
    say_worked,
)

__all__ = [
    "answer_review",
    "change_offer",
    "close_inquiry",
    "decide_offer",
    "hide_review",
    "inquire",
    "review",
    "say_worked",
    "show_offer",
    "submit_offer",
    "withdraw_offer",
    "write_offer",
]
