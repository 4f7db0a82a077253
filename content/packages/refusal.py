"""Why a package is not taken in."""

from __future__ import annotations

from django.utils.functional import Promise


class PackageRefused(Exception):
    """Says in the editor's own words what is wrong, and where in the archive."""

    def __init__(self, words: str | Promise, where: str = "") -> None:
        super().__init__(str(words))
        self.words = str(words)
        # A name out of the archive may hold anything: only what can be printed is shown.
        self.where = "".join(sign if sign.isprintable() else "�" for sign in where)[:120]

    def __str__(self) -> str:
        return f"{self.words} ({self.where})" if self.where else self.words
