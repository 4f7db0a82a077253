"""Servers, a database and a folder of the benchmarks' own, gone when they are done."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench"
SETTINGS = {
    # Nothing of value stands under these keys. What is empty is so even when .env says otherwise.
    "SECRET_KEY": "only-for-benchmarks-" + "x" * 40, "FIELD_ENCRYPTION_KEYS": "b0" * 21 + "A=",
    "VAR_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "vlavirgem.settings", "DATABASE_URL": "",
    "REDIS_URL": "", "EMAIL_URL": "", "DEBUG": "", "MESSAGING_LEASE_SECONDS": "",
    "SMS_MONTHLY_CAP": "", "TWILIO_MESSAGING_SERVICE_SID": "",
}  # fmt: skip


@contextmanager
def room() -> Iterator[Path]:
    """The site's own settings on a freshly migrated database under var/bench."""
    os.environ.update(SETTINGS)
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    # A benchmark that is asked to end cleans up like one that ends by itself.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    from vlavirgem.servers import Servers

    with _alone():
        _clear()
        servers = Servers(FOLDER).acquire()
        try:
            _migrate()
            yield FOLDER
        finally:
            from django.db import connections

            connections.close_all()
            servers.release()
            _clear()


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.parent.mkdir(exist_ok=True)
    with FOLDER.with_suffix(".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("The benchmarks are running already.")
        yield


def _clear() -> None:
    """The folder of a benchmark that was killed may still have its servers, which know it by name."""
    from vlavirgem.servers import postgres, redis
    from vlavirgem.servers.places import place_for

    redis.stop(place_for(FOLDER))
    postgres.stop(place_for(FOLDER))
    shutil.rmtree(FOLDER, ignore_errors=True)


def _migrate() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    print("The database is being made ready.", file=sys.stderr, flush=True)
    call_command("migrate", verbosity=0)


def lay_out_statics() -> None:
    """For a benchmark of whole pages: they name the style sheets by what is in them."""
    from django.conf import settings
    from django.core.management import call_command

    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", verbosity=0, interactive=False)
