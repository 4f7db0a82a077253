"""A web server where nothing ever changes: 304 to whoever has what it has, late under /slow.

`python -m tests.bench.still_server SECONDS` runs it as a process of its own and prints its port.
"""

from __future__ import annotations

import asyncio
import sys

ETAG = '"unchanged"'
ANSWER = f"HTTP/1.1 304 Not Modified\r\nETag: {ETAG}\r\n\r\n".encode()
REFUSAL = b"HTTP/1.1 500 Not conditional\r\nContent-Length: 0\r\n\r\n"


class Session(asyncio.Protocol):
    slow = 0.0

    def __init__(self) -> None:
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _end, self.buffer = self.buffer.partition(b"\r\n\r\n")
            answer = ANSWER if f"if-none-match: {ETAG}".encode() in head.lower() else REFUSAL
            wait = self.slow if head.startswith(b"GET /slow") else 0
            asyncio.get_running_loop().call_later(wait, self.transport.write, answer)


async def main(slow: float) -> None:
    Session.slow = slow
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Session, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Until our parent goes.
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
