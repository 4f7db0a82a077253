"""Why a request came to nothing."""

from __future__ import annotations


class FetchError(Exception):
    """`code` is for machines and never changes; the message is Dutch, for an editor to read."""

    code = "fetch"

    @property
    def message(self) -> str:
        return str(self)


class BadAddress(FetchError):
    """The URL, or one it sends us on to, is not a plain http or https address."""

    code = "address"


class ForbiddenAddress(FetchError):
    """The host points into a network that is not public, and is not on the list."""

    code = "forbidden"


class TooLarge(FetchError):
    """More bytes than allowed, on the wire or once decompressed."""

    code = "too-large"


class TooSlow(FetchError):
    """No whole answer within the time, name look-up and redirects included."""

    code = "too-slow"


class TooManyRedirects(FetchError):
    code = "redirects"


class ConnectionFailed(FetchError):
    """No such name, no connection, no valid certificate, or an answer that is not whole."""

    code = "connection"
