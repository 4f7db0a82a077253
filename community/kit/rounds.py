"""Rounds of a background job: each piece of work by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import structlog

log = structlog.get_logger(__name__)


def one_by_one(keys: Iterable[int], step: Callable[[int], Any], *, failed: str) -> int:
    """Do the step for every key; returns for how many it did something.

    Each step has a transaction of its own. One that fails is logged as `failed`, stops no other, and is
    due again in the next round.
    """
    done = 0
    for pk in keys:
        try:
            done += bool(step(pk))
        except Exception:
            log.exception(failed, pk=pk)
    return done
