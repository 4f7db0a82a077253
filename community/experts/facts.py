"""The skills that come with the house, and how they enter the database."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from community.experts.models import Skill, SkillWord
from community.experts.words import folded

DATA = Path(__file__).parent / "data"
FIELDS = ("name", "area", "e_cf", "is_retired")


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the list; `parent` is the key of a broader skill or ""."""

    key: str
    name: str
    area: str
    e_cf: str
    parent: str
    words: str

    def all_words(self) -> Iterator[str]:
        yield self.name
        yield from filter(None, (each.strip() for each in self.words.split("|")))


@dataclass(frozen=True, slots=True)
class Advice:
    """What a bestuur of this size is advised to have at hand."""

    size: str
    skill: str
    level: int
    people: int


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter=";"))


def read_skills() -> list[Fact]:
    return [Fact(**row) for row in rows_of("skills.csv")]


@cache
def read_advice() -> tuple[Advice, ...]:
    return tuple(
        Advice(row["size"], row["skill"], int(row["level"]), int(row["people"]))
        for row in rows_of("needs.csv")
    )


@transaction.atomic
def load_skills() -> int:
    """Bring the list into the database, again and again without harm; returns the row count.

    A skill that left the list is retired and never deleted: people have it.
    """
    facts = read_skills()
    Skill.objects.bulk_create(
        [
            Skill(key=f.key, name=f.name, area=f.area, e_cf=f.e_cf, is_retired=False)
            for f in facts
        ],
        update_conflicts=True, unique_fields=["key"], update_fields=FIELDS,
    )  # fmt: skip
    Skill.objects.exclude(key__in=[each.key for each in facts]).update(is_retired=True)
    ids = dict(Skill.objects.values_list("key", "pk"))
    Skill.objects.bulk_update(
        [Skill(pk=ids[f.key], parent_id=ids[f.parent] if f.parent else None) for f in facts],
        ["parent"],
    )
    _load_words(facts, ids)
    return len(facts)


def _load_words(facts: list[Fact], ids: dict[str, int]) -> None:
    words = {
        (ids[fact.key], folded(word)): word
        for fact in facts
        for word in reversed([*fact.all_words()])
    }
    rows = SkillWord.objects.values_list("pk", "skill", "folded")
    gone = [pk for pk, skill, key in rows if (skill, key) not in words]
    SkillWord.objects.filter(pk__in=gone).delete()
    SkillWord.objects.bulk_create(
        [SkillWord(skill_id=pk, folded=key, word=word) for (pk, key), word in words.items()],
        update_conflicts=True, unique_fields=["skill", "folded"], update_fields=["word"],
    )  # fmt: skip


def load_after_migrate(*, apps: Any = None, **kwargs: Any) -> None:
    """Fill every migrated database, the tests' after each flush too (see organisations.facts)."""
    if apps is not None and "skillword" not in apps.all_models.get("community", {}):
        return
    load_skills()
