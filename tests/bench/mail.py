"""Mail against a bare smtplib loop."""

from __future__ import annotations

import smtplib
from typing import Any

from tests.bench.fan_out import Line


class Mail(Line):
    name = "mail"
    channel = "email"
    sink = "tests.standins.smtp_sink"
    least_ratio = 0.6

    def environment(self, port: int) -> dict[str, str]:
        return {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}

    def send_all(self, port: int, messages: list[Any]) -> None:
        with smtplib.SMTP("127.0.0.1", port) as line:
            for to, data in messages:
                line.sendmail("noreply@vlavirgem.example", [to], data)
