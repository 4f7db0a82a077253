"""The secrets of an installation: given, or made once and kept under VAR_DIR."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured


def secret_key(var: Path, *, debug: bool) -> str:
    """SECRET_KEY, or the one made for this VAR_DIR; ImproperlyConfigured on a real site."""
    given = os.environ.get("SECRET_KEY", "").strip()
    return given or _kept(var, "secret-key", lambda: secrets.token_urlsafe(48), debug=debug)


def field_encryption_keys(var: Path, *, debug: bool) -> list[str]:
    """FIELD_ENCRYPTION_KEYS (newest first, with commas), or the one made for this VAR_DIR."""
    given = os.environ.get("FIELD_ENCRYPTION_KEYS", "").strip()
    keys = given or _kept(
        var, "field-encryption-keys", lambda: Fernet.generate_key().decode(), debug=debug
    )
    return [key.strip() for key in keys.split(",") if key.strip()]


def _kept(var: Path, name: str, make: Callable[[], str], *, debug: bool) -> str:
    # A site on servers of its own is a real one: a key made on the spot would differ per machine.
    if not debug and os.environ.get("DATABASE_URL"):
        variable = name.replace("-", "_").upper()
        raise ImproperlyConfigured(
            f"{variable} ontbreekt. Op een echte site (DEBUG uit) moet u het zelf geven; "
            "zie .env.example."
        )
    path = var / name
    var.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path, make)
    with os.fdopen(descriptor, "w") as file:
        file.write(value := make())
    return value


def _read(path: Path, make: Callable[[], str]) -> str:
    value = path.read_text(encoding="ascii").strip()
    if value:
        return value
    # Another process made the file this instant, or died while it did.
    path.unlink(missing_ok=True)
    return _kept(path.parent, path.name, make, debug=True)
