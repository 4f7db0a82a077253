"""SMS through Twilio's client; without an account it stays in the outbox page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3
from django.conf import settings
from django.utils import timezone
from twilio.base.exceptions import TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from community.kit.text import gsm7, segments
from community.messaging.bodies import stamped_text
from community.messaging.budgets import refund, spend
from community.messaging.callbacks import status_callback_url
from community.messaging.channels.email import DemoGuard, HouseSender, is_loopback
from community.messaging.enums import Channel, State
from community.messaging.jobs import Job, LineDown, Outcome, Sender
from community.messaging.twilio_errors import action_for

TWILIO = "https://api.twilio.com"
VALID_SECONDS = 4 * 3600
"""After four hours a warning is decided anew rather than delivered late (qrc.md §6)."""
LONGEST = 1600
"""Characters Twilio takes in one message."""


class KeepAlive(HttpClient):
    """Twilio's transport over a kept-alive pool, to its own host or to the one we were given."""

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self.pool = urllib3.PoolManager(maxsize=4, retries=False, timeout=urllib3.Timeout(15))

    def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        address = url.replace(TWILIO, self.base, 1) if self.base else url
        if params:
            address += "?" + urlencode(params, doseq=True)
        head = dict(headers or {})
        if auth:
            head |= urllib3.util.make_headers(basic_auth=":".join(auth))
        body = urlencode(data, doseq=True) if data else None
        if body is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        reply = self.pool.request(method, address, body=body, headers=head, redirect=False)
        return Response(reply.status, reply.data.decode("utf-8"), dict(reply.headers))


@lru_cache(maxsize=1)
def client() -> Client:
    twilio = settings.TWILIO
    line = KeepAlive(twilio["api_base"])
    return Client(twilio["account_sid"], twilio["auth_token"], http_client=line)


class TwilioSender:
    def __init__(self) -> None:
        service = settings.TWILIO["messaging_service_sid"]
        self.origin = (
            {"messaging_service_sid": service} if service else {"from_": settings.TWILIO["from"]}
        )

    def send(self, job: Job) -> Outcome:
        text = gsm7(stamped_text(job))[:LONGEST]
        count = segments(text)
        month = timezone.localdate().strftime("%Y-%m")
        if not spend(scope="sms", period=month, amount=count, cap=settings.SMS_MONTHLY_CAP):
            return Outcome(State.SUPPRESSED, error_code="budget", error="Maandbudget is op.")
        outcome = self._hand_over(job, text, count)
        if outcome.state not in (State.SENT, State.UNKNOWN) or outcome.retry_seconds is not None:
            refund(scope="sms", period=month, amount=count)
        return outcome

    def _hand_over(self, job: Job, text: str, count: int) -> Outcome:
        try:
            message = client().messages.create(
                to=job.address, body=text, status_callback=status_callback_url(job.id),
                validity_period=VALID_SECONDS, risk_check="disable", **self.origin,
            )  # fmt: skip
        except TwilioRestException as error:
            return _refused(error)
        except (
            urllib3.exceptions.NewConnectionError,
            urllib3.exceptions.ConnectTimeoutError,
        ) as error:
            raise LineDown(str(error)) from error
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            # The request may have arrived: only the provider can tell.
            return Outcome(
                State.UNKNOWN, error_code="no-answer", error=str(error)[:300], segments=count
            )
        return Outcome(
            State.SENT, provider_id=message.sid or "", provider_status=str(message.status),
            segments=count,
        )  # fmt: skip


def _refused(error: TwilioRestException) -> Outcome:
    if error.status >= 500:
        return Outcome(State.UNKNOWN, error_code=str(error.status), error=str(error.msg))
    if error.status in (401, 403) or error.code == 20003:
        raise LineDown(f"Twilio weigert de aanmelding: {error.msg}")
    state, address_state, wait = action_for(429 if error.status == 429 else error.code)
    return Outcome(
        state, error_code=str(error.code or error.status), error=str(error.msg),
        retry_seconds=wait, address_state=address_state,
    )  # fmt: skip


def find_at_provider(*, to: str, text: str, since: Any) -> tuple[str, str] | None:
    """(sid, status) of the message with this text that Twilio took since then; None when none."""
    window = client().messages.list(to=to, date_sent_after=since - timedelta(minutes=5), limit=200)
    for message in window:
        if message.body == text:
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
        sender = TwilioSender()
        yield sender if is_loopback(base) else DemoGuard(sender)


CHANNEL = Sms()
