"""Running `community.files.apart` on a file, and getting rid of it when it takes too long."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from community.files.enums import Unread

MEMORY, CPU_SECONDS, SECONDS = 1 << 30, 60, 120
MOST_READ = 64_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of memory, seconds of computing, and seconds altogether."""

    memory: int = MEMORY
    cpu: int = CPU_SECONDS
    seconds: float = SECONDS


USUAL = Limits()


class NotRead(Exception):
    """The process did not do it; `code` is an `Unread`."""

    def __init__(self, code: Unread, detail: str = "") -> None:
        self.code = code
        super().__init__(detail or code.value)


def run_apart(
    work: str, media_type: str, path: Path, target: Path | None = None, *, limits: Limits = USUAL
) -> dict[str, Any]:
    """What the process wrote; NotRead. Neither its memory nor its death is ours."""
    command = [sys.executable, "-I", "-m", "community.files.apart", work, media_type, str(path)]
    command += [str(target)] if target else []
    with tempfile.TemporaryFile() as out:
        status = _wait(command, out, limits)
        out.seek(0)
        said = out.read(MOST_READ)
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        raise NotRead(Unread.TIME)
    try:
        found: dict[str, Any] = json.loads(said)
    except ValueError:
        # Died in the middle: a library that ran out of memory takes the process with it.
        raise NotRead(Unread.MEMORY, f"ended with {status}") from None
    if "error" in found:
        raise NotRead(Unread(found["error"]), found.get("detail", ""))
    return found


def _wait(command: list[str], out: Any, limits: Limits) -> int:
    # Nothing of our environment: it holds the keys of the house.
    environment = {
        "PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
        "APART_MEMORY": str(limits.memory), "APART_CPU_SECONDS": str(limits.cpu),
        "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - our own program, no shell
        command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, cwd="/",
        env=environment, start_new_session=True,
    )  # fmt: skip
    try:
        return process.wait(limits.seconds)
    except subprocess.TimeoutExpired:
        raise NotRead(Unread.TIME) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
