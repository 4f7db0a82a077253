"""How many queued digests leave before a critical warning that comes behind them: one batch at most."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.test import override_settings
from django.utils import timezone

from community.messaging.delivering import BATCH, deliver
from community.messaging.enums import State
from community.messaging.models import Address, Delivery
from community.messaging.services import notify
from community.messaging.values import Recipient, Words
from qrc.notifications import ALERT, BUNDLE
from tests.bench import audience
from tests.bench.figures import Sheet, load
from tests.bench.mail import Mail
from tests.standins.site import wait_until
from tests.standins.standalone import Process

MOST_BATCHES = 1.0
PATIENCE = 120
TURN_SECONDS = 0.5
WORDS = {("email", "nl"): Words(text=audience.TEXT, subject="Uw dag", html="<p>Uw dag</p>")}


def measure(*, digests: int, sheet: Sheet) -> None:
    mail = Mail()
    readers = audience.addresses("email", [f"bundel{n}@stad.example" for n in range(digests)])
    _queue(BUNDLE, readers, "bench:digests")
    audience.look_over()
    with (
        Process(mail.sink) as post,
        override_settings(**mail.environment(post.port)),
        _sender(),
    ):
        sent = Delivery.objects.filter(state=State.SENT)
        _must(
            wait_until(lambda: sent.filter(message__kind=BUNDLE.key).exists(), PATIENCE, pause=0.01)
        )
        _queue(ALERT, readers[:1], "bench:critical", priority=1)
        stored = timezone.now()
        _must(
            wait_until(lambda: sent.filter(message__kind=ALERT.key).exists(), PATIENCE, pause=0.01)
        )
    first = sent.get(message__kind=ALERT.key)
    before = sent.filter(message__kind=BUNDLE.key, sent_at__gt=stored, sent_at__lt=first.sent_at)
    batches = before.count() / BATCH
    sheet.line(
        "critical overtakes digests", digests=digests, before=before.count(), ratio=batches,
        seconds=max(0.0, (first.sent_at - stored).total_seconds()), load=load(),
    )  # fmt: skip
    sheet.at_most("batches of digests before a critical warning", batches, MOST_BATCHES)
    audience.forget_alerts()
    Address.objects.filter(value__startswith="bundel").delete()


def _queue(kind: object, to: list[Address], key: str, priority: int | None = None) -> None:
    people = [Recipient(f"lezer:{each.pk}", "email", each.pk) for each in to]
    notify(kind, to=people, content=WORDS, key=key, priority=priority)  # type: ignore[arg-type]


@contextmanager
def _sender() -> Iterator[None]:
    """One sender, as a child of the worker is one."""
    stop = threading.Event()

    def send() -> None:
        while not stop.is_set():
            if not deliver("email", seconds=TURN_SECONDS):
                time.sleep(0.01)
        connections.close_all()

    thread = threading.Thread(target=send)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _must(came: bool) -> None:
    if not came:
        raise RuntimeError("nothing was handed over")
