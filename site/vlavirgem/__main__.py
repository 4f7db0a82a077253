"""`vlavirgem COMMAND`: any of Django's and our commands, or `run` for the whole site."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from vlavirgem import environment as env
from vlavirgem.serving import demand_keys, hold_servers

WITHOUT_SERVERS = {"help", "version", "--help", "-h", "--version"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlavirgem.settings")
    env.read_dotenv(env.ROOT / ".env")
    # A plain SIGTERM would skip the exit functions, and leave the servers running.
    signal.signal(signal.SIGTERM, _end)
    try:
        _run(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


def _run(words: list[str]) -> None:
    if words[1:2] == ["run"]:
        from vlavirgem.running import run  # noqa: PLC0415 - the other commands need none of it

        sys.exit(run())
    if words[1:2] == ["runserver"]:
        demand_keys()
    if words[1:] and not WITHOUT_SERVERS & set(words):
        hold_servers()
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(words)


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
