"""SMS against a bare loop that posts the same requests over one kept-alive connection."""

from __future__ import annotations

import base64
from http.client import HTTPConnection
from typing import Any

from tests.bench.fan_out import Line
from tests.standins.twilio import SID, TOKEN


class Sms(Line):
    name = "sms"
    channel = "sms"
    sink = "tests.standins.twilio_light"

    def environment(self, port: int) -> dict[str, str]:
        return {
            "TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_FROM": "+32460000000",
            "TWILIO_API_BASE": f"http://127.0.0.1:{port}",
        }  # fmt: skip

    def send_all(self, port: int, messages: list[Any]) -> None:
        line = HTTPConnection("127.0.0.1", port)
        headers = {
            "Authorization": "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode(),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        for path, body in messages:
            line.request("POST", path, body, headers)
            line.getresponse().read()
        line.close()
