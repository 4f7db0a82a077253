"""Bytes on disk: written beside their place, flushed, and only then moved to it."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from community.files.enums import Refusal
from community.files.refusals import FileRefused


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


PIECE = 1 << 20
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Written:
    size: int
    sha256: str


def pieces(file: Readable, size: int = PIECE) -> Iterator[bytes]:
    while piece := file.read(size):
        yield piece


def write_new(path: Path, content: Iterable[bytes], *, most: int, name: str) -> Written:
    """Write a part file, hashing on the way; FileRefused as soon as it passes `most` bytes."""
    digest, size = hashlib.sha256(), 0
    with _room(name), _open(path, "wb") as file:
        for piece in content:
            size += len(piece)
            if size > most:
                raise FileRefused(Refusal.TOO_LARGE, name=name, most=readable(most))
            digest.update(piece)
            file.write(piece)
        _flush(file)
    return Written(size, digest.hexdigest())


def write_at(path: Path, offset: int, chunk: bytes, *, name: str) -> None:
    """Put a chunk at its place; what a writer that died left beyond it is overwritten."""
    with _room(name), _open(path, "r+b" if path.exists() else "wb") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(chunk)
        _flush(file)


def read_back(path: Path) -> Written:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        for piece in pieces(file):
            digest.update(piece)
            size += len(piece)
    return Written(size, digest.hexdigest())


def place(part: Path, whole: Path) -> None:
    """Give finished bytes their place, in one step; the part stays until it is dropped."""
    whole.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    drop(whole)
    try:
        whole.hardlink_to(part)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.EXDEV, errno.EMLINK):
            raise
        _copy(part, whole)
    folder = os.open(whole.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def drop(path: Path) -> None:
    with suppress(FileNotFoundError):
        path.unlink()


def readable(size: int) -> str:
    """A number of bytes in Dutch words of at most three digits: "50 MB", "1,5 GB"."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= step:
            number = f"{size / step:.1f}" if size < 10 * step else f"{size / step:.0f}"
            return f"{number.removesuffix('.0').replace('.', ',')} {unit}"
    return f"{size} bytes"


def _copy(part: Path, whole: Path) -> None:
    """Where a file system knows no second name for a file."""
    beside = whole.with_suffix(".copy")
    shutil.copyfile(part, beside)
    with beside.open("r+b") as file:
        _flush(file)
    beside.replace(whole)


@contextmanager
def _open(path: Path, mode: str) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open(mode) as file:
        yield file  # type: ignore[misc]


@contextmanager
def _room(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise FileRefused(Refusal.NO_ROOM, name=name) from error
        raise


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
