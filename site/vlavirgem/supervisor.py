"""Keeps the parts of the site going in one terminal, and stops them in order.

The code is imported once; each part is a fork of it, so a second start is quick.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import selectors
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import FrameType

GRACE = 6.0
"""Seconds for everything to finish what it is doing; open web sockets take three of them."""
PR_SET_PDEATHSIG = 1
COLOURS = {"web": 36, "worker": 33, "beat": 35, "mail": 34, "site": 32}
STOP_ORDER = (("web", "beat", "mail"), ("worker",))

Work = Callable[[], None]


class Child:
    """A fork that runs one part of the site, its output read line by line."""

    def __init__(self, name: str, work: Work, siblings: Iterable[Child] = ()) -> None:
        self.name = name
        self.code: int | None = None
        self._rest = b""
        self.output, into = os.pipe()
        libc, parent = ctypes.CDLL(None), os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            # A pipe somebody else could still read would not break when the supervisor dies.
            for output in (self.output, *(each.output for each in siblings)):
                os.close(output)
            self._become(work, into, libc, parent)
        os.close(into)
        os.set_blocking(self.output, False)

    @staticmethod
    def _become(work: Work, into: int, libc: ctypes.CDLL, parent: int) -> None:
        try:
            # The terminal's Ctrl-C reaches only the supervisor; its death reaches every child.
            os.setsid()
            if sys.platform == "linux":
                libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(1)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            os.dup2(into, 1)
            os.dup2(into, 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
            sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
            work()
        except SystemExit as end:
            if isinstance(end.code, str):
                print(end.code, flush=True)
            os._exit(end.code if isinstance(end.code, int) else 1)
        except BaseException as error:  # noqa: BLE001 - the last words of a child
            print(f"{type(error).__name__}: {error}", flush=True)
            os._exit(1)
        os._exit(0)

    def lines(self) -> Iterator[str]:
        """What it said since the last time; EOFError when it will say no more."""
        try:
            read = os.read(self.output, 65536)
        except BlockingIOError:
            return
        *whole, self._rest = (self._rest + read).split(b"\n")
        if not read and self._rest:
            whole.append(self._rest)
        for line in whole:
            yield line.decode("utf-8", "replace")
        if not read:
            raise EOFError

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
    """Starts the children, passes on what they say, and stops them in order.

    `ready` is asked until it is true, and then `announce` is called once.
    """

    def __init__(
        self, parts: dict[str, Work], *, grace: float = GRACE, as_json: bool = False,
        ready: Callable[[], bool] = lambda: True, announce: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.parts = parts
        self.grace = grace
        self.as_json = as_json
        self.ready = ready
        self.announce = announce
        self.signals = 0
        self.children: dict[str, Child] = {}
        self.selector = selectors.DefaultSelector()
        self.colour = sys.stdout.isatty()

    def run(self) -> int:
        """Until a signal (0) or until a child ends by itself (its code, or 1)."""
        self._listen()
        for name, work in self.parts.items():
            child = self.children[name] = Child(name, work, list(self.children.values()))
            self.selector.register(child.output, selectors.EVENT_READ, child)
        announced = False
        while not self.signals:
            self._relay(0.5 if announced else 0.05)
            ended = [each for each in self.children.values() if not each.alive()]
            if ended:
                # Its last words come before ours.
                self._relay(0)
                self.say("site", f"{ended[0].name} stopte vanzelf (code {ended[0].code}).")
                self._stop()
                return abs(ended[0].code or 1)
            if not announced and self.ready():
                announced = True
                self.announce()
        self.say("site", "Stoppen…")
        self._stop()
        return 0

    def _listen(self) -> None:
        # A script that starts us in the background has them ignore SIGINT, and may send it later.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._signalled)
        # Under nohup a closed terminal must not end the site.
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._signalled)

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
        if not self.selector.get_map():
            time.sleep(seconds)
        for key, _events in self.selector.select(seconds):
            child: Child = key.data
            try:
                for line in child.lines():
                    if line.strip():
                        self.say(child.name, line)
            except EOFError:
                self.selector.unregister(child.output)

    def say(self, name: str, text: str) -> None:
        try:
            print(self._dressed(name, text), flush=True)
        except OSError as error:
            # A full disk costs us the line. Otherwise whoever read us is gone: stop in order.
            if error.errno != errno.ENOSPC:
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                self.signals += 1

    def _dressed(self, name: str, text: str) -> str:
        if self.as_json:
            return text if text.startswith("{") else json.dumps({"process": name, "event": text})
        label = f"{name:<6}"
        if self.colour:
            label = f"\033[{COLOURS[name]}m{label}\033[0m"
        return f"{label} │ {text}"
