"""What files are for. An app that keeps files registers its purposes in its `keeps.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from community.files.enums import FileForm
from community.files.models import StoredFile
from community.kit.registry import Registry

MEGABYTE = 1_000_000
EVERY_FORM = frozenset(FileForm)


def _nothing(files: Collection[int]) -> Collection[int]:
    return ()


def _none_apart() -> Q:
    return Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Purpose:
    """A use that files are kept for.

    `may_upload` and `may_read` say who may add one and open one; for a file in use its app asks
    its own rule first. `in_use` gives which of these files something of the app still refers to:
    what it does not name is thrown away after `unused`. `apart` says which files are so private
    that who looks after the house's files does not even read their names.
    """

    key: str
    label: str | Promise
    may_upload: Callable[[Any], bool]
    may_read: Callable[[Any, StoredFile], bool]
    in_use: Callable[[Collection[int]], Collection[int]] = _nothing
    apart: Callable[[], Q] = _none_apart
    forms: Collection[FileForm] = EVERY_FORM
    max_bytes: int = 50 * MEGABYTE
    unused: timedelta = timedelta(days=1)
    order: int = 0


purposes: Registry[Purpose] = Registry("purposes of files")


def register_purpose(purpose: Purpose) -> Purpose:
    return purposes.register(purpose)
