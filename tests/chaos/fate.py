"""Who kills the worker, when, and what was known of that life."""

from __future__ import annotations

import random
import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import pytest
from celery import current_app

from community.messaging.enums import State
from community.messaging.models import Delivery
from tests.standins.site import Life, Site, wait_until

PER_LIFE = 20
CHILDREN = 2
"""Of a worker, each with a line of its own to the mail server."""
PATIENCE = 60


@dataclass
class Fate:
    """Kills a life during, or right after, a message chosen by lot."""

    kills: int
    stages: tuple[str, ...]
    seed: int = 7
    life: Life | None = None
    lives: int = 0
    # By life: what was handed over, in order, and whether a message set off its end.
    handed: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    ended: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lot = random.Random(self.seed)
        self.lock = threading.Lock()
        self.draw()

    def draw(self) -> None:
        self.at, self.stage = self.lot.randint(2, PER_LIFE), self.lot.choice(self.stages)

    def begin(self, site: Site) -> Life:
        with self.lock:
            self.lives += 1
            self.life = site.start("worker")
        return self.life

    def heard(self, stage: str, what: str, *, is_handed: bool) -> None:
        with self.lock:
            if is_handed:
                self.handed[self.lives].append(what)
            # The message under way counts from the moment its envelope came in.
            count = len(self.handed[self.lives]) + (not is_handed)
            due = len(self.ended) < self.kills and self.lives not in self.ended
            if due and stage == self.stage and count >= self.at and self.life is not None:
                self.ended[self.lives] = stage
                self.life.kill()
                self.draw()

    def twice(self) -> Counter[str]:
        times = Counter(each for life in self.handed.values() for each in life)
        return Counter({each: n for each, n in times.items() if n > 1})


def undecided() -> int:
    return Delivery.objects.filter(state__in=(State.QUEUED, State.SENDING)).count()


def ring(channel: str) -> None:
    """What beat does every fifteen seconds, and a new message at once."""
    current_app.send_task("community.messaging.tasks.sweep")
    for _hand in range(CHILDREN):
        current_app.send_task("community.messaging.tasks.deliver", (channel,))


def live_and_die(fate: Fate, site: Site, channel: str) -> None:
    """Life after life until nothing waits; a life that ends without having sent is a fault."""
    while undecided():
        life = fate.begin(site)
        for _turn in range(PATIENCE):
            ring(channel)
            if wait_until(lambda: not life.alive() or not undecided(), 1.0):  # noqa: B023
                break
        else:
            pytest.fail(f"{undecided()} left after {PATIENCE} s: {life.said()}")
        if life.alive() and not life.killed:
            life.kill()
        elif fate.lives not in fate.ended:
            pytest.fail(f"the worker died by itself: {life.said()}")
        assert wait_until(lambda: not life.alive(), 10)  # noqa: B023
    current_app.control.purge()
