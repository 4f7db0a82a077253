"""The link by which a contact says, without signing in, that a drill has reached him.

As short as the one of a warning (`qrc/cases/links.py`), and of a purpose of its own: the one never
opens the other. Until when it counts stands in the drill.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.http import base36_to_int, int_to_base36

from community.messaging.tokens import make_token, read_token
from qrc.cases.links import SIGN, VIA

PURPOSE = "qrc.drill"
PATH = "oef/"


@dataclass(frozen=True, slots=True)
class Link:
    subscriber: int
    drill: int
    via: str


def answer_token(*, subscriber: int, drill: int, via: str) -> str:
    numbers = (int_to_base36(subscriber), int_to_base36(drill))
    return make_token(PURPOSE, ".".join([*numbers, SIGN[str(via)]]))


def answer_url(*, subscriber: int, drill: int, via: str) -> str:
    return f"{settings.SITE_URL}/{PATH}{answer_token(subscriber=subscriber, drill=drill, via=via)}"


def read_link(token: str) -> Link | None:
    """What a link of ours says; None for any other text."""
    value = read_token(PURPOSE, token)
    if value is None:
        return None
    subscriber, drill, sign = value.split(".")
    return Link(base36_to_int(subscriber), base36_to_int(drill), str(VIA[sign]))
