"""The kinds of feed we read, by name; each kind is one file with a `KIND`. Copy the nearest."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from qrc.feeds.kinds.seam import FeedKind, Payload, Problem, Reading

ALIASES = {"atom": "rss"}

__all__ = ["FeedKind", "Payload", "Problem", "Reading", "kind_choices", "kind_named"]


@cache
def kinds() -> dict[str, FeedKind]:
    """Every kind by name; a new file in this folder is found by itself."""
    modules = (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
    found: list[FeedKind] = [each.KIND for each in modules if hasattr(each, "KIND")]
    return {kind.name: kind for kind in found}


def kind_named(name: str) -> FeedKind:
    """The kind of that name or alias; LookupError in Dutch when there is none."""
    try:
        return kinds()[ALIASES.get(name, name)]
    except KeyError:
        known = ", ".join(sorted(kinds()))
        raise LookupError(f"Soort {name} bestaat niet. Kies uit: {known}.") from None


def kind_choices() -> list[tuple[str, str]]:
    return [(name, str(kind.label)) for name, kind in kinds().items()]
