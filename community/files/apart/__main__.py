"""`python -m community.files.apart words|picture MEDIA_TYPE PATH [TARGET]`, under limits.

Writes one JSON object: `text` and `pages`, or `error` with a code of `Unread`.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys

MEMORY = int(os.environ.get("APART_MEMORY", 1 << 30))
CPU_SECONDS = int(os.environ.get("APART_CPU_SECONDS", "60"))
MOST_WRITTEN = 64_000_000
DIE_WITH_PARENT = 1


def limit() -> None:
    with contextlib.suppress(OSError, AttributeError):
        # Linux: whoever asked was killed, so nobody wants the answer.
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_AS, MEMORY),
    ):
        # macOS knows no limit on addresses; the others hold there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    os.nice(10)


def main(work: str, media_type: str, path: str, target: str = "") -> dict[str, object]:
    try:
        if work == "words":
            from community.files.apart.words import words_of  # noqa: PLC0415 - only under the limits

            text, pages = words_of(media_type, path)
            return {"text": text, "pages": pages}
        from community.files.apart.picture import draw  # noqa: PLC0415

        draw(media_type, path, target)
    except (MemoryError, ImportError):
        # What is installed fails to load for want of memory only.
        return {"error": "memory"}
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a broken file
        return {"error": "broken", "detail": f"{type(error).__name__}: {error}"[:200]}
    return {}


if __name__ == "__main__":
    limit()
    json.dump(main(*sys.argv[1:]), sys.stdout, ensure_ascii=True)
