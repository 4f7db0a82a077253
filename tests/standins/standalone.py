"""A stand-in as a process of its own, asked over its standard input, a line at a time.

It first prints `{"port": …}`. Then `count` prints `{"count", "last_at"}`, `wait N SECONDS` does so
once N came in (or time is up), `reset` forgets all, and `dump FILE` writes what it kept.
"""

from __future__ import annotations

import asyncio
import json
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).resolve().parents[2]


class Counting(Protocol):
    port: int
    count: int
    last_at: float
    accepted: list[Any]

    def reset(self) -> None: ...


async def answer(stand_in: Counting, kept: Callable[[Any], object]) -> None:
    """Until standard input ends; `kept` makes of a message what is dumped."""
    _say(port=stand_in.port)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        word, *more = line.split()
        if word == "wait":
            await _reached(stand_in, int(more[0]), float(more[1]))
        elif word == "reset":
            stand_in.reset()
        elif word == "dump":
            Path(more[0]).write_bytes(pickle.dumps([kept(each) for each in stand_in.accepted]))
        _say(count=stand_in.count, last_at=stand_in.last_at)


async def _reached(stand_in: Counting, count: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while stand_in.count < count and time.monotonic() < end:
        await asyncio.sleep(0.01)


def _say(**values: Any) -> None:
    print(json.dumps(values), flush=True)


class Process:
    """The other end: `with Process("tests.standins.smtp_sink") as sink`."""

    def __init__(self, module: str) -> None:
        self.module = module

    def __enter__(self) -> Process:
        self._process = subprocess.Popen(
            [sys.executable, "-m", self.module], cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.port = int(self._read()["port"])
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.communicate(timeout=10)

    def ask(self, *words: object) -> dict[str, Any]:
        assert self._process.stdin is not None
        print(*words, file=self._process.stdin, flush=True)
        return self._read()

    def kept(self, file: Path) -> list[Any]:
        self.ask("dump", file)
        return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())  # type: ignore[no-any-return]
