"""Which of two tellings of the same threat is the newer."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Protocol


class Dated(Protocol):
    """A Report or an Advisory: what both say about their place in time."""

    @property
    def source_version(self) -> str: ...
    @property
    def updated_at(self) -> datetime | None: ...


def is_older(this: Dated, that: Dated) -> bool:
    """Whether `this` was overtaken by `that`: by version when both have one, else by time."""
    return _compared(this, that) < 0


def is_newer(this: Dated, that: Dated) -> bool:
    """Whether `this` provably comes after `that`; without version or time nothing is proved."""
    return _compared(this, that) > 0


def _compared(this: Dated, that: Dated) -> int:
    ours, theirs = version_key(this.source_version), version_key(that.source_version)
    if ours and theirs and ours != theirs:
        return 1 if ours > theirs else -1
    if this.updated_at and that.updated_at and this.updated_at != that.updated_at:
        return 1 if this.updated_at > that.updated_at else -1
    return 0


def version_key(text: str) -> tuple[int, ...]:
    """ "1.10.2" as numbers that compare; () for what is no version.

    A pre-release part ("-rc1") is left out: it says too little, and the time decides.
    """
    if not re.match(r"v?\d", text):
        return ()
    numbers = [int(each) for each in re.findall(r"\d+", re.split(r"[-+]", text)[0])]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
