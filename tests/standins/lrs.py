"""A learning record store: the statement resource of xAPI 1.0.3 (part three, 2.1), strict.

It takes a statement or a list of them by POST, one by PUT, and gives one back by its id. Of a list, all
or none is kept. The same id with the same words changes nothing; with other words it is a conflict.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

KEY, SECRET = "vlavirgem", "geheim"
Said = dict[str, Any]


class RecordStore(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.kept: dict[str, Said] = {}
        self.lock = threading.Lock()
        self.requests: list[int] = []
        """How many statements each request carried."""
        self.refuses: Callable[[Said], bool] = lambda _said: False
        self.status = 0
        """Answered to everything, when it is not 0: as a store that is down does."""
        self.loses = 0
        """So many answers are lost on the way: what they answer is kept all the same."""
        self.url = f"http://127.0.0.1:{self.server_port}/xapi"

    def take(self, statements: list[Said]) -> int:
        if any(self.refuses(each) or not is_statement(each) for each in statements):
            return 400
        if len({each["id"] for each in statements}) != len(statements):
            return 400
        with self.lock:
            if any(self.kept.get(each["id"], each) != each for each in statements):
                return 409
            self.kept |= {each["id"]: each for each in statements}
        return 200


def is_statement(said: Said) -> bool:
    """What 1.0.3 asks of every statement, and of the parts that it may have."""
    try:
        UUID(said["id"])
        account = said["actor"]["account"]
        names = (account["homePage"], said["verb"]["id"], said["object"]["id"])
        datetime.fromisoformat(said["timestamp"])
        score = said.get("result", {}).get("score", {}).get("scaled", 0)
    except (KeyError, TypeError, ValueError):
        return False
    known = {
        "id", "actor", "verb", "object", "result", "context", "timestamp", "version",
    }  # fmt: skip
    return (
        set(said) <= known
        and all(urlsplit(each).scheme in ("http", "https") for each in names)
        and isinstance(account["name"], str)
        and -1 <= score <= 1
        and said.get("version", "1.0.0").startswith("1.0.")
        and all("://" in key for key in said.get("result", {}).get("extensions", {}))
    )


class Handler(BaseHTTPRequestHandler):
    server: RecordStore

    def do_POST(self) -> None:
        body = self._body()
        said = body if isinstance(body, list) else [body]
        self.server.requests.append(len(said))
        if self._is_fine():
            status = self.server.take(said)
            self._answer(status, [each["id"] for each in said] if status == 200 else None)

    def do_PUT(self) -> None:
        body = self._body()
        (key,) = parse_qs(urlsplit(self.path).query)["statementId"]
        if self._is_fine():
            status = self.server.take([body | {"id": key}])
            self._answer(204 if status == 200 else status)

    def do_GET(self) -> None:
        (key,) = parse_qs(urlsplit(self.path).query)["statementId"]
        if self._is_fine():
            found = self.server.kept.get(key)
            self._answer(200 if found else 404, found)

    def _body(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def _is_fine(self) -> bool:
        """Whether the request may be looked at; else it is answered."""
        pair = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
        status = self.server.status
        if urlsplit(self.path).path != "/xapi/statements":
            status = 404
        elif self.headers["Authorization"] != f"Basic {pair}":
            status = 401
        elif not self._is_worded_well():
            status = 400
        if status:
            self._answer(status)
        return not status

    def _is_worded_well(self) -> bool:
        version = self.headers["X-Experience-API-Version"] or ""
        kind = self.headers["Content-Type"]
        return version.startswith("1.0") and (self.command == "GET" or kind == "application/json")

    def _answer(self, status: int, said: Any = None) -> None:
        if self.server.loses:
            self.server.loses -= 1
            self.close_connection = True
            return
        body = b"" if said is None else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("X-Experience-API-Version", "1.0.3")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Quiet."""
