"""The register of local governments that comes with the house, and how it enters the database."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from community.organisations.enums import Kind
from community.organisations.models import NisCode, Organisation

TABLE = Path(__file__).parent / "data" / "local_governments.csv"
MERGERS = date(2025, 1, 1)
"""Since this day the merged bodies and the new NIS codes hold."""
ORGANISATION_FIELDS = (
    "kind", "name", "sort_name", "former_name", "ovo", "province", "started_on", "ended_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the table; empty cells are empty strings or None."""

    kind: str
    name: str
    former_name: str
    kbo: str
    ovo: str
    nis_2024: str
    nis_2025: str
    province: str
    started_on: date | None
    ended_on: date | None
    successor_kbo: str


def read_facts(table: Path = TABLE) -> list[Fact]:
    with table.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [_fact(row) for row in csv.DictReader(lines, delimiter=";")]


def _fact(row: dict[str, str]) -> Fact:
    started, ended = row.pop("started_on"), row.pop("ended_on")
    return Fact(
        **row,
        started_on=date.fromisoformat(started) if started else None,
        ended_on=date.fromisoformat(ended) if ended else None,
    )


@transaction.atomic
def load_local_governments() -> int:
    """Bring the table into the database, again and again without harm; returns the row count.

    The KBO number is the key. Rows that members added (suppliers, partners) are not touched.
    """
    facts = read_facts()
    Organisation.objects.bulk_create(
        [_organisation(fact) for fact in facts],
        update_conflicts=True, unique_fields=["kbo"], update_fields=ORGANISATION_FIELDS,
    )  # fmt: skip
    numbers = [fact.kbo for fact in facts]
    known = Organisation.objects.filter(kbo__in=numbers).values_list("kbo", "pk")
    ids = {kbo: pk for kbo, pk in known if kbo}
    _name_successors(facts, ids)
    NisCode.objects.bulk_create(
        [code for fact in facts for code in _nis_codes(fact, ids[fact.kbo])],
        update_conflicts=True, unique_fields=["organisation", "code"],
        update_fields=["valid_from", "valid_to"],
    )  # fmt: skip
    return len(facts)


def load_platform() -> Organisation:
    """V-ICT-OR itself: the organisation whose members run the house."""
    platform, _ = Organisation.objects.get_or_create(
        kind=Kind.PLATFORM, defaults={"name": str(Kind.PLATFORM.label)}
    )
    return platform


def _organisation(fact: Fact) -> Organisation:
    return Organisation(
        kind=fact.kind, name=fact.name, former_name=fact.former_name, kbo=fact.kbo, ovo=fact.ovo,
        province=fact.province, started_on=fact.started_on, ended_on=fact.ended_on,
    )  # fmt: skip


def _name_successors(facts: list[Fact], ids: dict[str, int]) -> None:
    ended = [
        Organisation(pk=ids[fact.kbo], successor_id=ids[fact.successor_kbo])
        for fact in facts
        if fact.successor_kbo
    ]
    Organisation.objects.bulk_update(ended, ["successor"])


def _nis_codes(fact: Fact, organisation_id: int) -> Iterator[NisCode]:
    if fact.nis_2024 == fact.nis_2025:
        yield NisCode(organisation_id=organisation_id, code=fact.nis_2025)
        return
    if fact.nis_2024:
        until = MERGERS - timedelta(days=1)
        yield NisCode(organisation_id=organisation_id, code=fact.nis_2024, valid_to=until)
    if fact.nis_2025:
        yield NisCode(organisation_id=organisation_id, code=fact.nis_2025, valid_from=MERGERS)


def load_after_migrate(*, apps: Any = None, **kwargs: Any) -> None:
    """Fill every migrated database, the tests' after each flush too.

    Runs on Django's post_migrate; a migration back to before these tables asks for nothing.
    """
    if apps is not None and "organisation" not in apps.all_models.get("community", {}):
        return
    load_platform()
    load_local_governments()
