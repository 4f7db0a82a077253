"""A real film (WebM, VP8) of a given length, made of one still picture a second; and its captions."""

from __future__ import annotations

import io
import struct

from PIL import Image

CAPTIONS = (
    "WEBVTT\n\n00:00:00.000 --> 00:00:05.000\nWelkom bij de opname.\n\n"
    "00:00:05.000 --> 00:00:10.000\nWij beginnen met de logboeken.\n"
)


def webm(seconds: int = 20, width: int = 64, height: int = 36) -> bytes:
    frame = _keyframe(width, height)
    info = _tag(
        0x1549A966,
        _tag(0x2AD7B1, _number(1_000_000)), _tag(0x4489, struct.pack(">d", seconds * 1000.0)),
        _tag(0x4D80, b"tests"), _tag(0x5741, b"tests"),
    )  # fmt: skip
    video = _tag(0xE0, _tag(0xB0, _number(width)), _tag(0xBA, _number(height)))
    track = _tag(
        0xAE, _tag(0xD7, _number(1)), _tag(0x73C5, _number(1)), _tag(0x83, _number(1)),
        _tag(0x86, b"V_VP8"), video,
    )  # fmt: skip
    tracks = _tag(0x1654AE6B, track)
    clusters = [
        _tag(0x1F43B675, _tag(0xE7, _number(n * 1000)), _tag(0xA3, b"\x81\x00\x00\x80" + frame))
        for n in range(seconds)
    ]
    ahead = len(info + tracks) + len(_cues([0] * seconds))
    starts = [ahead + sum(map(len, clusters[:n])) for n in range(seconds)]
    segment = _tag(0x18538067, info, tracks, _cues(starts), *clusters)
    # By these very bytes programs know a WebM.
    kind = b"\x42\x82\x84webm\x42\x87\x81\x02"
    return _tag(0x1A45DFA3, kind) + segment


def _keyframe(width: int, height: int) -> bytes:
    """A lossy WebP holds exactly one."""
    held = io.BytesIO()
    Image.new("RGB", (width, height), (20, 80, 160)).save(held, "WEBP", quality=50)
    data = held.getvalue()
    at = data.index(b"VP8 ")
    (size,) = struct.unpack("<I", data[at + 4 : at + 8])
    return data[at + 8 : at + 8 + size]


def _cues(starts: list[int]) -> bytes:
    points = [
        _tag(
            0xBB, _tag(0xB3, _number(n * 1000)),
            _tag(0xB7, _tag(0xF7, _number(1)), _tag(0xF1, _number(start))),
        )
        for n, start in enumerate(starts)
    ]  # fmt: skip
    return _tag(0x1C53BB6B, *points)


def _number(value: int) -> bytes:
    return value.to_bytes(4, "big")


def _tag(name: int, *parts: bytes) -> bytes:
    """An EBML element; its size always in eight bytes, so that positions can be reckoned ahead."""
    body = b"".join(parts)
    key = name.to_bytes((name.bit_length() + 7) // 8, "big")
    return key + (len(body) | 1 << 56).to_bytes(8, "big") + body
