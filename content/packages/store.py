"""Where unpacked packages live: `PACKAGES_ROOT/<uuid>/<number>/`.

A version is unpacked in `.new/` and moved by one rename, so that what has its place is whole. Rows
are the truth: what lies here without a row was left by a kill, and the sweep takes it away.
"""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from content.packages.models import PackageVersion

STALE_SECONDS = 24 * 3600
"""How long ago something must have been written before it may count as left behind."""


def root() -> Path:
    return Path(settings.PACKAGES_ROOT)


def folder_of(package: uuid.UUID, number: int) -> Path:
    return root() / str(package) / str(number)


@contextmanager
def workshop() -> Iterator[Path]:
    """An empty folder to unpack in, gone afterwards unless it was moved to its place."""
    folder = root() / ".new" / uuid.uuid4().hex
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place(folder: Path, package: uuid.UUID, number: int) -> None:
    """Move it to where it is served from. Call this under a lock on the package, before the row
    is committed: what a kill left there has no row, and makes way."""
    target = folder_of(package, number)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        shutil.rmtree(target)
    folder.rename(target)


def throw_away(package: uuid.UUID) -> None:
    shutil.rmtree(root() / str(package), ignore_errors=True)


def sweep() -> int:
    """Remove what has no row and was not touched for a day; returns how many folders."""
    known = {
        (str(package), str(number))
        for package, number in PackageVersion.objects.values_list("package__uuid", "number")
    }
    gone = 0
    for folder in list(root().glob("*/*")) if root().is_dir() else []:
        if (folder.parent.name, folder.name) in known or not _is_stale(folder):
            continue
        shutil.rmtree(folder, ignore_errors=True)
        gone += 1
    return gone


def _is_stale(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > STALE_SECONDS
    except FileNotFoundError:
        return False
