"""What an answer may cost: bytes, memory and time."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
import zlib

import pytest

from community.kit.http import ConnectionFailed, TooLarge, TooSlow, fetch
from tests.community.kit.servers import drip, pour, raw, redirect, reply, serve

HERE = frozenset({"127.0.0.1"})
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"
"""Valid deflate that unpacks to nothing, for as long as one likes."""
OPEN = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
ENDLESS = 30
"""Seconds: half of what the other side would take if nobody left."""


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def bomb(wbits: int, megabytes: int) -> bytes:
    packer = zlib.compressobj(1, wbits=wbits)
    zeros = bytes(1_000_000)
    return b"".join(packer.compress(zeros) for _each in range(megabytes)) + packer.flush()


TEXT = b"Kwetsbaarheid in een pakket " * 5_000


def zipped(body: bytes) -> bytes:
    """Gzip without the time of day: the names of tests must be the same in every process."""
    return gzip.compress(body, mtime=0)


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", zipped(TEXT)),
        ("x-gzip", zipped(TEXT)),
        ("GZIP", zipped(TEXT[:70_000]) + zipped(TEXT[70_000:])),
        ("gzip", zipped(TEXT) + bytes(700)),
        ("gzip", zipped(TEXT) + b"padding of some server"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("identity", TEXT),
    ],
)
@pytest.mark.parametrize("piece", [7, 1_000_000])
def test_packed_body_in_large_and_small_pieces(encoding, packed, piece):
    parts = [packed[start : start + piece] for start in range(0, len(packed), piece)]
    wire = b"".join(map(chunk, parts)) + chunk(b"")
    head = CHUNKED + f"Content-Encoding: {encoding}\r\n\r\n".encode()
    with serve(raw(head + wire)) as server:
        assert fetch(server.url, allowed_private=HERE).body == TEXT


def test_packed_body_of_nothing():
    with serve(reply(b"", content_encoding="gzip")) as server:
        assert fetch(server.url, allowed_private=HERE).body == b""


@pytest.mark.parametrize(
    ("body", "encoding", "message"),
    [
        (zipped(TEXT)[:-20], "gzip", "breekt af"),
        (zipped(TEXT)[:5], "gzip", "breekt af"),
        (b"no gzip at all", "gzip", "beschadigd"),
        (zipped(zipped(TEXT)), "gzip, gzip", "niet kennen"),
        (b"brotli", "br", "niet kennen"),
    ],
)
def test_packed_body_that_cannot_be_read(body, encoding, message):
    answer = reply(body, content_encoding=encoding)
    with serve(answer) as server, pytest.raises(ConnectionFailed, match=message):
        fetch(server.url, allowed_private=HERE)


@pytest.mark.parametrize(("encoding", "wbits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
def test_bomb_stops_at_the_cap(encoding, wbits):
    packed = bomb(wbits, 100)
    with serve(reply(packed, content_encoding=encoding)) as server:
        tracemalloc.start()
        try:
            with pytest.raises(TooLarge) as caught:
                fetch(server.url, allowed_private=HERE, max_bytes=5_000_000)
            most = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert (caught.value.code, str(caught.value)) == (
        "too-large", "Het antwoord is groter dan 5 MB.",
    )  # fmt: skip
    assert most < 12_000_000


def test_declared_size_is_refused_before_reading():
    """Nothing of the 30 MB ever comes: waiting for it would end in TooSlow."""
    start = OPEN + b"Content-Length: 30000000\r\n\r\n"
    with serve(drip(start, b"", 0.1, seconds=1.5)) as server, pytest.raises(TooLarge):
        fetch(server.url, allowed_private=HERE, total_seconds=1)


def test_body_of_30_mb_that_says_no_size():
    with serve(pour(OPEN + b"\r\n", b"x" * 100_000, 300)) as server, pytest.raises(TooLarge):
        fetch(server.url, allowed_private=HERE)


@pytest.mark.parametrize(("size", "fits"), [(9_999, True), (10_000, True), (10_001, False)])
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_cap_to_the_byte(size, fits, encoding):
    body = bytes(size)
    packed = zipped(body) if encoding else body
    with serve(reply(packed, content_encoding=encoding)) as server:
        if fits:
            assert fetch(server.url, allowed_private=HERE, max_bytes=10_000).body == body
        else:
            with pytest.raises(TooLarge, match="groter dan 10000 bytes"):
                fetch(server.url, allowed_private=HERE, max_bytes=10_000)


def test_packed_bytes_count_too():
    """Padding after the end unpacks to nothing, but it is read all the same."""
    wire = OPEN + b"Content-Encoding: gzip\r\n\r\n" + zipped(b"small")
    with serve(pour(wire, bytes(65_536), 500)) as server, pytest.raises(TooLarge):
        fetch(server.url, allowed_private=HERE, max_bytes=1_000_000)


def test_chunk_marks_count_too():
    """One byte a chunk, each in a kilobyte of chunk extension."""
    piece = b"1;" + b"e" * 1_000 + b"\r\nx\r\n"
    with serve(pour(CHUNKED + b"\r\n", piece * 60, 2_000)) as server, pytest.raises(TooLarge):
        fetch(server.url, allowed_private=HERE, max_bytes=1_000_000)


def test_endless_early_hints():
    hint = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    with serve(pour(b"", hint * 500, 5_000)) as server, pytest.raises(TooLarge):
        fetch(server.url, allowed_private=HERE, max_bytes=100_000)


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (OPEN + b"\r\n", b"x"),
        (OPEN, b"X-More: a\r\n"),
        (b"HTTP", b"/"),
        (CHUNKED + b"\r\n", chunk(b"x")),
        (OPEN + b"Content-Encoding: gzip\r\n\r\n" + zipped(TEXT)[:10], EMPTY_BLOCK),
    ],
)
def test_drip_stops_at_the_total_time(start, piece):
    with serve(drip(start, piece, 0.1, seconds=60)) as server:
        begin = time.monotonic()
        with pytest.raises(TooSlow) as caught:
            fetch(server.url, allowed_private=HERE, total_seconds=0.6)
        assert time.monotonic() - begin < ENDLESS
    assert (caught.value.code, str(caught.value)) == (
        "too-slow", "De server antwoordt te traag.",
    )  # fmt: skip


def test_time_counts_over_all_hops():
    def answer(line: socket.socket, head: str) -> None:
        time.sleep(0.25)
        redirect("/again")(line, head)

    with serve(answer) as server:
        begin = time.monotonic()
        with pytest.raises(TooSlow):
            fetch(server.url, allowed_private=HERE, total_seconds=0.6, max_redirects=50)
        assert time.monotonic() - begin < ENDLESS
    assert 1 < len(server.heads) < 4


def test_name_service_that_never_answers():
    def resolve(host: str, port: int) -> list[str]:
        over.wait(60)
        return ["127.0.0.1"]

    over = threading.Event()
    begin = time.monotonic()
    try:
        with pytest.raises(TooSlow):
            fetch("http://feed.example/", total_seconds=0.3, resolve=resolve)
    finally:
        over.set()
    assert time.monotonic() - begin < ENDLESS


def test_server_that_greets_nobody_in_tls():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begin = time.monotonic()
        with pytest.raises(TooSlow):
            fetch(
                f"https://127.0.0.1:{silent.getsockname()[1]}/",
                allowed_private=HERE, total_seconds=0.5,
            )  # fmt: skip
        assert time.monotonic() - begin < ENDLESS


def test_server_that_does_not_read():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begin = time.monotonic()
        with pytest.raises(TooSlow):
            fetch(
                f"http://127.0.0.1:{silent.getsockname()[1]}/", allowed_private=HERE,
                total_seconds=0.5, method="POST", content=bytes(30_000_000),
            )  # fmt: skip
        assert time.monotonic() - begin < ENDLESS


@pytest.mark.parametrize("status", ["302 Found", "301 Moved"])
def test_body_of_a_redirect_is_not_read(status):
    start = f"HTTP/1.1 {status}\r\nLocation: /feed\r\n\r\n".encode()

    def answer(line: socket.socket, head: str) -> None:
        if head.startswith("GET / "):
            drip(start, b"x", 0.1, seconds=3)(line, head)
        else:
            reply(b"feed")(line, head)

    with serve(answer) as server:
        got = fetch(server.url, allowed_private=HERE, total_seconds=2)
    assert got.body == b"feed"
    assert got.elapsed < 1
