"""A real SMTP server on loopback that keeps what it gets, answers at once, and misbehaves on demand.

`python -m tests.standins.smtp_sink` runs it as a process of its own (see `standalone`).
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from tests.standins import standalone

END = b"\r\n.\r\n"
Hook = Callable[[str, "Accepted"], None]
"""Called with "envelope" before the 354 is written (no data yet), with "data" before the 250 and
with "accepted" right after it."""


@dataclass(frozen=True, slots=True)
class Accepted:
    sender: str
    to: tuple[str, ...]
    data: bytes
    # The number of the connection it came by, from 1.
    connection: int = 0

    @property
    def mail(self) -> EmailMessage:
        return message_from_bytes(self.data, policy=default)  # type: ignore[return-value]

    @property
    def message_id(self) -> str:
        return self.header("Message-ID")

    def header(self, name: str) -> str:
        """One plain header without parsing the whole mail; folded lines are joined."""
        head = self.data.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").decode("latin-1")
        for line in head.split("\r\n"):
            if line.lower().startswith(f"{name.lower()}:"):
                return line.partition(":")[2].strip()
        return ""


@dataclass
class SmtpSink:
    """Started with `with SmtpSink() as sink`; `sink.url` is an EMAIL_URL."""

    pipelining: bool = True
    keep: bool = True
    hook: Hook | None = None
    # Reply to RCPT by address, such as {"weg@stad.example": "550 5.1.1 Bestaat niet"}.
    refusals: dict[str, str] = field(default_factory=dict)
    # Replies to the next messages instead of 250, used up from the front.
    replies: list[str] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    count: int = 0
    connections: int = 0
    port: int = 0
    # When the last message was accepted, on the machine's monotonic clock.
    last_at: float = 0
    lines: set[asyncio.Transport] = field(default_factory=set)

    def __enter__(self) -> SmtpSink:
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(10)
        return self

    def __exit__(self, *exception: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def reset(self) -> None:
        self.count, self.last_at = 0, 0.0
        self.accepted.clear()

    def close(self) -> None:
        """Hang up on everybody and take no more calls, until `reopen`."""

        async def go() -> None:
            self._server.close()
            for line in list(self.lines):
                line.abort()

        asyncio.run_coroutine_threadsafe(go(), self._loop).result(10)

    def reopen(self) -> None:
        asyncio.run_coroutine_threadsafe(self.listen(self.port), self._loop).result(10)

    def to(self, address: str) -> list[EmailMessage]:
        return [each.mail for each in self.accepted if address in each.to]

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self.listen())
        ready.set()
        self._loop.run_forever()
        self._server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))

    async def listen(self, port: int = 0) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Session(self), "127.0.0.1", port)
        self.port = server.sockets[0].getsockname()[1]
        self._server = server
        return server


class Session(asyncio.Protocol):
    def __init__(self, sink: SmtpSink) -> None:
        self.sink = sink
        self.buffer = b""
        self.in_data = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.sink.lines.add(transport)
        self.sink.connections += 1
        self.number = self.sink.connections
        self._forget()
        self.transport.write(b"220 sink ESMTP\r\n")

    def connection_lost(self, error: Exception | None) -> None:
        self.sink.lines.discard(self.transport)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while self._step():
            pass

    def _step(self) -> bool:
        if self.in_data:
            body, found, rest = self.buffer.partition(END)
            if self.buffer.startswith(b".\r\n"):
                body, found, rest = b"", b".", self.buffer[3:]
            if not found:
                return False
            self.buffer = rest
            self.in_data = False
            self._take(body)
            return True
        line, found, rest = self.buffer.partition(b"\r\n")
        if not found:
            return False
        self.buffer = rest
        self._command(line.decode("utf-8", "replace"))
        return True

    def _command(self, line: str) -> None:
        word = line[:4].upper()
        if word == "EHLO":
            more = "250-PIPELINING\r\n" if self.sink.pipelining else ""
            self.transport.write(
                f"250-sink\r\n{more}250-8BITMIME\r\n250 SIZE 50000000\r\n".encode()
            )
        elif word == "MAIL":
            self._forget()
            self.sender = line.partition("<")[2].partition(">")[0]
            self._say("250 2.1.0 ok")
        elif word == "RCPT":
            address = line.partition("<")[2].partition(">")[0]
            refusal = self.sink.refusals.get(address)
            if not refusal:
                self.to.append(address)
            self._say(refusal or "250 2.1.5 ok")
        elif word == "DATA":
            self.in_data = bool(self.to)
            if self.to and self.sink.hook:
                self.sink.hook("envelope", Accepted(self.sender, tuple(self.to), b"", self.number))
            self._say("354 go" if self.to else "503 5.5.1 geen ontvanger")
        elif word == "QUIT":
            self._say("221 dag")
            self.transport.close()
        else:
            self._forget()
            self._say("250 ok")

    def _take(self, body: bytes) -> None:
        # RFC 5321 §4.5.2: the sender doubled each dot that begins a line.
        plain = (b"\r\n" + body + b"\r\n").replace(b"\r\n.", b"\r\n")[2:]
        message = Accepted(self.sender, tuple(self.to), plain, self.number)
        if self.sink.hook:
            self.sink.hook("data", message)
        reply = self.sink.replies.pop(0) if self.sink.replies else "250 2.0.0 ok"
        if reply == "disconnect":
            self.transport.abort()
            return
        if reply.startswith("250"):
            self.sink.count += 1
            self.sink.last_at = time.monotonic()
            if self.sink.keep:
                self.sink.accepted.append(message)
        self._say(reply)
        if reply.startswith("421"):
            self.transport.close()
        if self.sink.hook:
            self.sink.hook("accepted", message)
        self._forget()

    def _forget(self) -> None:
        self.sender, self.to = "", list[str]()

    def _say(self, reply: str) -> None:
        self.transport.write(f"{reply}\r\n".encode())


async def main() -> None:
    sink = SmtpSink()
    await sink.listen()
    await standalone.answer(sink, lambda each: (each.to[0], each.data))


if __name__ == "__main__":
    asyncio.run(main())
