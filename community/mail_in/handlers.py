"""Who reads the mail that comes in: each app says so in its face `mail_handlers.py`.

The first handler, by order, that takes a mail has it. It runs in the transaction that notes what
became of the mail, and may run again after a kill: it must be idempotent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message

from community.kit.registry import Registry
from community.mail_in.enums import Fate, Reason


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as a handler sees it: the envelope's addresses, and the message as far as it reads."""

    recipient: str
    sender: str
    message: Message

    @property
    def local(self) -> str:
        """The recipient before the @, in small letters."""
        return self.recipient.rpartition("@")[0].lower()


@dataclass(frozen=True, slots=True)
class Verdict:
    fate: Fate
    reason: str = ""
    delivery_id: int | None = None

    @classmethod
    def unplaced(cls, reason: Reason) -> Verdict:
        return cls(Fate.UNPLACED, reason)


class NotYet(Exception):
    """It is too early to say: the mail waits, and its handler is asked again."""


def _nobody(address: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class MailHandler:
    """`takes` looks and changes nothing; `handle` does what the mail asks for, or raises `NotYet`.

    `knows` says of an address whether only we can have made it: a flood does not shut it out.
    """

    key: str
    takes: Callable[[Mail], bool]
    handle: Callable[[Mail], Verdict]
    order: int = 0
    knows: Callable[[str], bool] = _nobody


mail_handlers: Registry[MailHandler] = Registry("mail handlers")


def register_mail_handler(handler: MailHandler) -> MailHandler:
    return mail_handlers.register(handler)
