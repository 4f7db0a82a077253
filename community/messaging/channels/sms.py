"""SMS through Twilio's client; without an account it stays in the outbox page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from community.kit.text import gsm7, segments
from community.messaging import allowances
from community.messaging.alarms import BUDGET
from community.messaging.bodies import stamped_text
from community.messaging.budgets import Purse
from community.messaging.callbacks import status_callback_url
from community.messaging.channels.email import DemoGuard, HouseSender, is_loopback
from community.messaging.channels.twilio_line import FAILURES, TWILIO, KeepAlive, NotConnected
from community.messaging.enums import Channel, State
from community.messaging.jobs import Job, LineDown, Outcome, Sender
from community.messaging.models import SmsAllowance
from community.messaging.twilio_errors import action_for, alarm_for, is_known

VALID_SECONDS = 4 * 3600
"""After four hours a warning is decided anew rather than delivered late (qrc.md §6)."""
EVERYONE_WAITS = ("20429", "21611", "30001")
"""Refusals that say the line is full, whoever the message is for."""
LONGEST = 1600
"""Characters Twilio takes in one message."""


@lru_cache(maxsize=1)
def client() -> Client:
    twilio = settings.TWILIO
    line = KeepAlive(twilio["api_base"])
    return Client(twilio["account_sid"], twilio["auth_token"], http_client=line)


class TwilioSender(Sender):
    def __init__(self, purse: Purse) -> None:
        self.purse = purse
        self.allowances = allowances.allowances()
        self.client = client()
        service = settings.TWILIO["messaging_service_sid"]
        self.origin = (
            {"MessagingServiceSid": service} if service else {"From": settings.TWILIO["from"]}
        )

    def send(self, job: Job) -> Outcome:
        text = gsm7(stamped_text(job))[:LONGEST]
        count = segments(text)
        payer = self.allowances.get(allowances.payer_of(job) or 0)
        if payer and not allowances.take(payer, amount=count, priority=job.priority):
            allowances.note_capped(payer, delivery_id=job.id)
            return Outcome(
                State.SUPPRESSED, error_code=allowances.CODE, error="Sms-budget van het bestuur."
            )
        if not self.purse.take(count):
            self._give_back(0, count, payer)
            return Outcome(
                State.SUPPRESSED, error_code=BUDGET, error="Maandbudget is op.", alarm=BUDGET
            )
        try:
            outcome = self._hand_over(job, text)
        except LineDown:
            self._give_back(count, count, payer)
            raise
        if outcome.state in (State.SENT, State.UNKNOWN):
            return replace(outcome, segments=count)
        self._give_back(count, count, payer)
        return outcome

    def _give_back(self, held: int, counted: int, payer: SmsAllowance | None) -> None:
        self.purse.give_back(held)
        if payer:
            allowances.give_back(payer, amount=counted)

    def _hand_over(self, job: Job, text: str) -> Outcome:
        try:
            # What `messages.create` asks, without the object that it makes of the answer: that takes
            # longer than all we do ourselves.
            message = self.client.api.v2010.create(
                "POST",
                f"/Accounts/{self.client.account_sid}/Messages.json",
                data={
                    "To": job.address, "Body": text, "ValidityPeriod": VALID_SECONDS,
                    "StatusCallback": status_callback_url(job.id), "RiskCheck": "disable",
                    **self.origin,
                },
            )  # fmt: skip
        except TwilioRestException as error:
            return _refused(error)
        except NotConnected as error:
            raise LineDown(str(error)) from error
        except FAILURES as error:
            # The request may have arrived: only the provider can tell.
            return Outcome(State.UNKNOWN, error_code="no-answer", error=str(error)[:300])
        return Outcome(
            State.SENT, provider_id=str(message["sid"]), provider_status=str(message["status"])
        )


def _refused(error: TwilioRestException) -> Outcome:
    if error.status >= 500:
        return Outcome(State.UNKNOWN, error_code=str(error.status), error=str(error.msg))
    code = str(error.code or error.status)
    if error.status == 401 or error.code == 20003:
        raise LineDown(f"Twilio weigert de aanmelding: {error.msg}", alarm="20003")
    if error.status == 429 or code in EVERYONE_WAITS:
        wait = action_for(code if code in EVERYONE_WAITS else 429)[2]
        raise LineDown(f"Twilio vraagt te wachten: {error.msg}", wait=wait or 30)
    if error.status == 403 and not (is_known(code) or alarm_for(code)):
        raise LineDown(f"Twilio weigert de toegang: {error.msg}", alarm="20003")
    state, address_state, wait = action_for(code)
    return Outcome(
        state, error_code=code, error=str(error.msg), retry_seconds=wait,
        address_state=address_state, alarm=code if alarm_for(code) else "",
    )  # fmt: skip


def find_at_provider(
    *, to: str, text: str, since: Any, besides: Collection[str] = ()
) -> tuple[str, str] | None:
    """(sid, status) of the message with this text that Twilio took since then; None when none.

    `besides` are numbers of messages that are known to be others: the same words may be sent twice.
    """
    window = client().messages.list(to=to, date_sent_after=since - timedelta(minutes=5), limit=200)
    for message in window:
        if message.body == text and message.sid not in besides:
            return message.sid or "", str(message.status)
    return None


class Sms:
    name = str(Channel.SMS)
    repeatable = False

    @contextmanager
    def open(self) -> Iterator[Sender]:
        if not settings.TWILIO["account_sid"]:
            yield HouseSender()
            return
        base = urlsplit(settings.TWILIO["api_base"] or TWILIO).hostname or ""
        month = timezone.localdate().strftime("%Y-%m")
        purse = Purse(scope="sms", period=month, cap=settings.SMS_MONTHLY_CAP)
        sender = TwilioSender(purse)
        try:
            yield sender if is_loopback(base) else DemoGuard(sender)
        finally:
            purse.close()


CHANNEL = Sms()
