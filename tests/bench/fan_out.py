"""One alert to many, by a worker as `make run` starts it, against a bare loop of the same bytes.

A round is first ours and then the loop, one right after the other, so that whatever else the
machine does befalls both. Ours runs from before the advisory is stored until the last message is
accepted: matching, rows, rendering, claims and noted results are all in it.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from celery import current_app

from community.messaging.enums import State
from community.messaging.models import Delivery
from tests.bench import audience
from tests.bench.figures import Sheet, load, middle
from tests.bench.processes import processor_seconds
from tests.standins.site import Life, Site, on_test_database, wait_until
from tests.standins.standalone import Process

MOST_SECONDS = 2.5
"""Of processor, per thousand."""
PATIENCE = 600


class Line(ABC):
    """A channel: its sink, how the site is pointed at it, and the bare loop against it."""

    name: ClassVar[str]
    channel: ClassVar[str]
    sink: ClassVar[str]
    least_ratio: ClassVar[float] = 0.5

    @abstractmethod
    def environment(self, port: int) -> dict[str, str]: ...

    @abstractmethod
    def send_all(self, port: int, messages: list[Any]) -> None:
        """The bare loop over one connection, with what the sink kept of ours."""


@dataclass
class Round:
    line: Line
    sink: Process
    life: Life
    folder: Path
    size: int

    def ours(self, source: Any) -> dict[str, float]:
        self.sink.ask("reset")
        used = processor_seconds(self.life.pid)
        begin = time.monotonic()
        audience.store_advisory(source)
        told = self.sink.ask("wait", self.size, PATIENCE)
        self._settle(told)
        seconds = told["last_at"] - begin
        cost = processor_seconds(self.life.pid) - used
        return {
            "ours_per_second": self.size / seconds,
            "processor_seconds_per_1000": cost * 1000 / self.size,
        }

    def _settle(self, told: dict[str, Any]) -> None:
        """Every row says what the sink says: nothing is measured that went wrong."""
        mine = Delivery.objects.filter(channel=self.line.channel)
        wait_until(lambda: not mine.exclude(state=State.SENT).exists(), 60, pause=0.1)
        count, states = told["count"], set(mine.values_list("state", flat=True))
        if count != self.size or mine.count() != self.size or states != {State.SENT}:
            raise RuntimeError(f"{count} of {self.size} came in, {states}: {self.life.said()}")

    def loop(self) -> dict[str, float]:
        messages = self.sink.kept(self.folder / "kept")
        self.sink.ask("reset")
        begin = time.monotonic()
        self.line.send_all(self.sink.port, messages)
        told = self.sink.ask("wait", self.size, PATIENCE)
        if told["count"] != self.size:
            raise RuntimeError(f"{told['count']} of {self.size} came in from the loop")
        return {"loop_per_second": self.size / (told["last_at"] - begin)}


def measure(line: Line, *, folder: Path, size: int, rounds: int, sheet: Sheet) -> None:
    name = f"fan-out {line.name}"
    audience.gather(size, line.channel)
    rows = []
    with Process(line.sink) as sink:
        environment = on_test_database(folder, **line.environment(sink.port))
        with Site(environment, folder / "worker.log") as site:
            life = started(site)
            try:
                rounds_ = Round(line, sink, life, folder, size)
                for number in range(rounds):
                    rows.append(_one(rounds_))
                    sheet.line(name, round=number + 1, **rows[-1], load=load())
            finally:
                life.kill()
    audience.disband()
    _conclude(line, middle(rows), sheet, subscribers=size, rounds=rounds)


def started(site: Site) -> Life:
    """A worker that answers: what is measured is work, and not how long Python takes to load."""
    current_app.control.purge()
    life = site.start("worker")
    if not wait_until(lambda: current_app.control.ping(timeout=0.5), 120):
        raise RuntimeError(f"the worker does not answer: {life.said()}")
    return life


def _one(a_round: Round) -> dict[str, float]:
    current_app.control.purge()
    audience.forget_alerts()
    row = a_round.ours(audience.source()) | a_round.loop()
    return row | {"ratio": row["ours_per_second"] / row["loop_per_second"]}


def _conclude(line: Line, figures: dict[str, float], sheet: Sheet, **about: int) -> None:
    name = f"fan-out {line.name}"
    # The ratio is the median of the rounds' ratios: both of a round knew the same machine.
    sheet.line(f"{name} median", **about, **figures)
    sheet.at_least(f"{name}: ratio", figures["ratio"], line.least_ratio)
    sheet.at_most(
        f"{name}: processor seconds per 1000", figures["processor_seconds_per_1000"], MOST_SECONDS
    )
