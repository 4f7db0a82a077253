"""Asking a source politely: who we are, what we have, and only where we may."""

from __future__ import annotations

import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings

from community.kit.http import Reply, fetch, parse_allowed
from qrc.feeds.kinds import kind_named
from qrc.feeds.kinds.seam import Fetcher
from qrc.feeds.models import Source


def ask(source: Source) -> Reply:
    """The source's own address, with the validators of what was last taken in; raises FetchError."""
    kind = kind_named(source.kind)
    headers = validators_of(source) if kind.can_be_unchanged(source) else {}
    first, *others = kind.asks(source)
    fetch = Patient(kind.headers(source), kind.pause(source))
    reply = fetch(first, headers)
    for address in others:
        if reply.status != 404:
            break
        reply = fetch(address, headers)
    return reply


def fetcher_of(source: Source) -> Fetcher:
    """How the rest is asked after the source's own address: with its manners."""
    kind = kind_named(source.kind)
    return Patient(kind.headers(source), kind.pause(source), _host_of(source.url))


class Patient:
    """Ask one address after the other, with a pause between two questions to the same host.

    `headers` (a key, say) go to the first host alone: another one has no business with them.
    """

    def __init__(self, headers: Mapping[str, str], pause: float, host: str = "") -> None:
        self.headers, self.pause, self.host = headers, pause, host
        self.last = {host: time.monotonic()} if host else {}

    def __call__(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        host = _host_of(url)
        self.host = self.host or host
        if self.pause and host in self.last:
            time.sleep(max(0.0, self.last[host] + self.pause - time.monotonic()))
        try:
            own = self.headers if host == self.host else {}
            return get(url, {**own, **(headers or {})})
        finally:
            self.last[host] = time.monotonic()


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""


def validators_of(source: Source) -> dict[str, str]:
    """Word for word as the source gave them: a validator is compared, never read."""
    headers = {}
    if source.etag:
        headers["If-None-Match"] = source.etag
    if source.last_modified:
        headers["If-Modified-Since"] = source.last_modified
    return headers


def get(url: str, headers: Mapping[str, str] | None = None) -> Reply:
    """Any address under the poller's limits; only the poller passes this list of private hosts."""
    agent = {"User-Agent": f"VlaVirGem-QRC/1.0 (+{settings.SITE_URL})"}
    return fetch(
        url,
        headers=agent | dict(headers or {}),
        allowed_private=parse_allowed(settings.QRC_ALLOWED_PRIVATE_HOSTS),
        max_bytes=settings.QRC_MAX_BYTES,
        total_seconds=settings.QRC_FETCH_SECONDS,
    )
