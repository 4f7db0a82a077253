"""Twilio's transport: one kept-alive connection, to its own host or to the one we were given."""

from __future__ import annotations

import select
import ssl
import threading
from base64 import b64encode
from functools import cached_property, lru_cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, quote_plus, urlencode, urlsplit

from twilio.http import HttpClient
from twilio.http.response import Response

TWILIO = "https://api.twilio.com"
TIMEOUT = 15
FAILURES = (OSError, HTTPException, ValueError)
"""What a request can end in without an answer. It may have arrived all the same."""


class NotConnected(Exception):
    """There is no connection, so nothing was asked."""


class Line:
    """A connection. Head and body of a request go out together; what never differs is made once."""

    def __init__(self, base: SplitResult, authorities: ssl.SSLContext | None) -> None:
        host, port = base.hostname or "", base.port
        self.host = base.netloc.rpartition("@")[2]
        self.http = (
            HTTPSConnection(host, port, timeout=TIMEOUT, context=authorities)
            if authorities
            else HTTPConnection(host, port, timeout=TIMEOUT)
        )
        try:
            self.http.connect()
        except OSError as error:
            self.close()
            raise NotConnected(f"{type(error).__name__}: {error}") from error

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        self.http.close()

    def is_quiet(self) -> bool:
        """Between two questions there is nothing to read, but for the end of the connection."""
        watch = select.poll()
        watch.register(self.http.sock, select.POLLIN)
        return not watch.poll(0)

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Response:
        head = _head(method, path, self.host, tuple(headers.items()))
        self.http.sock.sendall(b"%bContent-Length: %d\r\n\r\n%b" % (head, len(body), body))
        with HTTPResponse(self.http.sock, method=method) as reply:
            reply.begin()
            text = reply.read().decode("utf-8")
            if reply.will_close:
                self.close()
            return Response(reply.status, text, dict(reply.headers))


@lru_cache(maxsize=8)
def _head(method: str, path: str, host: str, headers: tuple[tuple[str, str], ...]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Accept-Encoding: identity"]
    lines += [f"{name}: {value}" for name, value in headers]
    if any(mark in line for line in lines for mark in "\r\n"):
        raise ValueError("a header cannot have two lines")
    return "\r\n".join([*lines, ""]).encode("latin-1")


def _form(data: dict[str, Any]) -> bytes:
    """The body of a form; a list gives its name several times."""
    pairs = (
        f"{_quoted(name)}={_quoted(str(each))}"
        for name, value in data.items()
        for each in (value if isinstance(value, list) else [value])
    )
    return "&".join(pairs).encode("ascii")


@lru_cache(maxsize=256)
def _quoted(text: str) -> str:
    return quote_plus(text)


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
        body = _form(data) if data else b""
        if body:
            head["Content-Type"] = "application/x-www-form-urlencoded"
        line = self._line()
        try:
            return line.ask(method, path, body, head)
        except BaseException:
            # Whatever comes by this connection now may belong to another question.
            line.close()
            raise

    def _line(self) -> Line:
        line: Line | None = getattr(self.mine, "line", None)
        if line is None or line.http.sock is None or not line.is_quiet():
            line = self.mine.line = Line(self.base, self.authorities)
        return line

    @cached_property
    def authorities(self) -> ssl.SSLContext | None:
        return ssl.create_default_context() if self.base.scheme == "https" else None
