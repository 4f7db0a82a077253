"""Own words that nobody knows, for the editors' desk; it never learns whose they are."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.portfolio.recognising import split_version
from catalogue.portfolio.wanted import Wanted
from catalogue.solutions.enums import NameOrigin
from catalogue.solutions.services import note_unknown


def ask_the_desk(said: Iterable[Wanted]) -> None:
    """Note the names among these that no solution answers to, without their versions."""
    names = [(each.vendor, split_version(each.name)[0]) for each in said if each.solution is None]
    if names:
        note_unknown(names, origin=NameOrigin.PORTFOLIO)
