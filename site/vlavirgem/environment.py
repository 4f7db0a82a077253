"""Reads the environment of design §5; `.env` is read when present and never overrides it."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def read_dotenv(path: Path) -> None:
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, found, value = line.strip().removeprefix("export ").partition("=")
        if found and name and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name).lower()
    return value in ("1", "true", "yes", "on", "ja") if value else default


def number(name: str, default: int) -> int:
    value = text(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise SystemExit(f"{name} moet een geheel getal zijn, niet {value!r}.") from None


def names(name: str) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()]


def var_dir() -> Path:
    return Path(text("VAR_DIR", str(ROOT / "var"))).expanduser().resolve()
