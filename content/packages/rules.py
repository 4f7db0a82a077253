"""How much a package may be, which kinds of file it may hold, and who may do what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from community.organisations.enums import Audience
from community.organisations.rules import is_editor, may_see

if TYPE_CHECKING:
    from community.organisations.rules import Person

OFFERED = (Audience.MEMBERS, Audience.GOVERNMENTS, Audience.PUBLIC)
"""Audiences that a package can be for; one must sign in for each of them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may be at most; sizes in bytes."""

    packed: int = 500_000_000
    unpacked: int = 1_000_000_000
    files: int = 5_000
    manifest: int = 5_000_000
    # A member or a whole that grows more than so many times when unpacked is a bomb…
    ratio: int = 100
    # …but below this size text alone can shrink so well.
    ratio_from: int = 1_000_000
    # Signs in a path, and folders deep.
    path: int = 240
    depth: int = 20


LIMITS = Limits()

SHOWN = {
    "html": "text/html", "htm": "text/html", "xhtml": "application/xhtml+xml",
    "js": "text/javascript", "mjs": "text/javascript", "css": "text/css",
    "json": "application/json", "xml": "application/xml", "xsd": "application/xml",
    "xsl": "application/xml", "dtd": "application/xml-dtd", "txt": "text/plain",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "svg": "image/svg+xml", "webp": "image/webp", "avif": "image/avif", "bmp": "image/bmp",
    "ico": "image/vnd.microsoft.icon", "mp4": "video/mp4", "m4v": "video/mp4",
    "webm": "video/webm", "ogv": "video/ogg", "mov": "video/quicktime", "mp3": "audio/mpeg",
    "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg", "wav": "audio/wav",
    "aac": "audio/aac", "vtt": "text/vtt", "srt": "text/plain", "woff": "font/woff",
    "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf", "pdf": "application/pdf",
    "wasm": "application/wasm", "webmanifest": "application/manifest+json",
    "map": "application/json",
}  # fmt: skip
"""Kinds of file that a browser may show or run; every other kind is only ever a download."""

OFFICE = frozenset(
    ("docx", "pptx", "xlsx", "odt", "odp", "ods", "epub", "docm", "pptm", "xlsm", "potx", "dotx")
)
"""Archives in themselves, and no danger as such."""

ARCHIVES = frozenset(
    ("zip", "gz", "tgz", "bz2", "xz", "7z", "rar", "tar", "zst", "cab", "iso", "jar", "war")
)
PROGRAMS = frozenset(
    ("exe", "dll", "msi", "com", "scr", "bat", "cmd", "ps1", "vbs", "vbe", "wsf", "hta", "lnk",
     "pif", "cpl", "reg", "app", "dmg", "pkg", "deb", "rpm", "apk", "sh")
)  # fmt: skip


def extension(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2].lower() if "." in path else ""


def may_edit_packages(user: Person) -> bool:
    return is_editor(user)


def audiences_of(user: Person) -> list[Audience]:
    """Which of the audiences on offer this person belongs to."""
    return [each for each in OFFERED if user.is_authenticated and may_see(user, each)]
