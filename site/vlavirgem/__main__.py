"""`vlavirgem COMMAND`: any of Django's and our commands, or `run` for the whole site."""

from __future__ import annotations

import os
import sys

from vlavirgem import environment as env


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlavirgem.settings")
    env.read_dotenv(env.ROOT / ".env")
    if sys.argv[1:2] == ["run"]:
        from vlavirgem.supervisor import run  # noqa: PLC0415 - the other commands need none of it

        sys.exit(run())
    hold_servers()
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


def hold_servers() -> None:
    """Use the embedded servers for as long as this process lives, unless real ones are given."""
    if env.text("DATABASE_URL") and env.text("REDIS_URL"):
        return
    from vlavirgem.servers import CannotStart, Servers  # noqa: PLC0415

    try:
        Servers(env.var_dir()).acquire()
    except CannotStart as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
