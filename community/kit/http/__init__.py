"""HTTP to addresses that strangers gave us: checked, capped and pinned."""

from community.kit.http.addresses import parse_allowed
from community.kit.http.client import Reply, fetch, post
from community.kit.http.errors import (
    BadAddress,
    ConnectionFailed,
    FetchError,
    ForbiddenAddress,
    TooLarge,
    TooManyRedirects,
    TooSlow,
)

__all__ = [
    "BadAddress",
    "ConnectionFailed",
    "FetchError",
    "ForbiddenAddress",
    "Reply",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "fetch",
    "parse_allowed",
    "post",
]
