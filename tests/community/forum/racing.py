"""Several people at once."""

from __future__ import annotations

import threading
from typing import Any

from django.db import connection

from tests.standins.site import wait_until


def together(*works: Any) -> list[Any]:
    """Run these at the same time, each with a connection of its own; what each gave or raised."""
    ready = threading.Barrier(len(works))
    given: list[Any] = [None] * len(works)

    def run(n: int, work: Any) -> None:
        ready.wait(timeout=20)
        try:
            given[n] = work()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            given[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=60)
    return given


def until_somebody_waits() -> None:
    """Goes on once another connection to this database waits for a lock.

    A transaction sees who is connected as at its first look, so that look is forgotten each time:
    who connects later would never be seen.
    """

    def somebody() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid IN "
                "(SELECT pid FROM pg_stat_activity WHERE datname = current_database()))"
            )
            return bool(cursor.fetchone()[0])

    assert wait_until(somebody, 60), "nobody waits"
