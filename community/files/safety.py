"""What may not be inside a file of a kind that we take, looked at before anybody can open it."""

from __future__ import annotations

import re
import zipfile
from itertools import pairwise
from pathlib import Path

from PIL import Image

from community.files.enums import FileForm, Refusal
from community.files.refusals import FileRefused
from community.files.types import ODF, OOXML, FileType

MOST_MEMBERS = 10_000
MOST_UNPACKED = 1_000_000_000
"""Bytes, of all that is in one office file."""
MOST_MEMBER_RATIO, SMALL = 200, 10_000_000
"""Times a member may grow when it is unpacked, unless it stays small."""
MOST_PIXELS = 100_000_000
TAIL = 4096
LOCK = re.compile(rb"/Encrypt\s+(\d+\s+\d+\s+R|<<)")
MACROS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|basic/.+|scripts/.+)$", re.IGNORECASE)
MACRO_TYPES = (b"macroEnabled", b"vbaProject")


def check(path: Path, found: FileType, name: str) -> None:
    """FileRefused when the file is broken, locked, carries programs or unpacks without end."""
    if found.media_type.startswith((OOXML, ODF)):
        _office(path, name)
    elif found.form == FileForm.PDF:
        _pdf(path, name)
    elif found.form == FileForm.IMAGE:
        _image(path, name)


def _office(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as pack:
            members = pack.infolist()
            _weigh(members, name)
            if any(each.flag_bits & 1 for each in members):
                raise FileRefused(Refusal.LOCKED, name=name)
            if any(MACROS.search(each.filename) for each in members) or _says_macros(pack):
                raise FileRefused(Refusal.MACROS, name=name)
            _locked_odf(pack, name)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise FileRefused(Refusal.BROKEN, name=name) from error


def _weigh(members: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(each.file_size for each in members)
    grows = any(
        each.file_size > SMALL and each.file_size > MOST_MEMBER_RATIO * max(each.compress_size, 1)
        for each in members
    )
    # Members that lie over one another are packed more bytes than there are.
    overlap = any(a.header_offset == b.header_offset for a, b in pairwise(members))
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or grows or overlap:
        raise FileRefused(Refusal.BOMB, name=name)


def _says_macros(pack: zipfile.ZipFile) -> bool:
    return any(mark in _start(pack, "[Content_Types].xml", 1 << 20) for mark in MACRO_TYPES)


def _locked_odf(pack: zipfile.ZipFile, name: str) -> None:
    if b"encryption-data" in _start(pack, "META-INF/manifest.xml", 1 << 20):
        raise FileRefused(Refusal.LOCKED, name=name)


def _start(pack: zipfile.ZipFile, member: str, most: int) -> bytes:
    if member not in pack.NameToInfo:
        return b""
    with pack.open(member) as file:
        return file.read(most)


def _pdf(path: Path, name: str) -> None:
    """Whole and without a password; what stands inside is read later, in a process of its own."""
    size, kept = path.stat().st_size, b""
    with path.open("rb") as file:
        file.seek(max(size - TAIL, 0))
        if b"%%EOF" not in file.read():
            raise FileRefused(Refusal.BROKEN, name=name)
        file.seek(0)
        while piece := file.read(1 << 20):
            if LOCK.search(kept + piece):
                raise FileRefused(Refusal.LOCKED, name=name)
            kept = piece[-64:]


def _image(path: Path, name: str) -> None:
    try:
        with Image.open(path) as image:
            if image.width * image.height > MOST_PIXELS:
                raise FileRefused(Refusal.BOMB, name=name)
            image.verify()
    except Image.DecompressionBombError as error:
        raise FileRefused(Refusal.BOMB, name=name) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise FileRefused(Refusal.BROKEN, name=name) from error
