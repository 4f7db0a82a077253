"""A whole house on servers of its own, whose parts a test may knock over: real worker and beat,
PostgreSQL, Redis, a mail server and a Twilio. Only commands bring work in; no test looks inside but
by `qrc_status --json`, the ledger, and what arrived."""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from celery import Celery
from vlavirgem.servers import Servers, places, postgres, redis

from tests.qrc.feeds.writing import item, rss
from tests.standins.feeds import FeedServer
from tests.standins.site import Life, Site, on_test_database, wait_until
from tests.standins.smtp_sink import Accepted, SmtpSink
from tests.standins.twilio import TwilioStandIn

LEASE = 3
LONG = os.environ.get("CHAOS_LONG") == "1"
"""At full length nothing is hastened: waits of half a minute are waited for."""
READERS = 600 if LONG else 120
SLOWLY = 0.01
"""Seconds a message costs the mail server, so that something can happen meanwhile."""


@dataclass
class House:
    """Made once for a module; each test tells one piece of news to all readers."""

    folder: Path
    pair: Servers
    feeds: FeedServer
    smtp: SmtpSink
    twilio: TwilioStandIn
    news: int = 0
    lives: dict[str, Life] = field(default_factory=dict)

    def __post_init__(self) -> None:
        environment = on_test_database(
            self.folder, DATABASE_URL=self.pair.database_url(), REDIS_URL=self.pair.redis_url(),
            EMAIL_URL=self.smtp.url, QRC_ALLOWED_PRIVATE_HOSTS=self.feeds.host,
            MESSAGING_LEASE_SECONDS=str(LEASE), SMS_MONTHLY_CAP="100000", **self.twilio.environment,
        )  # fmt: skip
        self.site = Site(environment, self.folder / "site.log")

    def settle(self) -> None:
        """Make the tables, the readers and the source."""
        self.command("migrate", "--verbosity=0", seconds=300)
        path = self.folder / "readers.csv"
        lines = [f"lezer{n}@stad.example,+3247100{n:04},,low,true" for n in range(READERS)]
        path.write_text(
            "email,phone,organisation,min_severity,verified\n" + "\n".join(lines) + "\n"
        )
        self.command("qrc_subscriber", "import", str(path))
        self.feeds.serve("/feed.xml", rss(item(0)))
        self.command(
            "qrc_source", "add", "--name", "CERT", "--url", self.feeds.url("/feed.xml"),
            "--kind", "rss", "--interval", "1440",
        )  # fmt: skip
        self.command("qrc_poll", "--source", "CERT")

    def command(self, *words: str, seconds: float = 60) -> None:
        life = self.site.start(*words)
        assert wait_until(lambda: not life.alive(), seconds), life.said()

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.pair.database_url(), autocommit=True) as line:
            found = line.execute(sql, values)
            return found.fetchall() if found.description else []

    def keep_going(self) -> None:
        """Start what died, as whatever started the site would."""
        for part in ("worker", "beat"):
            if part not in self.lives or not self.lives[part].alive():
                self.lives[part] = self.site.start(part)

    def stop(self) -> None:
        for life in self.lives.values():
            life.kill()
        assert wait_until(lambda: not any(life.alive() for life in self.lives.values()), 10)
        self.lives.clear()

    def tell(self) -> None:
        """One more warning, to every reader by mail and SMS."""
        self.news += 1
        self.smtp.reset()
        # Not `reset`: a provider never gives a number twice, and ours are known by theirs.
        self.twilio.messages.clear()
        self.feeds.serve("/feed.xml", rss(*(item(n) for n in range(self.news + 1))))
        self.command("qrc_poll", "--source", "CERT")
        assert self.query("SELECT count(*) FROM qrc_advisory")[0][0] == self.news + 1

    def ring(self) -> None:
        """What beat does each fifteen seconds."""
        with suppress(Exception), Celery(broker=self.broker) as bell:
            for task in ("activity.tasks.pay", "messaging.tasks.sweep"):
                bell.send_task(f"community.{task}", retry=False, ignore_result=True)

    @property
    def broker(self) -> str:
        url = self.pair.redis_url()
        return url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")

    def hasten(self) -> None:
        """In the short run, time passes at once for what waits for its next try or an answer."""
        if not LONG:
            with suppress(psycopg.Error):
                self.query(
                    "UPDATE community_delivery SET not_before = now() - interval '1 hour' "
                    "WHERE state IN ('queued', 'unknown') AND not_before > now() - interval '4 minutes'"
                )

    def waiting(self) -> int:
        """Deliveries without an end, and reactions we still owe."""
        try:
            return int(
                self.query(
                    "SELECT (SELECT count(*) FROM community_delivery WHERE state IN "
                    "('queued', 'sending', 'unknown') AND channel IN ('email', 'sms'))"
                    " + (SELECT count(*) FROM community_owed WHERE paid_at IS NULL)"
                )[0][0]
            )
        except psycopg.Error:
            return -1

    def drain(self, seconds: float) -> float:
        """Until nothing waits; returns how long that took."""
        began = time.monotonic()
        while (left := self.waiting()) != 0:
            assert time.monotonic() - began < seconds, f"{left} left: {self.log()}"
            self.keep_going()
            self.hasten()
            self.ring()
            time.sleep(0.5)
        return time.monotonic() - began

    def log(self) -> str:
        path = self.folder / "site.log"
        return path.read_text(errors="replace")[-4000:] if path.exists() else ""

    def status(self) -> dict[str, Any]:
        said = self.site.run("qrc_status", "--json")
        return json.loads(said.stdout)  # type: ignore[no-any-return]

    def ledger(self, channel: str) -> dict[str, tuple[str, bool]]:
        """By address: state, and whether it may be double, of the last news."""
        rows = self.query(
            "SELECT a.value, d.state, d.maybe_double FROM community_delivery d "
            "JOIN community_address a ON a.id = d.address_id JOIN community_message m ON m.id = d.message_id "
            "WHERE d.channel = %s AND m.kind = 'qrc.alert' "
            "AND m.id = (SELECT max(id) FROM community_message WHERE kind = 'qrc.alert')",
            channel,
        )  # fmt: skip
        return {value: (state, double) for value, state, double in rows}

    def arrived(self, channel: str) -> Counter[str]:
        if channel == "email":
            return Counter(each.to[0] for each in self.smtp.accepted)
        return Counter(each["to"] for each in self.twilio.messages)

    # ── what may be knocked over ──────────────────────────────────────────────────────────

    def kill_redis(self) -> None:
        pid = int((self.pair.place.sockets / "redis.pid").read_text())
        os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda: not places.answers(self.pair.place.redis_socket), 10)

    def stop_redis(self) -> None:
        redis.stop(self.pair.place)

    def start_redis(self) -> None:
        redis.start(self.pair.place)

    def restart_postgres(self, mode: str) -> None:
        place = self.pair.place
        places.run(
            [postgres.program("pg_ctl"), "-D", str(place.data), "-m", mode, "-w", "-t", "60",
             "-l", str(place.logs / "postgres.log"), "restart"],
            place.var, what="PostgreSQL herstarten",
        )  # fmt: skip

    def when(self, count: int) -> Callable[[], bool]:
        """Whether so many mails of the last news arrived."""
        return lambda: self.smtp.count >= count


def slowly(stage: str, message: Accepted) -> None:
    if stage == "data":
        time.sleep(SLOWLY)
