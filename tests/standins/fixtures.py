from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.standins.clamd import Clamd
from tests.standins.feeds import FeedServer
from tests.standins.receiver import Receiver
from tests.standins.smtp_sink import SmtpSink
from tests.standins.twilio import TwilioStandIn
from tests.standins.twilio_contract import Contract


@pytest.fixture
def smtp(settings: Any) -> Iterator[SmtpSink]:
    """A mail server that keeps what this test's site sends."""
    with SmtpSink() as sink:
        settings.EMAIL_URL = sink.url
        yield sink


@pytest.fixture
def twilio(settings: Any) -> Iterator[TwilioStandIn]:
    """A Twilio that keeps what this test's site sends."""
    from community.messaging.channels.sms import client

    with TwilioStandIn() as stand_in:
        settings.TWILIO = stand_in.settings
        client.cache_clear()
        yield stand_in
    client.cache_clear()


@pytest.fixture
def strict_twilio(twilio: TwilioStandIn, real_data: Path) -> TwilioStandIn:
    """The same, holding each request against Twilio's own description."""
    twilio.contract = Contract.read(real_data / "twilio" / "twilio_api_v2010.json")
    return twilio


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """An organisation's own system that webhooks and cards may reach."""
    with Receiver() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.WEBHOOK_ALLOWED_PRIVATE_HOSTS = f"127.0.0.1:{server.server_port}"
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def feeds(settings: Any) -> Iterator[FeedServer]:
    """A web server with feeds that the poller may reach."""
    with FeedServer() as server:
        settings.QRC_ALLOWED_PRIVATE_HOSTS = server.host
        yield server


@pytest.fixture
def clamd(settings: Any) -> Iterator[Clamd]:
    """A scanner that every file of this test passes."""
    with Clamd() as server:
        settings.CLAMAV_URL = server.url
        yield server
