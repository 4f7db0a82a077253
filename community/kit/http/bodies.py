"""Reading a body: unpacked piece by piece, and not one byte further than the cap."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from django.utils.translation import gettext as _

from community.kit.http.budget import too_large
from community.kit.http.errors import ConnectionFailed

STEP = 65_536
"""Bytes that come out of the decompressor at a time, however little went in."""
GZIP_START = b"\x1f"
EITHER, RAW = 47, -15
"""zlib's windowBits: gzip or zlib by its own header, or deflate without any."""


class Unpacker(Protocol):
    """The face of zlib's decompressor, whose own type has no public name."""

    @property
    def eof(self) -> bool: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...
    def flush(self, length: int = ..., /) -> bytes: ...


def read_body(chunks: Iterable[bytes], encoding: str, max_bytes: int) -> bytes:
    """The whole body; TooLarge as soon as it, packed or unpacked, passes `max_bytes`.

    `encoding` is the Content-Encoding: gzip and deflate, one at most. ConnectionFailed for
    another one, and for packed content that is damaged or breaks off.
    """
    packed = _capped(chunks, max_bytes)
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return b"".join(packed)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise ConnectionFailed(_("De server gebruikt een compressie die we niet kennen."))
    try:
        return b"".join(_capped(_unpacked(packed), max_bytes))
    except zlib.error as error:
        raise ConnectionFailed(_("De gecomprimeerde inhoud is beschadigd.")) from error


def _capped(pieces: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    room = max_bytes
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            raise too_large(max_bytes)
        yield piece


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker: Unpacker | None = None
    has_ended = False
    for chunk in chunks:
        data = _after_end(chunk) if has_ended and unpacker is None else chunk
        while data:
            unpacker = unpacker or _unpacker(data)
            yield unpacker.decompress(data, STEP)
            data = unpacker.unconsumed_tail
            if unpacker.eof:
                data, unpacker, has_ended = _after_end(unpacker.unused_data), None, True
    if unpacker is not None:
        yield unpacker.flush()
        if not unpacker.eof:
            raise ConnectionFailed(_("De gecomprimeerde inhoud breekt af."))


def _after_end(data: bytes) -> bytes:
    """gzip may be several files end to end; whatever else follows the end is padding."""
    data = data.lstrip(b"\0")
    return data if data.startswith(GZIP_START) else b""


def _unpacker(start: bytes) -> Unpacker:
    # "deflate" should have zlib's header, whose first byte ends on 8; some servers leave it out.
    has_header = start.startswith(GZIP_START) or start[0] & 0x0F == 8
    return zlib.decompressobj(EITHER if has_header else RAW)
