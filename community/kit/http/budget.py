"""What one request may cost in all: seconds and bytes on the wire."""

from __future__ import annotations

import time

from django.utils.translation import gettext as _

from community.kit.http.errors import TooLarge, TooSlow

OVERHEAD = 1_000_000
"""Bytes of headers and chunk marks that come on top of the bodies."""


class Budget:
    """Runs from the moment it is made, over every hop of a request."""

    def __init__(self, total_seconds: float, max_bytes: int) -> None:
        self.start = time.monotonic()
        self.end = self.start + total_seconds
        self.max_bytes = max_bytes
        self._wire_left = 2 * max_bytes + OVERHEAD

    def seconds_left(self) -> float:
        """Above zero; TooSlow when the time is up."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise too_slow()
        return left

    def elapsed(self) -> float:
        return time.monotonic() - self.start

    def spend(self, count: int) -> None:
        """Count bytes that came in; TooLarge when they are more than any honest answer needs."""
        self._wire_left -= count
        if self._wire_left < 0:
            raise too_large(self.max_bytes)


def too_slow() -> TooSlow:
    return TooSlow(_("De server antwoordt te traag."))


def too_large(max_bytes: int) -> TooLarge:
    if max_bytes < 1_000_000:
        return TooLarge(_("Het antwoord is groter dan %(n)s bytes.") % {"n": max_bytes})
    return TooLarge(_("Het antwoord is groter dan %(n)s MB.") % {"n": max_bytes // 1_000_000})
