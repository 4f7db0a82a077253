"""A mail that came in, taken apart: what it says and what hangs under it. Never raises.

What strangers sent may be anything: every part that cannot be read counts as empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from community.forum.mail.texts import as_text
from community.mail_in.reading import body_of, clean, header, parts_of, storable

DEEPEST = 8
MOST_PARTS = 60
MOST_SIGNS = 400_000
"""Of the text of a mail, with all that it repeats; a post holds a tenth of it."""
SMALL_PICTURE = 25_000
"""Bytes. A smaller picture inside the text is part of a signature."""
SEALS = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
)
"""What signs a mail: nothing that its writer would miss."""
QUOTED = re.compile(r"^(>+) ?")
CHECKS = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]{3,12})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attached:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    files: tuple[Attached, ...] = ()
    # Names of pictures in the text, which have no place of their own in a post.
    pictures: tuple[str, ...] = ()


def read_out(message: Message) -> Said:
    parts = list(_leaves(message, 0))[:MOST_PARTS]
    texts = [each for each in parts if not _hangs(each)]
    plain = [_text(each) for each in texts if each.get_content_type() == "text/plain"]
    pages = [_text(each) for each in texts if each.get_content_type() == "text/html"]
    text = "\n".join(each for each in plain if each.strip())
    if not text.strip():
        text = "\n\n".join(_page_text(each) for each in pages)
    files, pictures = [], []
    for n, part in enumerate(parts, 1):
        if not _hangs(part):
            continue
        content, name = body_of(part), _name(part, n)
        if not _is_inside(part):
            files.append(Attached(name, content))
        elif len(content) >= SMALL_PICTURE:
            pictures.append(name)
    return Said(text[:MOST_SIGNS], tuple(files), tuple(pictures))


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    """The parts that hold something, in order; a mail that hangs in it is one of them, whole."""
    if depth > DEEPEST:
        return
    inside = parts_of(part) if part.get_content_maintype() == "multipart" else []
    if not inside and part.get_content_type() not in SEALS:
        yield part
    for each in inside:
        yield from _leaves(each, depth + 1)


def _hangs(part: Message) -> bool:
    """Whether a part hangs under the text instead of being it."""
    kind = part.get_content_type()
    disposition = header(part, "Content-Disposition").lower()
    if kind not in ("text/plain", "text/html"):
        return part.get_content_maintype() != "multipart" and bool(part.get_payload())
    return disposition.startswith("attachment") or _file_name(part) != ""


def _is_inside(part: Message) -> bool:
    disposition = header(part, "Content-Disposition").lower()
    is_picture = part.get_content_maintype() == "image"
    return (
        is_picture and not disposition.startswith("attachment") and bool(header(part, "Content-ID"))
    )


def _file_name(part: Message) -> str:
    try:
        given = part.get_filename() or ""
    except Exception:  # noqa: BLE001 - a parameter that is none
        return ""
    with suppress(Exception):
        given = str(make_header(decode_header(given)))
    return clean(given)[:200]


def _name(part: Message, number: int) -> str:
    known = _file_name(part)
    if known:
        return known
    ending = "eml" if part.get_content_maintype() == "message" else part.get_content_subtype()[:8]
    return f"bijlage-{number}.{re.sub(r'[^a-z0-9]', '', ending) or 'bin'}"


def _text(part: Message) -> str:
    body = body_of(part)[: MOST_SIGNS * 4]
    try:
        text = body.decode(str(part.get_content_charset("utf-8")), "replace")
    except (LookupError, ValueError):
        text = body.decode("latin-1")
    text = storable(text).replace("\r\n", "\n").replace("\r", "\n")
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    is_joined = str(part.get_param("delsp", "")).lower() == "yes"
    return _unflowed(text, is_joined) if is_flowed else text


def _unflowed(text: str, is_joined: bool) -> str:
    """RFC 3676: a line that ends in a space goes on in the next, at the same depth of quotes."""
    found: list[str] = []
    goes_on, depth = False, ""
    for line in text.split("\n"):
        quote = QUOTED.match(line)
        mark, said = (quote[1], line[quote.end() :]) if quote else ("", line.removeprefix(" "))
        if goes_on and mark == depth and found:
            found[-1] += said
        else:
            found.append(f"{mark} {said}" if mark else said)
        goes_on = said.endswith(" ") and said != "-- "
        if goes_on and is_joined:
            found[-1] = found[-1][:-1]
        depth = mark
    return "\n".join(found)


def _page_text(html: str) -> str:
    try:
        return as_text(html)
    except Exception:  # noqa: BLE001 - a page that no reader makes anything of
        return ""


def sender_of(message: Message) -> str:
    """The address that the mail says it is from, in small letters; "" when it names none."""
    found = _addresses(header(message, "From"))
    return found[0].lower() if found else ""


def addressees(message: Message) -> int:
    """How many addresses the head names."""
    return len(_addresses(", ".join(filter(None, (header(message, "To"), header(message, "Cc"))))))


def _addresses(line: str) -> list[str]:
    try:
        return [address for _name, address in getaddresses([line]) if "@" in address]
    except Exception:  # noqa: BLE001 - addresses that are none
        return []


def checks_of(message: Message) -> str:
    """What the server that took the mail in says of SPF, DKIM and DMARC, such as "dkim=pass spf=fail".

    Only the topmost line is looked at: whatever stands below it the sender may have written himself.
    """
    found = {
        name.lower(): result.lower()
        for name, result in CHECKS.findall(header(message, "Authentication-Results"))
    }
    return " ".join(f"{name}={found[name]}" for name in sorted(found))


def name_of(message: Message) -> str:
    """The Message-ID; "" when there is none that can be kept."""
    name = header(message, "Message-ID")
    is_one = re.fullmatch(
        r"<[\x21-\x3b\x3d\x3f-\x7e]{3,240}@[\x21-\x3b\x3d\x3f-\x7e]{1,200}>", name
    )
    return name if is_one and len(name) <= 250 else ""
