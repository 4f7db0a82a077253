"""What a file is, by its bytes. Names and what a browser says about them count for nothing here."""

from __future__ import annotations

import zipfile
from pathlib import Path

import filetype

from community.files.enums import Refusal
from community.files.names import split_name
from community.files.refusals import FileRefused
from community.files.types import BY_ENDING, BY_MEDIA_TYPE, ODF, OOXML, FileType

HEAD = 8192
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# "EncryptedPackage" as an OLE directory writes names: what Office makes of a file with a password.
SEALED = "EncryptedPackage".encode("utf-16-le")
MARKUP = (b"<!doctype", b"<html", b"<script", b"<head", b"<body", b"<iframe")
ALIKE = {"audio/x-wav": "audio/wav", "video/x-m4v": "video/mp4", "application/ogg": "audio/ogg"}
PARTS = {
    "word/document.xml": f"{OOXML}.wordprocessingml.document",
    "xl/workbook.xml": f"{OOXML}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OOXML}.presentationml.presentation",
}
TEXTS = ("text/plain", "text/markdown", "text/csv")


def sniff(path: Path, name: str) -> FileType:
    """The type of the file; FileRefused when we do not know it or its name says something else."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    found = _by_bytes(path, head, name)
    ending = split_name(name)[1]
    if ending in found.endings:
        return found
    told = BY_ENDING.get(ending)
    if found.media_type in TEXTS and told and told.media_type in TEXTS:
        return told
    is_really = f"{found.form.label} ({found.endings[0].lstrip('.')})"
    raise FileRefused(Refusal.MISNAMED, name=name, media_type=is_really)


def _by_bytes(path: Path, head: bytes, name: str) -> FileType:
    if head.startswith(OLE):
        code = Refusal.LOCKED if _holds(path, SEALED) else Refusal.OLD_OFFICE
        raise FileRefused(code, name=name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(path, name)
    guessed = filetype.guess(head)
    media_type = guessed.mime if guessed else _written(head)
    if media_type == "image/svg+xml":
        raise FileRefused(Refusal.DRAWING, name=name)
    found = BY_MEDIA_TYPE.get(ALIKE.get(media_type, media_type))
    if found is None:
        raise FileRefused(Refusal.UNKNOWN, name=name)
    return found


def _packed(path: Path, name: str) -> FileType:
    """An office file is a zip with its kind written inside; any other zip is none of ours."""
    try:
        with zipfile.ZipFile(path) as pack:
            names = set(pack.namelist())
            media_type = next((PARTS[each] for each in PARTS if each in names), "")
            if "mimetype" in names and not media_type:
                with pack.open("mimetype") as told:
                    media_type = told.read(100).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise FileRefused(Refusal.BROKEN, name=name) from error
    found = BY_MEDIA_TYPE.get(media_type)
    if found is None or not media_type.startswith((OOXML, ODF)):
        raise FileRefused(Refusal.UNKNOWN, name=name)
    return found


def _written(head: bytes) -> str:
    """The media type of what somebody wrote as text; "" when it is none, or something that runs."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1024].lower()
    if b"<svg" in start:
        return "image/svg+xml"
    if b"\0" in head or start.startswith((b"#!", b"<?", b"%!", *MARKUP)):
        return ""
    if any(mark in head.lower() for mark in (b"<script", b"<!doctype html")):
        return ""
    try:
        # The last sign may be cut in two.
        head[:-3].decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "text/vtt" if start.startswith(b"webvtt") else "text/plain"


def _holds(path: Path, words: bytes) -> bool:
    """Whether these bytes stand anywhere, with no more than a piece of the file in memory."""
    kept = b""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if words in kept + piece:
                return True
            kept = piece[-len(words) :]
    return False
