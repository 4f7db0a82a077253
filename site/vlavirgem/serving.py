"""What must be in order before a process uses the servers, or serves others."""

from __future__ import annotations

import os
import sys

from vlavirgem import environment as env

KEYS = ("SECRET_KEY", "FIELD_ENCRYPTION_KEYS")


def on_real_servers() -> bool:
    return bool(env.text("DATABASE_URL") and env.text("REDIS_URL"))


def demand_keys() -> None:
    """End here, in Dutch, when a real site (DEBUG off) would serve on keys nobody gave.

    A plain command may use the keys kept under VAR_DIR; web, worker and beat may not, because
    a key made on the spot differs per machine and is in nobody's backup.
    """
    missing = [name for name in KEYS if not env.text(name)]
    if missing and not env.flag("DEBUG"):
        sys.exit(
            f"Niet gestart: {' en '.join(missing)} {'ontbreken' if missing[1:] else 'ontbreekt'}. Een echte site (DEBUG uit) krijgt "
            "haar sleutels uit de omgeving of uit .env; zie .env.example. Op uw eigen machine "
            "start u met: make run"
        )


def hold_servers() -> None:
    """Use the embedded servers for as long as this process lives, unless real ones are given."""
    if on_real_servers():
        return
    from vlavirgem.servers import CannotStart, Servers  # noqa: PLC0415 - real ones need none of it

    try:
        Servers(env.var_dir()).acquire()
    except CannotStart as problem:
        sys.exit(str(problem))


def ready_to_serve() -> None:
    """For a web, worker or beat process that was not started by `vlavirgem run`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlavirgem.settings")
    env.read_dotenv(env.ROOT / ".env")
    demand_keys()
    hold_servers()
