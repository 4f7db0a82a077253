"""The name somebody gave a file, made fit to show and to offer; it is never a path of ours."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Bytes in UTF-8; file systems take 255, and a browser may add a number."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
SEPARATORS = re.compile(r"[/\\]")
FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(name: str) -> str:
    """Without folders, control signs, signs that turn the reading order and what Windows refuses.

    >>> clean_name("..\\\\map/Verslag\\u202efdp.exe\\x00 ")
    'Verslagfdp.exe'
    """
    name = unicodedata.normalize("NFC", SEPARATORS.split(name)[-1])
    # Cc control, Cf format (U+202E turns „gpj.exe” into a picture), Cs and Co: no letter at all.
    name = "".join(" " if sign.isspace() else sign for sign in name if _may_stand(sign))
    name = re.sub(r"\s+", " ", FORBIDDEN.sub("-", name)).rstrip(" .")
    stem, ending = split_name(name)
    stem = stem.strip(" .")
    if not stem or RESERVED.fullmatch(stem.split(".")[0]):
        stem = f"bestand {stem}".strip()
    room = LONGEST - len(ending.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + ending


def split_name(name: str) -> tuple[str, str]:
    """The stem and the last ending with its dot, in small letters and never longer than ten signs."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,9}", ending):
        return name, ""
    return stem, f".{ending.lower()}"


def _may_stand(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")
