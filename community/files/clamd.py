"""Asking clamd about a file, as its manual (clamd(8), "COMMANDS") describes INSTREAM."""

from __future__ import annotations

import socket
import struct
from pathlib import Path
from urllib.parse import urlsplit

from community.files.disk import pieces

CHUNK = 1 << 17
SECONDS = 120
MOST_ANSWER = 4096
DEFAULT_PORT = 3310


class ScannerAway(Exception):
    """No answer that says anything about the file: ask again later. Its text says what happened."""


def scan(url: str, path: Path) -> str:
    """What clamd found in the file, "" when nothing; ScannerAway.

    `url` is tcp://host:port, unix:///path or a plain path.
    """
    try:
        with _connected(url) as line:
            return _verdict(_asked(line, path))
    except (OSError, ValueError) as error:
        raise ScannerAway(f"{type(error).__name__}: {error}") from error


def answers(url: str) -> bool:
    """Whether a scanner stands at this address (PING)."""
    try:
        with _connected(url, seconds=3) as line:
            line.sendall(b"zPING\0")
            return _answer(line) == "PONG"
    except (OSError, ValueError, ScannerAway):
        return False


def _connected(url: str, seconds: int = SECONDS) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "tcp":
        address = (parts.hostname or "localhost", parts.port or DEFAULT_PORT)
        return socket.create_connection(address, timeout=seconds)
    if parts.scheme not in ("unix", ""):
        raise ValueError(f"CLAMAV_URL knows no {parts.scheme}://")
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(seconds)
    try:
        line.connect(parts.path)
    except OSError:
        line.close()
        raise
    return line


def _asked(line: socket.socket, path: Path) -> str:
    """Send the file in chunks, each after its length in four bytes; one of no bytes ends it."""
    try:
        line.sendall(b"zINSTREAM\0")
        with path.open("rb") as file:
            for piece in pieces(file, CHUNK):
                line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # Past its StreamMaxLength clamd says so and hangs up while we still send.
        return _answer(line)
    return _answer(line)


def _answer(line: socket.socket) -> str:
    got = b""
    while not got.endswith(b"\0") and len(got) < MOST_ANSWER:
        part = line.recv(MOST_ANSWER)
        if not part:
            break
        got += part
    return got.rstrip(b"\0\n").decode("utf-8", "replace").strip()


def _verdict(answer: str) -> str:
    """ "stream: OK", "stream: Name FOUND", or anything else: no verdict."""
    said = answer.removeprefix("stream: ")
    if answer == said:
        raise ScannerAway(answer or "clamd said nothing")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND").strip() or "?"
    raise ScannerAway(said)
