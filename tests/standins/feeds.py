"""A web server on loopback that serves what a test tells it, with validators and tricks."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Page:
    """What one path answers. `drip`: seconds between the bytes of the body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    validators: bool = True
    drip: float = 0
    delay: float = 0


Answer = Page | Callable[[str], Page]


@dataclass
class FeedServer:
    """Started with `with FeedServer() as feeds`; put pages in `feeds.pages["/kev.json"]`."""

    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def __enter__(self) -> FeedServer:
        handler = type("Handler", (Handler,), {"feeds": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def serve(self, path: str, body: bytes | str, **more: Any) -> str:
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = Page(data, **more)
        return self.url(path)

    def times(self, path: str) -> int:
        return sum(asked == path for asked, _headers in self.asked)


class Handler(BaseHTTPRequestHandler):
    feeds: FeedServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.feeds.asked.append((self.path, headers))
        found = self.feeds.pages.get(self.path, Page(b"niet gevonden", 404))
        page = found(self.path) if callable(found) else found
        time.sleep(page.delay)
        etag = f'"{hashlib.sha256(page.body).hexdigest()[:16]}"'
        same = page.validators and page.status == 200 and headers.get("if-none-match") == etag
        self._answer(Page(b"", 304) if same else page, etag)

    def _answer(self, page: Page, etag: str) -> None:
        self.send_response(page.status)
        for name, value in page.headers.items():
            self.send_header(name, value)
        if page.validators and page.status in (200, 304):
            self.send_header("ETag", etag)
        if page.status != 304:
            self.send_header("Content-Length", str(len(page.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            if page.drip:
                for byte in page.body:
                    self.wfile.write(bytes((byte,)))
                    self.wfile.flush()
                    time.sleep(page.drip)
            elif page.status != 304:
                self.wfile.write(page.body)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def log_message(self, *args: object) -> None:
        pass
