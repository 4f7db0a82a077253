"""Servers on this machine that answer as badly as a test asks them to."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

TLS_HELLO = b"\x16"

Answer = Callable[[socket.socket, str], None]
"""Writes what it likes to the line; gets the request's head as text."""


@dataclass
class Server:
    port: int
    host: str = "127.0.0.1"
    heads: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def here(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.here}/"

    @property
    def allowed(self) -> frozenset[str]:
        return frozenset({self.here})


@contextlib.contextmanager
def serve(
    answer: Answer, *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """A server that gives every request to `answer`, each in a thread of its own."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, 0), family=family)
    server = Server(listener.getsockname()[1], host)
    threads: list[threading.Thread] = []

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _peer = listener.accept()
                thread = threading.Thread(target=_serve_one, args=(line, tls, server, answer))
                threads.append(thread)
                thread.start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield server
    finally:
        # Closing alone does not wake a thread that waits in accept().
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in (accepting, *threads):
            thread.join(10)


def _serve_one(
    line: socket.socket, tls: ssl.SSLContext | None, server: Server, answer: Answer
) -> None:
    line.settimeout(10)
    with contextlib.suppress(OSError), line:
        wrapped = tls.wrap_socket(line, server_side=True) if tls else line
        with wrapped:
            head, body = _request(wrapped)
            server.heads.append(head)
            server.bodies.append(body)
            answer(wrapped, head)


def _request(line: socket.socket) -> tuple[str, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        more = line.recv(65536)
        data += more
        if not more or data.startswith(TLS_HELLO):
            break
    raw_head, _end, body = data.partition(b"\r\n\r\n")
    head = raw_head.decode("latin-1")
    wanted = int(header(head, "content-length") or 0)
    while len(body) < wanted:
        body += line.recv(65536)
    return head, body


def header(head: str, name: str) -> str | None:
    """The value of a header in a request's head; None when it was not sent."""
    for row in head.split("\r\n")[1:]:
        key, _colon, value = row.partition(":")
        if key.lower() == name:
            return value.strip()
    return None


def reply(
    body: bytes = b"", *, status: str = "200 OK", length: int | None = None, **headers: str
) -> Answer:
    """An ordinary answer; `content_encoding="gzip"` becomes a header."""
    rows = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
    rows += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    wire = ("\r\n".join(rows) + "\r\n\r\n").encode("latin-1") + body

    def answer(line: socket.socket, head: str) -> None:
        line.sendall(wire)

    return answer


def raw(wire: bytes) -> Answer:
    """An answer of these very bytes."""
    return pour(wire, b"", 0)


def always(*addresses: str) -> Callable[[str, int], list[str]]:
    """A name service that gives every name these addresses."""

    def resolve(host: str, port: int) -> list[str]:
        return list(addresses)

    return resolve


def redirect(location: str, status: str = "302 Found") -> Answer:
    return reply(status=status, location=location)


def drip(start: bytes, piece: bytes, every: float, seconds: float = 8.0) -> Answer:
    """`start` at once, then `piece` again and again: no single read ever waits long."""

    def answer(line: socket.socket, head: str) -> None:
        line.sendall(start)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            line.sendall(piece)
            time.sleep(every)

    return answer


def pour(start: bytes, piece: bytes, times: int) -> Answer:
    """`start`, then as much of `piece` as the other side will take."""

    def answer(line: socket.socket, head: str) -> None:
        line.sendall(start)
        for _each in range(times):
            line.sendall(piece)

    return answer
