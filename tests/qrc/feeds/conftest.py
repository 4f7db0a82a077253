from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qrc.feeds.models import Source
from tests.factories import qrc as make
from tests.standins.feeds import FeedServer

Follow = Callable[..., Source]


@pytest.fixture
def follow(feeds: FeedServer) -> Follow:
    """Follow a path of the stand-in; news from the first poll on unless the test says otherwise."""

    def follow(path: str = "/feed.xml", kind: str = "rss", **fields: Any) -> Source:
        fields = {"first_poll": "announce"} | fields
        return make.source(url=feeds.url(path), kind=kind, **fields)

    return follow
