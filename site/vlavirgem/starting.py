"""What `run` does before and what its children do."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

FLOORS = ("community", "catalogue", "qrc", "security", "content")


def make_ready() -> None:
    """Migrate when there is something to migrate, and load the demo data the first time."""
    django.setup()
    mark = Path(settings.VAR_DIR) / "migrated"
    fingerprint = _fingerprint()
    if not mark.is_file() or mark.read_text(encoding="ascii") != fingerprint:
        print("De database wordt klaargezet; dat duurt de eerste keer een minuut.", flush=True)
        call_command("migrate", verbosity=0)
        mark.write_text(fingerprint, encoding="ascii")
    if settings.DEBUG:
        from community.models import User  # noqa: PLC0415 - needs the apps loaded

        if not User.objects.exists():
            print("De voorbeeldgegevens worden geladen.", flush=True)
            call_command("demo", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: PTH123, SIM115
    else:
        call_command("collectstatic", verbosity=0, interactive=False)
    _close_connections()


def _fingerprint() -> str:
    """Of the database's address and every migration, ours and the libraries'."""
    seen = hashlib.sha256(repr(settings.DATABASES["default"]).encode())
    lock = settings.ROOT / "requirements.lock"
    paths = [path for floor in FLOORS for path in (settings.ROOT / floor).glob("migrations/*.py")]
    for path in [*sorted(paths), lock]:
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()


def _close_connections() -> None:
    """A fork may not share its parent's line to the database or to Redis."""
    from django.core.cache import caches  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    caches.close_all()


def parts(port: int) -> dict[str, Callable[[], None]]:
    """The parts of the site by name, each to be run in a process of its own."""
    return {"web": lambda: _web(port), "worker": _worker, "beat": _beat}


def _web(port: int) -> None:
    import uvicorn  # noqa: PLC0415

    uvicorn.run(
        "vlavirgem.asgi:application", host="127.0.0.1", port=port, log_level="info",
        timeout_graceful_shutdown=3, lifespan="off", access_log=settings.DEBUG,
    )  # fmt: skip


def _worker() -> None:
    from vlavirgem.celery import app  # noqa: PLC0415

    app.worker_main(["worker", "--concurrency=2", "--loglevel=warning", "--without-mingle"])


def _beat() -> None:
    from vlavirgem.celery import app  # noqa: PLC0415

    schedule = Path(settings.VAR_DIR) / "beat-schedule"
    app.start(["beat", "--pidfile=", f"--schedule={schedule}", "--loglevel=warning"])
