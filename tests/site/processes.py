"""Small programs of our own in processes of their own, as a shell would start them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def environment(**more: str) -> dict[str, str]:
    """A bare shell: nothing of the test's own settings, and no developer's `.env` either."""
    blank = dict.fromkeys(
        ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "DEBUG", "EMAIL_URL",
         "LOG_FORMAT", "SITE_URL", "PORT", "VAR_DIR"),
        "",
    )  # fmt: skip
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return kept | blank | {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", **more}


def start(*words: str, env: dict[str, str] | None = None, **more: Any) -> subprocess.Popen[str]:
    """`python WORDS` in a session of its own, its output to be read as one text."""
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, env=env or environment(), text=True,
        stdin=more.pop("stdin", subprocess.DEVNULL), stdout=more.pop("stdout", subprocess.PIPE),
        stderr=subprocess.STDOUT, start_new_session=True, **more,
    )  # fmt: skip


def script(code: str, *words: object, **more: Any) -> subprocess.Popen[str]:
    return start("-c", textwrap.dedent(code), *map(str, words), **more)


def ended(process: subprocess.Popen[str], seconds: float = 60) -> tuple[int, str]:
    """Its code and all it said; a process that does not end is killed with its group."""
    try:
        said, _none = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        killed(process)
        raise
    return process.returncode, said


def killed(process: subprocess.Popen[str]) -> str:
    """Killed with its whole group at one instant; what it had said."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()[0]


def alive(pid: int) -> bool:
    """Running, and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
