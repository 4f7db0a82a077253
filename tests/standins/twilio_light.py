"""The same Twilio for great numbers: it takes messages and does nothing else, at little cost.

`python -m tests.standins.twilio_light` runs it as a process of its own (see `standalone`); what it
keeps of a message is the request itself, so that it can be sent again.
"""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from tests.standins import standalone
from tests.standins.twilio import SID, TOKEN, TwilioStandIn

ALLOWED = b"basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).lower()
PATH = f"/2010-04-01/Accounts/{SID}/Messages.json"


@dataclass
class LightTwilio:
    twilio: TwilioStandIn = field(default_factory=lambda: TwilioStandIn(keep=False))
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def last_at(self) -> float:
        return self.twilio.last_at

    @property
    def count(self) -> int:
        return self.twilio.count

    def reset(self) -> None:
        self.twilio.count, self.twilio.last_at = 0, 0.0
        self.accepted.clear()

    async def listen(self) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Session(self), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server


class Session(asyncio.Protocol):
    def __init__(self, sink: LightTwilio) -> None:
        self.sink = sink
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while self._step():
            pass

    def _step(self) -> bool:
        head, found, rest = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        first, *lines = head.split(b"\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in lines)
        length = int(fields.get(b"content-length", 0))
        if len(rest) < length:
            return False
        self.buffer = rest[length:]
        path = first.split()[1].decode()
        if path != PATH or fields.get(b"authorization") != ALLOWED:
            self._answer(b"401 Unauthorized", {"code": 20003, "message": "Authenticate"})
        else:
            self._take(path, rest[:length])
        return True

    def _take(self, path: str, body: bytes) -> None:
        message = self.sink.twilio.take(dict(parse_qsl(body.decode())))
        del message["callback"]
        self.sink.accepted.append((path, body))
        self._answer(b"201 Created", message)

    def _answer(self, status: bytes, data: dict[str, object]) -> None:
        body = json.dumps(data).encode()
        self.transport.write(
            b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
            % (status, len(body), body)
        )


async def main() -> None:
    sink = LightTwilio()
    await sink.listen()
    await standalone.answer(sink, lambda each: each)


if __name__ == "__main__":
    asyncio.run(main())
