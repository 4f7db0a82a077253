"""What makes a text look like spam. Pure and explained: each sign is a sentence for the moderator.

A sign hides nothing. It only has somebody look.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEWCOMERS_LINKS = 2
MANY_LINKS = 8
QUICKEST = 3
"""Seconds in which nobody types a post."""
SHOUTED = 0.7
"""Share of capitals from which a text shouts, when it has LETTERS at least."""
LETTERS = 30
LINK = re.compile(r"https?://[^\s<>()\[\]\"']+", re.IGNORECASE)
SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sign:
    code: str
    words: str | Promise


SIGNS = {
    each.code: each
    for each in (
        Sign("links-newcomer", _("Een nieuwkomer zet er meer dan twee links in.")),
        Sign("links-many", _("Er staan opvallend veel links in.")),
        Sign("flagged-host", _("Een link gaat naar een website die eerder verborgen werd.")),
        Sign("repeated", _("Dezelfde persoon schreef dezelfde tekst al eens.")),
        Sign("quick", _("De tekst was er sneller dan iemand kan typen.")),
        Sign("shouting", _("Bijna alles staat in hoofdletters.")),
    )
}


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of something that was written. `seconds` it took to write; None: unknown."""

    source: str
    is_newcomer: bool = False
    seconds: float | None = None
    earlier: Collection[str] = ()
    flagged_hosts: Collection[str] = ()


def signs_of(text: Text) -> list[str]:
    """Codes of SIGNS, in a fixed order."""
    links = LINK.findall(text.source)
    found = {
        "links-newcomer": text.is_newcomer and len(links) > NEWCOMERS_LINKS,
        "links-many": len(links) > MANY_LINKS,
        "flagged-host": bool(hosts_in(text.source) & set(text.flagged_hosts)),
        "repeated": _plain(text.source) in {_plain(each) for each in text.earlier},
        "quick": text.seconds is not None and 0 <= text.seconds < QUICKEST,
        "shouting": _shouts(text.source),
    }
    return [code for code, holds in found.items() if holds]


def words_of(codes: Iterable[str]) -> list[str | Promise]:
    return [SIGNS[each].words for each in codes if each in SIGNS]


def hosts_in(source: str) -> set[str]:
    """The websites that a text points to, without "www."."""
    found = set()
    for each in LINK.findall(source):
        try:
            host = urlsplit(each).hostname or ""
        except ValueError:
            continue
        found.add(host.removeprefix("www."))
    return found - {""}


def _plain(source: str) -> str:
    return SPACES.sub(" ", source).strip().casefold()


def _shouts(source: str) -> bool:
    letters = [each for each in LINK.sub("", source) if each.isalpha()]
    loud = sum(each.isupper() for each in letters)
    return len(letters) >= LETTERS and loud / len(letters) >= SHOUTED
