"""What an error of Twilio means for the message and for the number it went to.

Sources: Twilio's error dictionary; what we do about each is our own choice. Codes below 30000
refuse the request itself (nothing was sent or charged), 30000 and up come back by callback.
"""

from __future__ import annotations

from community.messaging.enums import AddressState, State

Action = tuple[State, AddressState | None, int | None]
"""State of the delivery, new state of the address or None, seconds until a new try or None."""

DISABLED = (State.FAILED, AddressState.DISABLED, None)
FAILED = (State.FAILED, None, None)
HOUR = 3600

ACTIONS: dict[int, Action] = {
    429: (State.FAILED, None, 30),
    20429: (State.FAILED, None, 30),
    30001: (State.FAILED, None, 300),  # queue overflow
    21611: (State.FAILED, None, 300),  # this sender's queue is full
    30003: (State.FAILED, None, 2 * HOUR),  # phone off or out of reach
    30008: (State.FAILED, None, HOUR),  # unknown error
    21211: DISABLED,  # no such number
    21217: DISABLED,
    21614: DISABLED,  # cannot take an SMS
    30004: DISABLED,  # blocked
    30006: DISABLED,  # land line, or a network that cannot be reached
    21610: (State.SUPPRESSED, AddressState.STOPPED, None),  # said STOP
}
MOST_TRIES = {30003: 3, 30008: 2}
"""In how many tries at most, where a new try may be in vain."""
STRIKES = {30005: 2}
"""Errors that disable a number only after so many failed messages: it may be ported today."""
ALARMS = {
    20003: "Twilio weigert de aanmelding.",
    21408: "De landcode is niet opengezet bij Twilio.",
    21606: "De afzender kan geen sms sturen.",
    21612: "Deze afzender en dit nummer gaan niet samen.",
    30007: "Een netwerk filtert de tekst als spam.",
    30042: "Een netwerk weigert de naam van de afzender.",
}
"""Errors of our own set-up: an editor has to look, trying again does not help."""


def action_for(error_code: int | str | None) -> Action:
    """What to do about an error code; a code we do not know simply failed."""
    return ACTIONS.get(_number(error_code), FAILED)


def is_known(error_code: int | str | None) -> bool:
    """Whether this code is about one message or number, and not about us."""
    return _number(error_code) in ACTIONS


def may_retry(error_code: int | str | None, attempts: int) -> bool:
    number = _number(error_code)
    return ACTIONS.get(number, FAILED)[2] is not None and attempts < MOST_TRIES.get(number, 12)


def strikes_for(error_code: int | str | None) -> int | None:
    """After how many failed messages in a row this error disables the number; None = never."""
    return STRIKES.get(_number(error_code))


def alarm_for(error_code: int | str | None) -> str:
    """What to tell an editor, in Dutch; empty when it is nobody's concern."""
    return ALARMS.get(_number(error_code), "")


def _number(error_code: int | str | None) -> int:
    text = str(error_code or "").strip()
    return int(text) if text.isascii() and text.isdigit() else 0
