from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = ("TWILIO_", "EMAIL_", "DATABASE_URL", "REDIS_URL", "SITE_URL", "ALLOWED_HOSTS")
PATIENCE = 600.0
"""Seconds; the first start migrates and loads the demo data."""


@contextmanager
def whole_site(folder: Path, *, keep: bool) -> Iterator[str]:
    """The site as `make run` starts it, with demo data, on a folder and port of its own."""
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{(port := _free_port())}"
    log = folder / "site.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "vlavirgem", "run"], cwd=ROOT, env=_environment(folder, port),
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        _wait_for(address, process, log)
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(NOT_OURS)}
    path = f"{ROOT / 'site'}:{ROOT}"
    return kept | {"DEBUG": "1", "VAR_DIR": str(folder), "PORT": str(port), "PYTHONPATH": path}


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{address}/health/ready", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise SystemExit(f"The site did not start:\n{log.read_text()[-3000:]}")
