"""What a page makes a browser load of style and script, in bytes as they are read, not as they travel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

MOST = 200_000
"""Bytes of style and script together that a page of ours may load, htmx included."""
KINDS = ("stylesheet", "script")
NOT_OURS = ("/static/wagtailadmin/", "/static/wagtailimages/", "/static/wagtaildocs/")


@dataclass
class Load:
    """What one page loaded, whenever it did: at first, by a controller, after a click."""

    parts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.parts.values())

    def of(self, ending: str) -> int:
        return sum(n for address, n in self.parts.items() if address.endswith(ending))

    def heaviest(self, count: int = 5) -> str:
        rows = sorted(self.parts.items(), key=lambda row: (-row[1], row[0]))[:count]
        return ", ".join(f"{address.rpartition('/')[2]} {n}" for address, n in rows)


class Scale:
    """Weighs pages; a file is weighed once, for it is the same on every page."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    @contextmanager
    def weighing(self, page: Page) -> Iterator[Load]:
        """Everything that the page asks for inside the block; filled in at its end.

        The browser's own store is set aside, so that each page asks for all that it needs.
        """
        load, came = Load(), list[Response]()
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.on("response", lambda answer: came.append(answer))
        yield load
        page.wait_for_load_state("networkidle")
        here = urlsplit(page.url).netloc
        for answer in came:
            where = urlsplit(answer.url)
            mine = where.netloc == here and not where.path.startswith(NOT_OURS)
            if mine and answer.ok and answer.request.resource_type in KINDS:
                load.parts[where.path] = self._bytes(answer, where.path)
        line.detach()

    def _bytes(self, answer: Response, path: str) -> int:
        if path not in self._known:
            self._known[path] = len(answer.body())
        return self._known[path]
