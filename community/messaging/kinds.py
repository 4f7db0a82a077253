"""The kinds of message the house can send; every app declares its own in `notifications.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from community.kit.registry import Registry
from community.messaging.enums import Channel


def everybody(user: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message. What `can_be_disabled` obeys the receiver's preferences.

    `list_id` names the mailing list in List-Id and groups what one unsubscribe stops; a kind
    without one carries no unsubscribe (a password mail is no list). Of a kind with `newest_only`
    one recipient hears the last word of a thread alone, never an earlier one after it.
    """

    key: str
    label: str | Promise
    description: str | Promise = ""
    channels: tuple[str, ...] = (Channel.EMAIL, Channel.WEB)
    can_be_disabled: bool = True
    # A question whether an address is somebody's goes to an address not yet confirmed.
    to_unconfirmed: bool = False
    list_id: str = ""
    newest_only: bool = False
    priority: int = 5
    order: int = 0
    # Whom it can reach at all: only they are offered the choice.
    audience: Callable[[Any], bool] = everybody

    @property
    def may_wait(self) -> bool:
        """Whether quiet hours hold it: not what somebody asked for and waits for now."""
        return not self.to_unconfirmed


kinds: Registry[Kind] = Registry("kinds")


def register_kind(kind: Kind) -> Kind:
    kinds.register(kind)
    return kind
