"""What Twilio tells us afterwards: what became of an SMS, and who answered STOP.

Callbacks come late, twice and out of order, so a delivery only ever moves up in rank. The
delivery's own number stands in the callback's address: even when the answer to our request
was lost, the callback tells under which number Twilio took the message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from twilio.request_validator import RequestValidator

from community.kit.text import normalise
from community.messaging.addresses import mark_stopped, note_soft_failure, note_state, restart
from community.messaging.alarms import sound
from community.messaging.enums import AddressState, Channel, State
from community.messaging.models import Address, Delivery, DeliveryEvent
from community.messaging.tokens import make_token, read_token
from community.messaging.twilio_errors import action_for, alarm_for, may_retry, strikes_for

PURPOSE = "messaging.twilio"
PATH = "messaging/twilio/"
RANKS = {
    "accepted": 1, "scheduled": 1, "queued": 2, "sending": 3, "sent": 4,
    "failed": 5, "undelivered": 5, "canceled": 5,
    "partially_delivered": 5, "delivered": 5, "read": 6,
}  # fmt: skip
FAILURES = ("failed", "undelivered", "canceled")
ARRIVED = ("partially_delivered", "delivered", "read")
RESULT_OF_STATE = {
    State.SENT: 0,
    State.UNKNOWN: 0,
    State.SENDING: 0,
    State.DELIVERED: 5,
    State.FAILED: 5,
}
"""Rank of a delivery on which no callback came yet; a state that is absent takes none."""
RETRY_WITHIN = timedelta(hours=12)
"""A warning that could not be delivered half a day is old news, not a new try."""
STOP_WORDS = {
    "stop", "stopall", "unsubscribe", "end", "quit", "cancel", "revoke", "optout",
    "afmelden", "uitschrijven", "stoppen", "arret", "desabonner", "desinscrire",
}  # fmt: skip
START_WORDS = {"start", "unstop", "yes", "herstart", "aanmelden", "reprendre"}


def status_callback_url(delivery_id: int) -> str:
    return f"{settings.SITE_URL}/{PATH}status/{make_token(PURPOSE, str(delivery_id))}/"


def delivery_of(token: str) -> int | None:
    value = read_token(PURPOSE, token)
    return int(value) if value is not None and value.isdigit() else None


def is_from_twilio(*, path: str, params: Any, signature: str) -> bool:
    """Whether the account's own token signed this call to our public address with these fields.

    `path` as it was asked for, query included; `params` every field of the form (a QueryDict).
    """
    secret = settings.TWILIO["auth_token"]
    if not secret or not signature:
        return False
    validator = RequestValidator(secret)
    return bool(validator.validate(f"{settings.SITE_URL}{path}", params, signature))


def note_status(*, delivery_id: int, params: Mapping[str, str]) -> bool:
    """Apply one status callback; False when it said nothing new, or is of an older hand-over."""
    sid, status = params.get("MessageSid", ""), params.get("MessageStatus", "")
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().filter(pk=delivery_id).first()
        if delivery is None or not sid or not _is_news(delivery, sid, status):
            return False
        code = params.get("ErrorCode", "") if status in FAILURES else ""
        _apply(delivery, sid, status, code)
        DeliveryEvent.objects.create(
            delivery=delivery, event=f"twilio.{status}", detail=f"{sid} {code}".strip()
        )
        if code:
            _draw_conclusions(delivery, code)
    return True


def _is_news(delivery: Delivery, sid: str, status: str) -> bool:
    rank = RANKS.get(status, 0)
    if delivery.channel != Channel.SMS or not rank:
        return False
    if delivery.provider_status in FAILURES:
        return False
    if delivery.provider_id:
        return delivery.provider_id == sid and rank > _rank(delivery)
    # No number yet: the answer to our request was lost, or is still on its way. A number that
    # spoke before belongs to an earlier try.
    if delivery.events.filter(event__startswith="twilio.", detail__startswith=sid).exists():
        return False
    return delivery.state in (State.SENDING, State.UNKNOWN, State.QUEUED, State.SENT)


def _rank(delivery: Delivery) -> int:
    known = RANKS.get(delivery.provider_status, 0)
    return max(known, RESULT_OF_STATE.get(State(delivery.state), 9))


def _apply(delivery: Delivery, sid: str, status: str, code: str) -> None:
    now = timezone.now()
    delivery.provider_id, delivery.provider_status = sid, status
    delivery.state, delivery.error_code, delivery.error = State.SENT, code, alarm_for(code)
    delivery.lease_until, delivery.sent_at = None, delivery.sent_at or now
    if status in ARRIVED:
        delivery.state, delivery.delivered_at = State.DELIVERED, delivery.delivered_at or now
    elif status in FAILURES:
        delivery.state = State.FAILED
    delivery.save()


def _draw_conclusions(delivery: Delivery, code: str) -> None:
    _state, address_state, wait = action_for(code)
    if delivery.address_id is not None:
        strikes = strikes_for(code)
        if address_state is not None:
            note_state(address_id=delivery.address_id, state=address_state, reason=code)
        elif strikes is not None:
            note_soft_failure(
                address_id=delivery.address_id, reason=code, strikes=strikes,
                state=AddressState.DISABLED,
            )  # fmt: skip
    if alarm_for(code):
        sound(code, delivery_id=delivery.pk)
    fresh = delivery.queued_at > timezone.now() - RETRY_WITHIN
    if wait is not None and fresh and may_retry(code, delivery.attempts):
        _try_again(delivery, wait)


def _try_again(delivery: Delivery, wait: int) -> None:
    """Back in the queue under no number; callbacks of the old number are old news from now on."""
    delivery.state, delivery.claim = State.QUEUED, None
    delivery.provider_id = delivery.provider_status = ""
    delivery.not_before = timezone.now() + timedelta(seconds=wait)
    delivery.save()


def note_answer(*, params: Mapping[str, str]) -> Address | None:
    """An SMS that came in: STOP and its synonyms close the number, START opens what STOP closed.

    Returns the address that changed, or None: any other text, or a number we do not know.
    """
    word = re.sub(r"[^\w]", "", normalise(params.get("Body", "")))
    opted = params.get("OptOutType", "").upper()
    stops = opted == "STOP" or word in STOP_WORDS
    starts = opted == "START" or word in START_WORDS
    sender = params.get("From", "")
    with transaction.atomic():
        address = Address.objects.filter(channel=Channel.SMS, value=sender).first()
        if address is None or not (stops or starts):
            return None
        if stops:
            return mark_stopped(address=address, reason="STOP")
        if address.state != AddressState.STOPPED:
            return None
        # It came from the phone itself: no better proof.
        return restart(address=address, proven=True)
