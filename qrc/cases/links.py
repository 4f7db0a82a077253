"""The link by which somebody says without signing in that his organisation has seen a warning.

It stands in a mail or an SMS, so it is short, says who holds it and until which day it counts,
and is the same whenever it is built again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.http import base36_to_int, int_to_base36

from community.messaging.tokens import make_token, read_token
from qrc.cases.enums import Via

PURPOSE = "qrc.acknowledge"
PATH = "b/"
DAYS = 30
VIA = {"m": Via.EMAIL, "s": Via.SMS}
SIGN = {str(via): sign for sign, via in VIA.items()}


@dataclass(frozen=True, slots=True)
class Link:
    subscriber: int
    advisory: int
    last_day: date
    via: str

    @property
    def is_expired(self) -> bool:
        return timezone.localdate() > self.last_day


def acknowledge_token(*, subscriber: int, advisory: int, since: date, via: str) -> str:
    numbers = (subscriber, advisory, since.toordinal() + DAYS)
    return make_token(PURPOSE, ".".join([*map(int_to_base36, numbers), SIGN[str(via)]]))


def acknowledge_url(*, subscriber: int, advisory: int, since: date, via: str) -> str:
    token = acknowledge_token(subscriber=subscriber, advisory=advisory, since=since, via=via)
    return f"{settings.SITE_URL}/{PATH}{token}"


def read_link(token: str) -> Link | None:
    """What a link of ours says, also after its last day; None for any other text."""
    value = read_token(PURPOSE, token)
    if value is None:
        return None
    subscriber, advisory, day, sign = value.split(".")
    last = date.fromordinal(base36_to_int(day))
    return Link(base36_to_int(subscriber), base36_to_int(advisory), last, str(VIA[sign]))
