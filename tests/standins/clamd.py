"""A clamd that holds who calls it to the written protocol (clamd(8)) and knows one virus: EICAR's."""

from __future__ import annotations

import struct
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, most: int = 25_000_000) -> None:
        """`most` is its StreamMaxLength, in bytes."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.most = most
        self.scanned: list[bytes] = []
        self.broken: list[str] = []
        self.url = f"tcp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Clamd:
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *about: object) -> None:
        self.shutdown()
        self.server_close()


class Handler(StreamRequestHandler):
    server: Clamd

    def handle(self) -> None:
        command = self._command()
        if command == b"PING":
            self._say("PONG")
        elif command == b"INSTREAM":
            self._scan()
        else:
            self.server.broken.append(f"command {command!r}")
            self._say("UNKNOWN COMMAND")

    def _command(self) -> bytes:
        """One that begins with z ends with a NUL."""
        got = b""
        while not got.endswith(b"\0"):
            sign = self.rfile.read(1)
            if not sign:
                return b""
            got += sign
        return got[1:-1] if got.startswith(b"z") else b""

    def _scan(self) -> None:
        content = b""
        while True:
            head = self.rfile.read(4)
            if len(head) < 4:
                self.server.broken.append("ended without a chunk of no bytes")
                return
            (length,) = struct.unpack("!I", head)
            if not length:
                break
            if len(content) + length > self.server.most:
                self._say("INSTREAM size limit exceeded. ERROR")
                return
            chunk = self.rfile.read(length)
            if len(chunk) < length:
                self.server.broken.append("a chunk is shorter than it says")
                return
            content += chunk
        self.server.scanned.append(content)
        self._say("stream: Win.Test.EICAR_HDB-1 FOUND" if EICAR in content else "stream: OK")

    def _say(self, answer: str) -> None:
        self.wfile.write(answer.encode() + b"\0")
