"""Asking a source politely: who we are, what we have, and only where we may."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from community.kit.http import Reply, fetch, parse_allowed
from qrc.feeds.kinds import kind_named
from qrc.feeds.models import Source


def ask(source: Source) -> Reply:
    """The source's own address, with the validators of what was last taken in; raises FetchError."""
    kind = kind_named(source.kind)
    headers = validators_of(source) if kind.can_be_unchanged(source) else {}
    first, *others = kind.addresses(source.url)
    reply = get(first, headers)
    for address in others:
        if reply.status != 404:
            break
        reply = get(address, headers)
    return reply


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
