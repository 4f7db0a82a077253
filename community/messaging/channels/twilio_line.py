"""Twilio's transport: one kept-alive connection, to its own host or to the one we were given."""

from __future__ import annotations

import select
import ssl
import threading
from base64 import b64encode
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from twilio.http import HttpClient
from twilio.http.response import Response

TWILIO = "https://api.twilio.com"
TIMEOUT = 15
FAILURES = (OSError, HTTPException, ValueError)
"""What a request can end in without an answer. It may have arrived all the same."""


class NotConnected(Exception):
    """There is no connection, so nothing was asked."""


class _AtOnce:
    """Of a connection: the head and body of a request go out together instead of one by one."""

    held: bytes | None = None

    def __del__(self) -> None:
        self.close()  # type: ignore[attr-defined]

    def send(self, data: Any) -> None:
        if self.held is None:
            super().send(data)  # type: ignore[misc]
        else:
            self.held += data

    def ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> None:
        self.held = b""
        try:
            self.request(method, path, body, headers)  # type: ignore[attr-defined]
        finally:
            request, self.held = self.held, None
        self.send(request)


class _Plain(_AtOnce, HTTPConnection):
    pass


class _Secure(_AtOnce, HTTPSConnection):
    pass


class KeepAlive(HttpClient):
    """A connection a thread, made anew when the other end closed it meanwhile."""

    def __init__(self, base: str) -> None:
        self.base = urlsplit(base.rstrip("/") or TWILIO)
        self.mine = threading.local()

    def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        path = self.base.path + url.removeprefix(TWILIO)
        if params:
            path += "?" + urlencode(params, doseq=True)
        head = dict(headers or {})
        if auth:
            head["Authorization"] = "Basic " + b64encode(":".join(auth).encode()).decode("ascii")
        body = urlencode(data, doseq=True) if data else None
        if body is not None:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        line = self._line()
        try:
            line.ask(method, path, body, head)
            reply = line.getresponse()
            return Response(reply.status, reply.read().decode("utf-8"), dict(reply.headers))
        except BaseException:
            # Whatever comes by this connection now may belong to another question.
            line.close()
            raise

    def _line(self) -> _Plain | _Secure:
        line: _Plain | _Secure | None = getattr(self.mine, "line", None)
        if line is not None and line.sock is not None and _is_quiet(line.sock):
            return line
        if line is not None:
            line.close()
        self.mine.line = line = self._new()
        try:
            line.connect()
        except OSError as error:
            line.close()
            raise NotConnected(f"{type(error).__name__}: {error}") from error
        return line

    def _new(self) -> _Plain | _Secure:
        host, port = self.base.hostname or "", self.base.port
        if self.base.scheme == "http":
            return _Plain(host, port, timeout=TIMEOUT)
        return _Secure(host, port, timeout=TIMEOUT, context=self.authorities)

    @cached_property
    def authorities(self) -> ssl.SSLContext:
        return ssl.create_default_context()


def _is_quiet(sock: Any) -> bool:
    """Between two questions there is nothing to read, but for the end of the connection."""
    watch = select.poll()
    watch.register(sock, select.POLLIN)
    return not watch.poll(0)
