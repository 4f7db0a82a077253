"""The site as others see it: real processes with the real settings, on the test's own database."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = ("TWILIO_", "EMAIL_", "DATABASE_URL", "REDIS_URL", "QRC_", "MESSAGING_", "PORT", "DEBUG")


def on_test_database(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a process of the site that shares this test's database and broker."""
    given = connection.settings_dict
    who = quote(given["USER"]) + (f":{quote(given['PASSWORD'])}" if given["PASSWORD"] else "")
    where = f"{quote(given['HOST'], safe='')}:{given['PORT'] or 5432}/{given['NAME']}"
    # Empty rather than absent, or a developer's .env would fill them in.
    ours = {n: "" if n.startswith(NOT_OURS) else value for n, value in os.environ.items()}
    return ours | {
        "DATABASE_URL": f"postgresql://{who}@{where}",
        "REDIS_URL": settings.REDIS_URL,
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_ENCRYPTION_KEYS": ",".join(settings.FIELD_ENCRYPTION_KEYS),
        "DJANGO_SETTINGS_MODULE": "vlavirgem.settings",
        "VAR_DIR": str(folder),
        "C_FORCE_ROOT": "1",
        **more,
    }


@dataclass
class Site:
    """Commands and parts of the site, each in a process of its own."""

    environment: dict[str, str]
    log: Path
    _nursery: subprocess.Popen[str] | None = field(default=None, repr=False)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """`vlavirgem COMMAND`, as an operator types it."""
        return subprocess.run(
            [sys.executable, "-m", "vlavirgem", *command], cwd=ROOT, check=False, text=True,
            env=self.environment | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"},
            capture_output=True, timeout=120, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> Site:
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.standins.nursery", str(self.log)], cwd=ROOT, text=True,
            env=self.environment | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._read() == "ready"
        return self

    def __exit__(self, *exception: object) -> None:
        assert self._nursery is not None
        self._nursery.communicate(timeout=20)

    def start(self, *what: str) -> Life:
        """A fork that runs a part of the site (`worker`) or a command; lives in its own group."""
        assert self._nursery is not None
        assert self._nursery.stdin is not None
        print(json.dumps(what), file=self._nursery.stdin, flush=True)
        return Life(int(self._read()), self.log)

    def _read(self) -> str:
        assert self._nursery is not None
        assert self._nursery.stdout is not None
        return self._nursery.stdout.readline().strip()


@dataclass
class Life:
    """A process group of the site, from birth to death."""

    pid: int
    log: Path
    killed: bool = False

    def kill(self) -> None:
        """SIGKILL to the whole group at once."""
        self.killed = True
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)

    def alive(self) -> bool:
        return Path(f"/proc/{self.pid}").exists()

    def said(self) -> str:
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""


def wait_until(true: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True
