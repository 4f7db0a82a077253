"""A stand-in for Twilio's Messages resource, its requests held against Twilio's own description.

It keeps what it took, signs its callbacks with code of its own, and can lose its answer.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.standins import standalone
from tests.standins.twilio_contract import Contract

SID, TOKEN = "AC" + "0" * 32, "stand-in-token"
PATH = re.compile(r"^/2010-04-01/Accounts/(AC\w+)/Messages(?:/(SM\w+))?\.json$")
TEXTS = {
    20003: "Authenticate", 20404: "The requested resource was not found",
    20429: "Too many requests", 21211: "Invalid 'To' Phone Number",
    21408: "Permission to send an SMS has not been enabled for the region",
    21602: "Message body is required", 21603: "A 'From' phone number is required",
    21604: "A 'To' phone number is required", 21610: "Attempt to send to unsubscribed recipient",
    21611: "This 'From' number has exceeded the maximum number of queued messages",
    21614: "'To' number is not a valid mobile number",
    21617: "The concatenated message body exceeds the 1600 character limit",
}  # fmt: skip


@dataclass
class TwilioStandIn:
    """Started with `with TwilioStandIn(contract) as twilio`; `twilio.environment` points at it."""

    contract: Contract | None = None
    keep: bool = True
    # By number: (HTTP status, Twilio error code).
    refusals: dict[str, tuple[int, int]] = field(default_factory=dict)
    # Take the next messages, but hang up instead of answering.
    lose_answers: int = 0
    # What every request to send gets meanwhile, taken by nobody: (HTTP status, Twilio code).
    unwell: tuple[int, int] | None = None
    # Take the next messages, but say nothing for `silence` seconds.
    hang_answers: int = 0
    silence: float = 20.0
    turned_away: int = 0
    # Called with "data" once a message was taken, and with "accepted" once that was answered.
    hook: Callable[[str, dict[str, str]], None] | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    count: int = 0
    last_at: float = 0
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def accepted(self) -> list[dict[str, Any]]:
        return self.messages

    def __enter__(self) -> TwilioStandIn:
        handler = type("Handler", (Handler,), {"twilio": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_FROM": "+32460000000",
            "TWILIO_API_BASE": f"http://127.0.0.1:{self.port}",
        }  # fmt: skip

    @property
    def settings(self) -> dict[str, str]:
        return {
            "account_sid": SID, "auth_token": TOKEN, "from": "+32460000000",
            "messaging_service_sid": "", "api_base": f"http://127.0.0.1:{self.port}",
        }  # fmt: skip

    def reset(self) -> None:
        self.count, self.last_at = 0, 0.0
        self.accepted.clear()

    def to(self, number: str) -> list[str]:
        return [each["body"] for each in self.messages if each["to"] == number]

    def take(self, params: dict[str, str]) -> dict[str, Any]:
        with self.lock:
            self.count += 1
            sid = f"SM{self.count:032x}"
            message = {
                "sid": sid, "account_sid": SID, "to": params["To"], "from": params.get("From"),
                "body": params.get("Body", ""), "status": "queued", "error_code": None,
                "error_message": None, "num_segments": "1", "num_media": "0", "price": None,
                "price_unit": "USD", "direction": "outbound-api", "api_version": "2010-04-01",
                "date_created": "Tue, 24 Nov 2026 09:00:00 +0000", "date_sent": None,
                "date_updated": "Tue, 24 Nov 2026 09:00:00 +0000",
                "messaging_service_sid": params.get("MessagingServiceSid"),
                "uri": f"/2010-04-01/Accounts/{SID}/Messages/{sid}.json", "subresource_uris": {},
                "callback": params.get("StatusCallback", ""),
            }  # fmt: skip
            if self.keep:
                self.messages.append(message)
            self.last_at = time.monotonic()
        return message

    def call_back(self, message: dict[str, Any], status: str, error: str = "", *, forged: bool = False,
                  via: Callable[[str, dict[str, str], str], int] | None = None) -> int:  # fmt: skip
        """Tell the site how a message fares, signed as Twilio does; returns the HTTP status.

        `via` delivers it another way than over HTTP: (url, params, signature) → status.
        """
        params = {"MessageSid": message["sid"], "MessageStatus": status, "To": message["to"],
                  "AccountSid": SID, "ApiVersion": "2010-04-01"}  # fmt: skip
        if error:
            params["ErrorCode"] = error
        url = message["callback"]
        signature = "AAAA" if forged else sign(url, params)
        if via is not None:
            return via(url, params, signature)
        data = urllib.parse.urlencode(params).encode()
        request = urllib.request.Request(url, data, {"X-Twilio-Signature": signature})
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return int(reply.status)
        except urllib.error.HTTPError as refused:
            return refused.code


def sign(url: str, params: dict[str, str], token: str = TOKEN) -> str:
    """X-Twilio-Signature: HMAC-SHA1 over the address and the sorted parameters."""
    text = url + "".join(f"{name}{params[name]}" for name in sorted(params))
    return base64.b64encode(hmac.digest(token.encode(), text.encode(), hashlib.sha1)).decode()


def _refusal(params: dict[str, str]) -> tuple[int, int] | None:
    """What Twilio says to a request that misses something."""
    if not params.get("To"):
        return 400, 21604
    if not (params.get("From") or params.get("MessagingServiceSid")):
        return 400, 21603
    if not (params.get("Body") or params.get("ContentSid") or params.get("MediaUrl")):
        return 400, 21602
    return (400, 21617) if len(params.get("Body", "")) > 1600 else None


class Handler(BaseHTTPRequestHandler):
    twilio: TwilioStandIn
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def handle(self) -> None:
        # A client that was killed is not our fault.
        with suppress(ConnectionError):
            super().handle()

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        params = urllib.parse.parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
        if not self._allowed():
            return
        if self.twilio.contract is not None:
            self.twilio.faults += self.twilio.contract.faults(params)
        plain = {name: values[0] for name, values in params.items()}
        if refusal := self.twilio.refusals.get(plain.get("To", "")) or _refusal(plain):
            self._refuse(*refusal)
            return
        if self.twilio.unwell:
            self.twilio.turned_away += 1
            self._refuse(*self.twilio.unwell)
            return
        message = self.twilio.take(plain)
        if self.twilio.hook:
            self.twilio.hook("data", plain)
        if self.twilio.hang_answers:
            self.twilio.hang_answers -= 1
            time.sleep(self.twilio.silence)
            self.close_connection = True
            return
        if self.twilio.lose_answers:
            self.twilio.lose_answers -= 1
            self.close_connection = True
            return
        self._answer(201, {name: value for name, value in message.items() if name != "callback"})
        if self.twilio.hook:
            self.twilio.hook("accepted", plain)

    def do_GET(self) -> None:
        if not self._allowed():
            return
        address = urllib.parse.urlsplit(self.path)
        if sid := PATH.match(address.path)[2]:
            self._answer_one(sid)
            return
        query = urllib.parse.parse_qs(address.query)
        if self.twilio.contract is not None:
            self.twilio.faults += [
                f"unknown: {name}" for name in set(query) - self.twilio.contract.listing
            ]
        wanted = query.get("To", [""])[0]
        rows = [
            {name: value for name, value in each.items() if name != "callback"}
            for each in self.twilio.messages
            if wanted in ("", each["to"])
        ]
        page = {"messages": rows, "page": 0, "page_size": 50, "next_page_uri": None,
                "previous_page_uri": None, "first_page_uri": self.path, "uri": self.path}  # fmt: skip
        self._answer(200, page)

    def _answer_one(self, sid: str) -> None:
        found = [each for each in self.twilio.messages if each["sid"] == sid]
        if found:
            self._answer(
                200, {name: value for name, value in found[0].items() if name != "callback"}
            )
        else:
            self._refuse(404, 20404)

    def _allowed(self) -> bool:
        expected = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        if not PATH.match(urllib.parse.urlsplit(self.path).path):
            self._refuse(404, 20404)
        elif self.headers.get("Authorization") != expected:
            self._refuse(401, 20003)
        else:
            return True
        return False

    def _refuse(self, status: int, code: int) -> None:
        more = f"https://www.twilio.com/docs/errors/{code}"
        self._answer(
            status,
            {
                "code": code,
                "message": TEXTS.get(code, f"error {code}"),
                "more_info": more,
                "status": status,
            },
        )

    def _answer(self, status: int, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *args: object) -> None:
        pass


async def main() -> None:
    with TwilioStandIn() as twilio:
        await standalone.answer(twilio, lambda each: (each["to"], each["body"]))


if __name__ == "__main__":
    asyncio.run(main())
