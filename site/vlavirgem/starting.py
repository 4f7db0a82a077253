"""What `run` does before and what its children do."""

from __future__ import annotations

import gc
import hashlib
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection

FLOORS = ("community", "catalogue", "qrc", "security", "content")


class NotReady(RuntimeError):
    """Why the site cannot start, in Dutch."""


def make_ready() -> None:
    """Migrate when there is something to migrate, and load the demo data the first time."""
    django.setup()
    _greet_servers()
    fingerprint = _fingerprint()
    if _mark() != f"{fingerprint} {_applied()}":
        print("De database wordt klaargezet; dat duurt de eerste keer een minuut.", flush=True)
        call_command("migrate", verbosity=0)
        _set_mark(f"{fingerprint} {_applied()}")
    if settings.DEBUG:
        _load_demo()
    else:
        call_command("collectstatic", verbosity=0, interactive=False)
    _close_connections()


def _greet_servers() -> None:
    """Both must answer; who waits for a server that is not there should read which."""
    from redis import Redis, RedisError  # noqa: PLC0415

    try:
        connection.ensure_connection()
    except OperationalError as error:
        given = connection.settings_dict
        where = f"{given['HOST'] or 'localhost'}:{given['PORT'] or 5432}/{given['NAME']}"
        raise NotReady(f"De database antwoordt niet ({where}): {_last_line(error)}") from error
    try:
        with Redis.from_url(settings.REDIS_URL) as line:
            line.ping()
    except (RedisError, OSError) as error:
        where = settings.REDIS_URL.rpartition("@")[2]
        raise NotReady(f"Redis antwoordt niet ({where}): {_last_line(error)}") from error


def _last_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["zonder uitleg"])[-1].strip()


def _load_demo() -> None:
    from community.models import User  # noqa: PLC0415 - needs the apps loaded

    if not User.objects.exists():
        print("De voorbeeldgegevens worden geladen.", flush=True)
        with Path(os.devnull).open("w") as nowhere:
            call_command("demo", verbosity=0, stdout=nowhere)


def _fingerprint() -> str:
    """Of every migration, ours and (by the lock) the libraries'."""
    seen = hashlib.sha256()
    lock = settings.ROOT / "requirements.lock"
    paths = [path for floor in FLOORS for path in (settings.ROOT / floor).glob("migrations/*.py")]
    for path in [*sorted(paths), lock]:
        seen.update(path.name.encode() + path.read_bytes())
    return seen.hexdigest()


def _mark() -> str:
    """What the database itself says was last applied: a file beside it could outlive it."""
    return str(_ask("SELECT obj_description(to_regclass('django_migrations'))") or "")


def _set_mark(mark: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE django_migrations IS %s", [mark])


def _applied() -> int:
    known = _ask("SELECT to_regclass('django_migrations') IS NOT NULL")
    return int(str(_ask("SELECT count(*) FROM django_migrations"))) if known else 0


def _ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None


def _close_connections() -> None:
    """A fork may not share its parent's line to the database or to Redis."""
    from django.core.cache import caches  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    caches.close_all()


def parts(port: int) -> dict[str, Callable[[], None]]:
    """The parts of the site by name, each to be run in a process of its own."""
    found = {"web": lambda: _web(port), "worker": _worker, "beat": _beat}
    return found | ({"mail": _mail} if settings.MAIL_IN_LISTEN else {})


def _web(port: int) -> None:
    import uvicorn  # noqa: PLC0415

    # Files are read by a plain iterator; Django would rather have another. They are small.
    warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
    uvicorn.run(
        "vlavirgem.asgi:application", host="127.0.0.1", port=port, log_config=None,
        timeout_graceful_shutdown=3, lifespan="off", access_log=settings.DEBUG,
    )  # fmt: skip


def _worker() -> None:
    from celery.exceptions import SecurityWarning  # noqa: PLC0415

    from vlavirgem.celery import app  # noqa: PLC0415

    # Celery warns root at length; its reason (pickle) is not ours: tasks travel as JSON.
    warnings.simplefilter("ignore", SecurityWarning)
    # What is loaded by now stays: looking through it for rubbish is a fifth of a second each time.
    gc.collect()
    gc.freeze()
    app.worker_main(["--quiet", "worker", "--concurrency=2", "--without-mingle"])


def _mail() -> None:
    from community.mail_in.listening import CannotListen, listen  # noqa: PLC0415

    try:
        listen()
    except CannotListen as problem:
        sys.exit(str(problem))


def _beat() -> None:
    from vlavirgem.celery import app  # noqa: PLC0415

    schedule = Path(settings.VAR_DIR) / "beat-schedule"
    app.start(["--quiet", "beat", "--pidfile=", f"--schedule={schedule}"])
