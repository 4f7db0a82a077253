"""Where processes of the site are born: it loads the code once and forks on request.

`vlavirgem run` makes its own parts in the same way. One request a line on standard input: a JSON
list, `["worker"]` for a part of the site or a command with its arguments. It prints the number
of the process, which leads a group of its own.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from pathlib import Path

DIES_WITH_PARENT = 1


def main() -> None:
    log = Path(sys.argv[1])
    import django

    django.setup()
    import vlavirgem.celery  # noqa: F401 - loaded once, for every worker to come
    from django.apps import apps

    assert apps.ready
    libc = ctypes.CDLL(None)
    # Nobody waits for the dead here.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    while line := sys.stdin.readline():
        pid = os.fork()
        if pid == 0:
            libc.prctl(DIES_WITH_PARENT, signal.SIGKILL)
            _become(json.loads(line), log)
        print(pid, flush=True)


def _become(what: list[str], log: Path) -> None:
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(out, 1)
        os.dup2(out, 2)
        _work(what)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException as error:  # noqa: BLE001 - the last words of a child
        print(f"{type(error).__name__}: {error}", flush=True)
    os._exit(code)


def _work(what: list[str]) -> None:
    from vlavirgem.starting import parts

    known = parts(int(os.environ.get("PORT") or 0))
    if len(what) == 1 and what[0] in known:
        known[what[0]]()
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(["vlavirgem", *what])


if __name__ == "__main__":
    sys.path[:0] = ["site", "."]
    main()
