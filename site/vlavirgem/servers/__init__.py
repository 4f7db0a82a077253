"""PostgreSQL and Redis from their wheels, shared by every process that uses one VAR_DIR.

Who uses the servers is counted by the kernel: each user holds a shared lock on
`servers.users`. The one who can turn his lock into an exclusive one is the last, and stops them.
A killed process drops its lock, so the count can never go stale.
"""

from __future__ import annotations

import atexit
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

from vlavirgem.servers import postgres, redis
from vlavirgem.servers.places import CannotStart, Place, place_for

__all__ = ["CannotStart", "Servers"]

_held: dict[Path, tuple[Servers, IO[str]]] = {}


class Servers:
    """The embedded servers of one folder. Making one starts nothing and touches no disk."""

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.place: Place = place_for(Path(var))
        self.durable = durable

    def database_url(self, name: str = postgres.DATABASE) -> str:
        folder = quote(str(self.place.sockets), safe="")
        return f"postgresql://postgres@{folder}:5432/{name}"

    def redis_url(self, number: int = 0) -> str:
        return f"unix://{self.place.redis_socket}?db={number}"

    def acquire(self) -> Servers:
        """Start the servers unless they run, and hold them; CannotStart (Dutch) says why not."""
        if self.place.var in _held:
            return self
        self.place.prepare()
        with self._exclusive():
            users = self.place.users.open("a")
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                postgres.start(self.place, durable=self.durable)
                redis.start(self.place)
            except BaseException:
                # A half start would leave one of the two behind.
                self._stop_if_last(users)
                raise
            _held[self.place.var] = self, users
        atexit.register(self.release, os.getpid())
        return self

    def release(self, pid: int | None = None) -> None:
        """Let go; the last one to let go stops the servers."""
        # A forked child runs the exit functions of its parent too.
        if pid not in (None, os.getpid()) or self.place.var not in _held:
            return
        with self._exclusive():
            _servers, users = _held.pop(self.place.var)
            self._stop_if_last(users)

    def _stop_if_last(self, users: IO[str]) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        else:
            redis.stop(self.place)
            postgres.stop(self.place)
            self.place.clear()
        finally:
            users.close()

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        with self.place.lock.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _hold_as_child() -> None:
    """A fork shares its parent's lock, and the parent would not count it: take one of its own."""
    for var in list(_held):
        servers, users = _held.pop(var)
        users.close()
        servers.acquire()


os.register_at_fork(after_in_child=_hold_as_child)
