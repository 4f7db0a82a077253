"""`vlavirgem run`: the whole site in one terminal, ended by one Ctrl-C."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import time
from pathlib import Path
from typing import IO

from vlavirgem import environment as env
from vlavirgem.serving import demand_keys, hold_servers, on_real_servers
from vlavirgem.supervisor import GRACE, Supervisor


def run() -> int:
    """Start the site; returns the exit code. Says in one line what stands in the way."""
    demand_keys()
    port = env.number("PORT", 8000)
    mark = _var() / "site.address"
    alone = _alone(mark.with_name("site.lock"))
    problem = _running(mark) if alone is None else taken(port, patient=mark.is_file())
    if problem:
        print(problem, file=sys.stderr)
        return 1
    os.environ["PORT"] = str(port)
    address = f"http://127.0.0.1:{port}"
    mark.write_text(f"{address}\n", encoding="ascii")
    try:
        hold_servers()
        return _supervise(port, address)
    finally:
        mark.unlink(missing_ok=True)


def _var() -> Path:
    """VAR_DIR, made; on real servers nobody else makes it."""
    from vlavirgem.servers import CannotStart, Servers  # noqa: PLC0415

    try:
        Servers(env.var_dir()).place.prepare(servers=not on_real_servers())
    except CannotStart as cannot:
        sys.exit(str(cannot))
    return env.var_dir()


def _alone(path: Path) -> IO[str] | None:
    """The lock of the one site of this VAR_DIR, or None. It dies with us, and no fork inherits it."""
    file = path.open("a")
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _running(mark: Path) -> str:
    where = mark.read_text(encoding="ascii").strip() if mark.is_file() else "deze map"
    return f"VlaVirGem draait al op {where}. Een tweede heeft een eigen VAR_DIR en PORT nodig."


def taken(port: int, *, patient: bool = False) -> str:
    """Why this port cannot be used; "" when it can. Patience is for a killed site's last moments."""
    end = time.monotonic() + (GRACE if patient else 0)
    while not _free(port):
        if time.monotonic() >= end:
            return f"Poort {port} is bezet. Kies een andere: PORT={port + 1} make run"
        time.sleep(0.2)
    return ""


def _free(port: int) -> bool:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _supervise(port: int, address: str) -> int:
    from vlavirgem.starting import NotReady, make_ready, parts  # noqa: PLC0415 - needs the servers

    try:
        make_ready()
    except NotReady as problem:
        print(problem, file=sys.stderr)
        return 1
    supervisor = Supervisor(
        parts(port), as_json=env.text("LOG_FORMAT") == "json",
        ready=lambda: _answers(port), announce=lambda: announce(supervisor, address),
    )  # fmt: skip
    return supervisor.run()


def _answers(port: int) -> bool:
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0


def announce(supervisor: Supervisor, address: str) -> None:
    supervisor.say("site", f"VlaVirGem op {address}  (Ctrl-C stopt alles)")
    logins = env.var_dir() / "demo-logins.txt"
    if env.flag("DEBUG") and logins.is_file():
        supervisor.say("site", "Aanmelden als voorbeeld (e-mail, wachtwoord, rol):")
        for line in logins.read_text(encoding="utf-8").splitlines():
            supervisor.say("site", f"  {line}")
    if on_real_servers():
        supervisor.say("site", "Op de servers van DATABASE_URL en REDIS_URL.")
