"""How long a warning is under way: from stored to handed over, as the ledger itself noted it:
the very question of the screen *Cijfers*.

One national alert: three hundred municipalities, six people each, by mail, SMS and on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from statistics import median

from celery import current_app

from community.messaging.enums import State
from community.messaging.models import Delivery
from qrc.statistics.percentiles import Waits, waits_by
from qrc.statistics.waiting import stored_to_handed_over
from tests.bench import audience
from tests.bench.fan_out import started
from tests.bench.figures import Sheet, load
from tests.bench.mail import Mail
from tests.bench.sms import Sms
from tests.standins.site import Site, on_test_database, wait_until
from tests.standins.standalone import Process

CHANNELS = ("email", "sms", "web")
PATIENCE = 600


def measure(*, folder: Path, people: int, rounds: int, sheet: Sheet) -> None:
    audience.gather(people, *CHANNELS)
    mail, sms = Mail(), Sms()
    waits: dict[str, list[tuple[float, float]]] = {channel: [] for channel in CHANNELS}
    with Process(mail.sink) as post, Process(sms.sink) as twilio:
        more = mail.environment(post.port) | sms.environment(twilio.port)
        with Site(on_test_database(folder, **more), folder / "worker.log") as site:
            life = started(site)
            try:
                for number in range(rounds):
                    for channel, found in _round(people).items():
                        pair = (found.half.total_seconds(), found.nearly_all.total_seconds())
                        waits[channel].append(pair)
                        _say(sheet, "stored to handed over", channel, waits[channel][-1:],
                             round=number + 1, load=load())  # fmt: skip
            finally:
                life.kill()
    audience.disband()
    for channel, pairs in waits.items():
        _say(sheet, "stored to handed over median", channel, pairs, people=people, rounds=rounds)


def _round(people: int) -> Mapping[str, Waits]:
    current_app.control.purge()
    audience.forget_alerts()
    audience.store_advisory(audience.source())
    handed = Delivery.objects.filter(state__in=(State.SENT, State.DELIVERED))
    if not wait_until(lambda: handed.count() == people * len(CHANNELS), PATIENCE, pause=0.1):
        raise RuntimeError(f"only {handed.count()} handed over")
    return waits_by(stored_to_handed_over(), "channel")


def _say(
    sheet: Sheet, name: str, channel: str, pairs: list[tuple[float, float]], **about: float
) -> None:
    p50, p95 = (median(values) for values in zip(*pairs, strict=True))
    sheet.line(name, channel=channel, **about, p50_seconds=p50, p95_seconds=p95)
