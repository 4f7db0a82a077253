"""The vocabulary that comes with the house, and how it enters the database."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.db import transaction

from catalogue.solutions.enums import IdentifierKind
from catalogue.solutions.keys import keys_of, written
from catalogue.solutions.models import Identifier, LaidFact, Solution
from catalogue.suppliers.enums import Origin
from catalogue.suppliers.models import Supplier
from catalogue.suppliers.names import product_key, vendor_key
from catalogue.verbs import VOCABULARY_CHANGED
from community.activity.services import record

TABLE = Path(__file__).parent / "data" / "vocabulary.csv"

Name = tuple[str, str, str]
"""Kind of identifier, the maker that a NAME belongs to, and the name itself."""


@dataclass(frozen=True)
class Fact:
    """One row of the table: a product and every name it is known by."""

    supplier: str
    product: str
    kind: str
    aliases: str
    cpe: str
    kev: str
    purl: str
    summary: str

    @property
    def key(self) -> str:
        return f"{self.supplier};{self.product}"

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """Without repeats, in the order of the columns; its own name first."""
        own = Solution(name=self.product, supplier=Supplier(name=self.supplier)).full_name
        found = [(IdentifierKind.NAME.value, self.supplier, self.product)]
        found += [(IdentifierKind.ALIAS.value, "", each) for each in (own, *_cell(self.aliases))]
        found += [(IdentifierKind.CPE.value, "", f"cpe:2.3:*:{each}") for each in _cell(self.cpe)]
        found += [self._kev_name(each) for each in _cell(self.kev)]
        found += [(IdentifierKind.PURL.value, "", each) for each in _cell(self.purl)]
        return tuple(dict.fromkeys(found))

    def _kev_name(self, text: str) -> Name:
        vendor, cut, product = text.rpartition("::")
        return IdentifierKind.NAME.value, vendor if cut else self.supplier, product


def _cell(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


@cache
def read_facts(table: Path = TABLE) -> tuple[Fact, ...]:
    with table.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = csv.DictReader(lines, delimiter=";", quoting=csv.QUOTE_NONE)
        return tuple(Fact(**row) for row in rows)


@transaction.atomic
def load_vocabulary(facts: Iterable[Fact] | None = None) -> int:
    """Lay what was never laid before, in bulk; returns how many products got something new.

    What members and editors made is used and not touched; a pair that already means something
    else keeps its meaning.
    """
    laid = {row.key: row for row in LaidFact.objects.select_related("solution")}
    fresh = [fact for fact in facts or read_facts() if _unlaid(fact, laid)]
    if not fresh:
        return 0
    solutions = _solutions(fresh, laid, _suppliers(fresh, laid))
    added = {fact.key: _unlaid(fact, laid) for fact in fresh}
    Identifier.objects.bulk_create(
        _identifiers(added, solutions), ignore_conflicts=True, batch_size=2000
    )
    LaidFact.objects.bulk_create(
        [LaidFact(key=f.key, solution=solutions[f.key], names=_spelt(f.names)) for f in fresh],
        update_conflicts=True, unique_fields=["key"], update_fields=["names"],
    )  # fmt: skip
    if laid:
        # The first load is no news: nobody has a portfolio yet.
        record(VOCABULARY_CHANGED, solutions=sorted({solutions[fact.key].pk for fact in fresh}))
    return len(fresh)


def _spelt(names: Iterable[Name]) -> list[str]:
    return ["|".join(name) for name in names]


def _unlaid(fact: Fact, laid: dict[str, LaidFact]) -> list[Name]:
    row = laid.get(fact.key)
    known = set(row.names) if row else set()
    return [name for name in fact.names if "|".join(name) not in known]


def _suppliers(fresh: list[Fact], laid: dict[str, LaidFact]) -> dict[str, int]:
    """The key of each maker: of what was laid before, else of a row with its name, else new."""
    found = {
        key.partition(";")[0]: row.solution.supplier_id
        for key, row in laid.items() if row.solution.supplier_id
    }  # fmt: skip
    wanted = {vendor_key(name): name for name in {f.supplier for f in fresh} if name not in found}
    missing = wanted.keys() - set(Supplier.objects.values_list("key", flat=True))
    Supplier.objects.bulk_create(
        Supplier(name=wanted[key], key=key, origin=Origin.FACTS) for key in sorted(missing)
    )
    rows = Supplier.objects.filter(key__in=wanted).order_by(
        "merged_into_id"
    )  # standing rows last, so they count
    by_key = {row.key: row.merged_into_id or row.pk for row in rows}
    return found | {name: by_key[key] for key, name in wanted.items()}


def _solutions(
    fresh: list[Fact], laid: dict[str, LaidFact], suppliers: dict[str, int]
) -> dict[str, Solution]:
    known = {
        (row.supplier_id, row.key): row
        for row in Solution.objects.select_related("merged_into").order_by("merged_into_id")
    }
    found: dict[str, Solution] = {}
    for fact in fresh:
        row = laid[fact.key].solution if fact.key in laid else known.get(_place(fact, suppliers))
        if row is None:
            supplier, key = _place(fact, suppliers)
            row = Solution(
                supplier_id=supplier, name=fact.product, key=key, kind=fact.kind,
                summary=fact.summary, origin=Origin.FACTS,
            )  # fmt: skip
        found[fact.key] = row.merged_into or row
    Solution.objects.bulk_create(row for row in found.values() if row.pk is None)
    return found


def _place(fact: Fact, suppliers: dict[str, int]) -> tuple[int, str]:
    return suppliers[fact.supplier], product_key(fact.product, fact.supplier)


def _identifiers(
    added: dict[str, list[Name]], solutions: dict[str, Solution]
) -> Iterator[Identifier]:
    for key, names in added.items():
        for kind, vendor, value in names:
            pair = keys_of(kind, value, vendor)
            yield Identifier(
                solution=solutions[key], kind=kind, value=written(value, vendor),
                vendor_key=pair[0], product_key=pair[1], origin=Origin.FACTS,
            )  # fmt: skip


def load_after_migrate(*, apps: Any = None, **kwargs: Any) -> None:
    """Fill every migrated database, the tests' after each flush too.

    Runs on Django's post_migrate; a migration back to before this table asks for nothing.
    """
    if apps is not None and "laidfact" not in apps.all_models.get("catalogue", {}):
        return
    load_vocabulary()
