"""The secrets of an installation: given, or made once and kept under VAR_DIR."""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet

from vlavirgem import environment as env

WRITING = 2.0
"""Seconds another process may need between making a file and filling it."""


def secret_key(var: Path, *, debug: bool) -> str:
    """SECRET_KEY, or the one made for this VAR_DIR; on a real database it must be given."""
    return env.text("SECRET_KEY") or _kept(
        var / "secret-key", lambda: secrets.token_urlsafe(48), debug=debug
    )


def field_encryption_keys(var: Path, *, debug: bool) -> list[str]:
    """FIELD_ENCRYPTION_KEYS (newest first, with commas), or the one made for this VAR_DIR."""
    given = env.text("FIELD_ENCRYPTION_KEYS") or _kept(
        var / "field-encryption-keys", lambda: Fernet.generate_key().decode(), debug=debug
    )
    return [key.strip() for key in given.split(",") if key.strip()]


def _kept(path: Path, make: Callable[[], str], *, debug: bool) -> str:
    """The key of this folder. Web, worker and beat ask for more: see `serving.demand_keys`."""
    try:
        return _read(path) or _make(path, make, debug=debug)
    except PermissionError:
        sys.exit(
            f"{path} is van een andere gebruiker. Start als die gebruiker of geef een eigen VAR_DIR."
        )


def _read(path: Path) -> str:
    """Nothing when there is none. A file still empty is being written, or its maker died."""
    end = time.monotonic() + WRITING
    try:
        while not (value := path.read_text(encoding="ascii").strip()):
            if time.monotonic() > end:
                path.unlink()
            time.sleep(0.02)
    except FileNotFoundError:
        return ""
    return value


def _make(path: Path, make: Callable[[], str], *, debug: bool) -> str:
    # A database that outlives this machine must not be sealed with a key that does not.
    if not debug and env.text("DATABASE_URL"):
        sys.exit(
            f"{path.name.replace('-', '_').upper()} ontbreekt. Bij een eigen database "
            "(DATABASE_URL) moet u de sleutels zelf geven; zie .env.example."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path) or _make(path, make, debug=debug)
    if os.getuid() == 0:
        # Root in somebody's folder: the owner must be able to read his own keys.
        os.fchown(descriptor, path.parent.stat().st_uid, -1)
    with os.fdopen(descriptor, "w") as file:
        file.write(value := make())
    return value
