"""Reads the environment of design §5; `.env` is read when present and never overrides it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]


def read_dotenv(path: Path) -> None:
    if not path.is_file():
        return
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SystemExit(f"{path} is niet leesbaar: {error}.") from None
    for line in lines:
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


def site_url() -> str:
    """SITE_URL, or where the site of this VAR_DIR runs now: a command in another shell writes
    links too, and does not know on which port that is."""
    running = var_dir() / "site.address"
    if text("SITE_URL") or text("PORT") or not running.is_file():
        return text("SITE_URL", f"http://127.0.0.1:{number('PORT', 8000)}").rstrip("/")
    return running.read_text(encoding="ascii").strip()


def package_origin(site: str) -> str:
    """PACKAGE_ORIGIN, or for a site on this machine its other name; "" where neither is.

    Ends when it names the site's own host: strangers' scripts would run with its cookies.
    """
    given, here = text("PACKAGE_ORIGIN").rstrip("/"), urlsplit(site)
    if not given:
        other = {"127.0.0.1": "localhost", "[::1]": "localhost", "::1": "localhost"}
        name = {"localhost": "127.0.0.1"}.get(here.hostname or "") or other.get(here.hostname or "")
        port = f":{here.port}" if here.port else ""
        return f"{here.scheme}://{name}{port}" if name else ""
    there = urlsplit(given)
    if there.scheme not in ("http", "https") or not there.hostname or there.path:
        raise SystemExit("PACKAGE_ORIGIN moet de vorm https://pakketten.example hebben.")
    if there.hostname == here.hostname:
        raise SystemExit("PACKAGE_ORIGIN moet een andere hostnaam hebben dan SITE_URL.")
    return given


def var_dir() -> Path:
    return Path(text("VAR_DIR", str(ROOT / "var"))).expanduser().resolve()
