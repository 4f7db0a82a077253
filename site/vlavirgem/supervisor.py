"""`vlavirgem run`: the whole site in one terminal, stopped in order by one Ctrl-C.

The code is imported once; web, worker and beat are forks of it, so a second start is quick.
"""

from __future__ import annotations

import ctypes
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO

from vlavirgem import environment as env

GRACE = 6.0
"""Seconds for everything to finish what it is doing; open web sockets take three of them."""
PR_SET_PDEATHSIG = 1
COLOURS = {"web": 36, "worker": 33, "beat": 35, "site": 32}
STOP_ORDER = (("web", "beat"), ("worker",))

Work = Callable[[], None]


class Child:
    """A fork that runs one part of the site, its output read line by line."""

    def __init__(self, name: str, work: Work) -> None:
        self.name = name
        self.code: int | None = None
        out, into = os.pipe()
        libc, parent = ctypes.CDLL(None), os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(out)
            self._become(work, into, libc, parent)
        os.close(into)
        self.output: IO[str] = os.fdopen(out, encoding="utf-8", errors="replace")

    @staticmethod
    def _become(work: Work, into: int, libc: ctypes.CDLL, parent: int) -> None:
        try:
            # The terminal's Ctrl-C reaches only the supervisor; its death reaches every child.
            os.setsid()
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(1)
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            os.dup2(into, 1)
            os.dup2(into, 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
            sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
            work()
        except SystemExit as end:
            os._exit(end.code if isinstance(end.code, int) else 1)
        except BaseException as error:  # noqa: BLE001 - the last words of a child
            print(f"{type(error).__name__}: {error}", flush=True)
            os._exit(1)
        os._exit(0)

    def alive(self) -> bool:
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is None

    def signal(self, number: int, *, group: bool = False) -> None:
        with suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(self.pid, number)


class Supervisor:
    """Starts the children, passes on what they say, and stops them in order."""

    def __init__(self, parts: dict[str, Work], *, grace: float = GRACE) -> None:
        self.parts = parts
        self.grace = grace
        self.signals = 0
        self.children: dict[str, Child] = {}
        self.selector = selectors.DefaultSelector()
        self.colour = sys.stdout.isatty()

    def run(self) -> int:
        """Until a signal (0) or until a child ends by itself (its code, or 1)."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._signalled)
        for name, work in self.parts.items():
            child = self.children[name] = Child(name, work)
            os.set_blocking(child.output.fileno(), False)
            self.selector.register(child.output, selectors.EVENT_READ, child)
        while not self.signals:
            self._relay(0.5)
            ended = [each for each in self.children.values() if not each.alive()]
            if ended:
                self.say("site", f"{ended[0].name} stopte vanzelf (code {ended[0].code}).")
                self._stop()
                return abs(ended[0].code or 1)
        self.say("site", "Stoppen…")
        self._stop()
        return 0

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1

    def _stop(self) -> None:
        end = time.monotonic() + self.grace
        for group in STOP_ORDER:
            members = [self.children[name] for name in group if name in self.children]
            for child in members:
                child.signal(signal.SIGTERM)
            while any(child.alive() for child in members):
                # Their last words must be read, or a full pipe keeps them from ending.
                self._relay(0.05)
                if time.monotonic() > end or self.signals > 1:
                    break
        for child in self.children.values():
            # The worker's own children too.
            child.signal(signal.SIGKILL, group=True)
            while child.alive():
                time.sleep(0.01)
        self._relay(0)

    def _relay(self, seconds: float) -> None:
        for key, _events in self.selector.select(seconds):
            child: Child = key.data
            try:
                lines = child.output.readlines()
            except (BlockingIOError, ValueError):
                continue
            if not lines:
                self.selector.unregister(child.output)
            for line in lines:
                self.say(child.name, line.rstrip("\n"))

    def say(self, name: str, text: str) -> None:
        label = f"{name:<6}"
        if self.colour:
            label = f"\033[{COLOURS[name]}m{label}\033[0m"
        print(f"{label} │ {text}", flush=True)


def run() -> int:
    """Start the site; returns the exit code. Says in one line what stands in the way."""
    port = env.number("PORT", 8000)
    from vlavirgem.servers import CannotStart, Servers  # noqa: PLC0415

    problem = taken(port, env.var_dir() / "site.address")
    if problem:
        print(problem, file=sys.stderr)
        return 1
    os.environ["PORT"] = str(port)
    try:
        if not (env.text("DATABASE_URL") and env.text("REDIS_URL")):
            Servers(env.var_dir()).acquire()
    except CannotStart as cannot:
        print(cannot, file=sys.stderr)
        return 1
    from vlavirgem.starting import make_ready, parts  # noqa: PLC0415 - after the servers run

    make_ready()
    address = f"http://127.0.0.1:{port}"
    mark = env.var_dir() / "site.address"
    mark.write_text(f"{address}\n", encoding="ascii")
    supervisor = Supervisor(parts(port))
    announce(supervisor, address)
    try:
        return supervisor.run()
    finally:
        mark.unlink(missing_ok=True)


def taken(port: int, mark: Path) -> str:
    """Why this port cannot be used; "" when it can."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind(("127.0.0.1", port))
        except OSError:
            ours = f"http://127.0.0.1:{port}"
            if mark.is_file() and mark.read_text(encoding="ascii").strip() == ours:
                return f"VlaVirGem draait al op {ours}."
            return f"Poort {port} is bezet. Kies een andere: PORT={port + 1} make run"
    return ""


def announce(supervisor: Supervisor, address: str) -> None:
    supervisor.say("site", f"VlaVirGem op {address}  (Ctrl-C stopt alles)")
    logins = env.var_dir() / "demo-logins.txt"
    if env.flag("DEBUG") and logins.is_file():
        supervisor.say("site", "Aanmelden als voorbeeld (e-mail, wachtwoord, rol):")
        for line in logins.read_text(encoding="utf-8").splitlines():
            supervisor.say("site", f"  {line}")
