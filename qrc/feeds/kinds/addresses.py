"""Taking publishers' addresses apart without tripping over one that is none."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit


def path_of(url: str) -> str:
    """The path of an address; of one that cannot be read (a lone bracket, say), the whole."""
    try:
        return urlsplit(url).path
    except ValueError:
        return url


def is_readable(url: str) -> bool:
    try:
        return bool(urlsplit(url).netloc)
    except ValueError:
        return False


def joined(base: str, address: str) -> str:
    """An address as seen from another. What cannot be read stays as it came, so that asking for
    it fails, and that one alone."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address
