"""The validators of a reply, as far as they can be trusted to tell whether it changed."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime

from community.kit.http import Reply

LONGEST_ETAG, LONGEST_DATE = 300, 100
TICK = timedelta(seconds=2)
"""Last-Modified counts whole seconds: of a file written just now it cannot tell what follows."""


def validators_of_reply(reply: Reply) -> tuple[str, str]:
    """(ETag, Last-Modified), "" for one that is absent, does not fit, or proves nothing.

    Cut short a validator would never match. A Last-Modified without an ETag beside it is weak as
    long as the second it names is not well over (RFC 9110 §8.8.2.2): a 304 to it may hide news.
    """
    etag = reply.headers.get("etag", "")
    modified = reply.headers.get("last-modified", "")
    etag = etag if len(etag) <= LONGEST_ETAG else ""
    if len(modified) > LONGEST_DATE or (not etag and _is_fresh(modified, reply)):
        modified = ""
    return etag, modified


def _is_fresh(modified: str, reply: Reply) -> bool:
    try:
        written = parsedate_to_datetime(modified)
        asked = parsedate_to_datetime(reply.headers.get("date", ""))
        return asked - written < TICK
    except (ValueError, TypeError):
        return False
