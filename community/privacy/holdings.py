"""What each part of the house holds about a person. An app says so in its face `personal.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from community.kit.registry import Registry
from community.privacy.traces import Traces

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one sort as the person reads them: `columns` is (name on screen, path in the row)."""

    title: Words
    rows: QuerySet[Any]
    columns: Sequence[tuple[Words, str]]

    def values(self) -> Iterable[tuple[Any, ...]]:
        found: QuerySet[Any, Any] = self.rows.values_list(*[path for _name, path in self.columns])
        return found.iterator(chunk_size=500)


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the person, as it goes into his copy."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Keep:
    """Something that may not go yet: `reference` is how its holding finds it again."""

    reference: str
    what: str
    reason: str
    until: date


def _no_sheets(user: Any) -> Iterable[Sheet]:
    return ()


def _no_files(user: Any) -> Iterable[OwnFile]:
    return ()


def _no_keeps(user: Any) -> Iterable[Keep]:
    return ()


def _nothing_left(user: Any, traces: Traces) -> None:
    return None


def _nothing_kept(reference: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Holding:
    """A part of what the house holds about people: what it is for, and how it is given and wiped.

    `wipe` takes away what stays behind when the account's row is deleted: names in texts, rows that
    protect it, what others wrote to it. It runs in the transaction that deletes the account, and may
    run again after a kill. `keeps` says what a law or an open matter holds back, and `let_go` ends
    one of those when its day has come.
    """

    key: str
    label: Words
    why: Words
    sheets: Callable[[Any], Iterable[Sheet]] = _no_sheets
    files: Callable[[Any], Iterable[OwnFile]] = _no_files
    wipe: Callable[[Any, Traces], None] = _nothing_left
    keeps: Callable[[Any], Iterable[Keep]] = _no_keeps
    let_go: Callable[[str], None] = _nothing_kept
    # What happens on erasure, in words for the person who considers it.
    on_erasure: Words = ""
    order: int = 0
    models: Sequence[str] = ()
    """Labels of the tables whose rows about a person it gives or wipes (a test holds them all)."""


holdings: Registry[Holding] = Registry("holdings")


def register_holding(holding: Holding) -> Holding:
    return holdings.register(holding)
