"""Everything around the workers falls over in the midst of a mailing: nothing is lost, and what may
have gone twice is marked. Short here; at full length by `make chaos` (CHAOS_LONG)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from vlavirgem.servers import Servers

from tests.chaos.house import LONG, READERS, House, slowly
from tests.standins.feeds import FeedServer
from tests.standins.site import wait_until
from tests.standins.smtp_sink import SmtpSink
from tests.standins.twilio import TwilioStandIn

# One house for all of it: to make one takes longer than most of these.
pytestmark = [pytest.mark.embedded, pytest.mark.xdist_group("knocked over")]

PATIENCE = 600 if LONG else 90
DOWN = 300 if LONG else 4
"""Seconds that a mail server or a provider is away."""
CHILDREN = 2
"""Of a worker, each with a line of its own."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: Any) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    with ExitStack() as stack:
        pair = Servers(folder / "var").acquire()
        stack.callback(pair.release)
        made = House(
            folder, pair, stack.enter_context(FeedServer()),
            stack.enter_context(SmtpSink(hook=slowly)), stack.enter_context(TwilioStandIn()),
        )  # fmt: skip
        stack.enter_context(made.site)
        made.settle()
        stack.callback(made.stop)
        yield made


def is_whole(house: House, what: str, took: float) -> tuple[set[str], set[str]]:
    """Nothing is lost, no SMS came twice; returns the mails that came twice and those marked.

    Held against the count of the mail server and of Twilio, the ledger, and `qrc_status --json`.
    """
    now = house.status()["deliveries"]
    open_states = ("queued", "sending", "unknown", "failed", "suppressed", "held")
    twice: dict[str, set[str]] = {}
    marked: dict[str, set[str]] = {}
    for channel in ("email", "sms"):
        arrived, rows = house.arrived(channel), house.ledger(channel)
        assert len(rows) == READERS
        assert set(arrived) == set(rows)
        assert {state for state, _double in rows.values()} == {"sent"}
        assert {name: now[channel][name] for name in open_states} == dict.fromkeys(open_states, 0)
        assert now[channel]["sent"] == READERS * house.news
        twice[channel] = {to for to, n in arrived.items() if n > 1}
        marked[channel] = {to for to, (_state, double) in rows.items() if double}
    assert twice["sms"] == set()
    assert twice["email"] <= marked["email"]
    # A repeat is the same mail to whoever compares.
    assert len({each.message_id for each in house.smtp.accepted}) == READERS
    print(
        f"\n{what}: {READERS} mails, {READERS} sms, 0 lost, {len(twice['email'])} mails doubled, "
        f"{len(marked['email'])} marked, 0 sms doubled; whole after {took:.0f} s"
    )
    return twice["email"], marked["email"]


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_redis_goes_and_comes_back(house, how):
    house.keep_going()
    house.tell()
    house.ring()
    assert wait_until(house.when(READERS // 4), 40), house.log()
    (house.kill_redis if how == "killed" else house.stop_redis)()
    time.sleep(1)
    house.start_redis()

    took = house.drain(PATIENCE)

    # A worker never dies of it, so nothing is in doubt.
    assert is_whole(house, f"Redis {how}", took) == (set(), set())


@pytest.mark.parametrize("mode", ["immediate", "fast"])
def test_postgres_restarts(house, mode):
    house.keep_going()
    house.tell()
    house.ring()
    assert wait_until(house.when(READERS // 4), 40), house.log()
    house.restart_postgres(mode)

    took = house.drain(PATIENCE)

    twice, marked = is_whole(house, f"PostgreSQL restarted ({mode})", took)
    # What was noted and forgotten, or taken and not noted: of the claims under way, a hundred a line.
    assert len(twice) <= len(marked) <= CHILDREN * 100


def test_mail_server_is_away(house):
    house.keep_going()
    house.tell()
    house.ring()
    assert wait_until(house.when(READERS // 4), 40), house.log()
    house.smtp.close()
    time.sleep(DOWN)
    assert house.query("SELECT count(*) FROM community_delivery WHERE state = 'failed'") == [(0,)]
    house.smtp.reopen()

    took = house.drain(PATIENCE)

    _twice, marked = is_whole(house, f"Mail server away for {DOWN} s", took)
    assert len(marked) <= CHILDREN


@pytest.mark.parametrize("answer", [(429, 20429), (500, 20500), (503, 20503)])
def test_twilio_is_unwell(house, answer):
    house.keep_going()
    house.twilio.unwell = answer
    house.tell()
    house.ring()
    assert wait_until(lambda: house.twilio.turned_away > 0, 40), house.log()
    time.sleep(DOWN)
    house.twilio.unwell, house.twilio.turned_away = None, 0

    took = house.drain(PATIENCE)

    assert is_whole(house, f"Twilio answers {answer[0]} for {DOWN} s", took) == (set(), set())


def test_twilio_takes_and_says_nothing(house):
    """It has the message and never answers: asking it later finds the number."""
    house.keep_going()
    house.twilio.hang_answers = CHILDREN
    house.tell()
    house.ring()

    took = house.drain(PATIENCE)

    assert house.twilio.hang_answers == 0
    assert is_whole(house, "Twilio takes two SMS and hangs", took) == (set(), set())
