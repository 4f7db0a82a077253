"""Answers as people and programs send them to us; all of it is made up."""

from __future__ import annotations

from base64 import b64encode
from itertools import count

numbers = count(1)
QUOTE = "\n\nOp wo 25 nov 2026 om 09:00 schreef VlaVirGem <noreply@vlavirgem.example>:\n\n> Wie kent dit?\n"


def letter(
    to: str, text: str = "Bij ons werkt dat.", *, sender: str = "Charlie <charlie@aalst.example>",
    subject: str = "Re: [Mail] Hoe?", more: str = "", name: str = "", cc: str = "",
    quote: str = QUOTE, kind: str = "text/plain; charset=utf-8",
) -> bytes:  # fmt: skip
    name = name or f"<{next(numbers)}.ab@mail.aalst.example>"
    named = f"Message-ID: {name}\n" if name != "-" else ""
    copies = f"Cc: {cc}\n" if cc else ""
    return (
        f"From: {sender}\nTo: <{to}>\n{copies}Subject: {subject}\n{named}"
        f"Date: Wed, 25 Nov 2026 10:00:00 +0100\n{more}MIME-Version: 1.0\n"
        f"Content-Type: {kind}\n\n{text}{quote}"
    ).replace("\n", "\r\n").encode()  # fmt: skip


def parted(to: str, *parts: tuple[str, bytes], subtype: str = "mixed", **about: str) -> bytes:
    """A mail of several parts: (head, body) of each."""
    edge = "=_grens"
    head = letter(to, "", quote="", kind=f'multipart/{subtype}; boundary="{edge}"', **about)
    body = b"".join(
        b"--"
        + edge.encode()
        + b"\r\n"
        + first.replace("\n", "\r\n").encode()
        + b"\r\n\r\n"
        + (b64encode(rest) if "base64" in first else rest)
        + b"\r\n"
        for first, rest in parts
    )
    return head + body + b"--" + edge.encode() + b"--\r\n"


PLAIN = "Content-Type: text/plain; charset=utf-8"
PAGE = "Content-Type: text/html; charset=utf-8"


def attached(name: str, kind: str = "application/octet-stream", more: str = "") -> str:
    return (
        f'Content-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"'
        f"\nContent-Transfer-Encoding: base64{more}"
    )
