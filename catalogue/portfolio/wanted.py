"""What an item comes down to before it is kept: one way for typing, lists and changes alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.recognising import recognise
from catalogue.solutions.models import Solution
from catalogue.suppliers.names import pair_of, product_key

Identity = tuple[int | None, str, str]
FIELDS = ("solution", "name", "vendor", "version", "note")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody says that is used."""

    solution: Solution | None = None
    name: str = ""
    vendor: str = ""
    version: str = ""
    note: str = ""

    @property
    def keys(self) -> tuple[str, str]:
        """The pair of keys of its own words, see `PortfolioItem`."""
        return pair_of(self.vendor, self.name)

    @property
    def identity(self) -> Identity:
        """What makes two items of one organisation the same, as the database holds it."""
        return self.solution.pk if self.solution else None, self.keys[1], self.version

    def values(self) -> dict[str, object]:
        vendor_key, product_key = self.keys
        said = {name: getattr(self, name) for name in FIELDS}
        return said | {"vendor_key": vendor_key, "product_key": product_key}


def settled(wanted: Wanted) -> Wanted:
    """Recognised when its own words mean one solution, and without words that say nothing more."""
    wanted = tidy(wanted)
    if wanted.solution is None:
        named = (wanted.vendor, wanted.name)
        found = recognise([named]).get(named)
        if found is not None:
            solution = Solution.objects.select_related("supplier").get(pk=found.solution)
            wanted = replace(wanted, solution=solution, version=wanted.version or found.version)
    return without_echo(wanted)


def tidy(wanted: Wanted) -> Wanted:
    said: dict[str, Any] = {
        name: " ".join(getattr(wanted, name).split()) for name in FIELDS if name != "solution"
    }
    return replace(wanted, **said)


def without_echo(wanted: Wanted) -> Wanted:
    """Beside a solution its maker's name is known, and an own name that repeats its name is none."""
    solution = wanted.solution
    if solution is None:
        return wanted
    echoes = (product_key(solution.name), product_key(solution.full_name), solution.key)
    name = "" if product_key(wanted.name) in echoes else wanted.name
    return replace(wanted, name=name, vendor="")


def said_of(item: PortfolioItem) -> Wanted:
    return Wanted(**{name: getattr(item, name) for name in FIELDS})
