"""Skills that a bestuur needs beside those its people share with it, and the same for many together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from community.experts.enums import ENOUGH, REGIONS, Sharing
from community.experts.models import MemberSkill, Skill, SkillNeed
from community.organisations.models import Membership, Organisation

ALL = ""
"""All of Flanders, among the regions."""
KEY, KEPT = "community.experts.map", 60 * 60
SHARED = (Sharing.OWN, Sharing.MEMBERS)

Counts = Mapping[str, "Cell"]


@dataclass(frozen=True, slots=True)
class Gap:
    """What a bestuur needs of one skill, and how many of its people share it at that level."""

    need: SkillNeed
    present: int

    @property
    def missing(self) -> int:
        return max(0, self.need.people - self.present)


@dataclass(frozen=True, slots=True)
class Cell:
    """So many besturen need a skill, and so many of those lack it."""

    need: int
    lack: int

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.need + other.need, self.lack + other.lack)


def gaps_of(organisation: Organisation) -> list[Gap]:
    """Every need of this bestuur, the widest gap first; two questions and one for memberships."""
    needs = list(SkillNeed.objects.of(organisation).select_related("skill"))
    people = Membership.objects.of(organisation).current().filter(user__is_active=True)
    rows = MemberSkill.objects.filter(user__in=people.values("user"), shared__in=SHARED)
    told = list(rows.values_list("user", "skill", "skill__parent", "level"))
    found = [Gap(each, _present(each.skill_id, each.level, told)) for each in needs]
    return sorted(found, key=lambda gap: (-gap.missing, gap.need.skill.name, gap.need.pk))


def _present(skill: int, level: int, told: Iterable[tuple[int, int, int | None, int]]) -> int:
    """How many people have it, or something narrower, at this level."""
    return len({who for who, which, parent, at in told if skill in (which, parent) and at >= level})


def released(by_region: Counts) -> dict[str, Cell]:
    """What of these counts may be told: each region with enough besturen, and all together.

    Two of the figures that are told differ by enough besturen, or by none: regions with too few are
    left out of the whole too, unless they are enough together.
    """
    shown = {region: cell for region, cell in by_region.items() if cell.need >= ENOUGH}
    rest = sum((cell for region, cell in by_region.items() if region not in shown), Cell(0, 0))
    whole = sum(shown.values(), rest if rest.need >= ENOUGH else Cell(0, 0))
    return shown | ({ALL: whole} if whole.need >= ENOUGH else {})


@dataclass(frozen=True, slots=True)
class SkillInRegion:
    """How many besturen that need a skill lack it."""

    skill: Skill
    cell: Cell

    @property
    def percent(self) -> int:
        return round(100 * self.cell.lack / self.cell.need)


def regional(region: str = ALL) -> list[SkillInRegion]:
    """What may be told of a region, the most lacked first; an hour old at most."""
    told: dict[int, dict[str, Cell]] = cache.get_or_set(KEY, _everywhere, KEPT) or _everywhere()
    skills = Skill.objects.in_bulk([pk for pk, cells in told.items() if region in cells])
    rows = [SkillInRegion(skill, told[pk][region]) for pk, skill in skills.items()]
    return sorted(
        rows, key=lambda row: (-row.percent, -row.cell.need, row.skill.name, row.skill.pk)
    )


def _everywhere() -> dict[int, dict[str, Cell]]:
    """By skill what may be told of each region; a region that is none of ours counts in the whole."""
    needs = SkillNeed.objects.filter(organisation__ended_on=None)
    wanted = needs.values_list("organisation", "organisation__province", "skill", "level", "people")
    told = _told()
    counts: dict[int, dict[str, Cell]] = {}
    for here, province, skill, level, people in wanted:
        lacks = _present(skill, level, told.get(here, ())) < people
        region = province if province in REGIONS else "elders"
        cells = counts.setdefault(skill, {})
        cells[region] = cells.get(region, Cell(0, 0)) + Cell(1, int(lacks))
    return {skill: _ours(released(cells)) for skill, cells in counts.items()}


def _ours(cells: dict[str, Cell]) -> dict[str, Cell]:
    return {region: cell for region, cell in cells.items() if region in (ALL, *REGIONS)}


def _told() -> dict[int, list[Any]]:
    """By bestuur with needs: (person, skill, broader, level) of what its people share with it."""
    asking = SkillNeed.objects.values("organisation")
    people = Membership.objects.current().filter(user__is_active=True, organisation__in=asking)
    works: dict[int, list[int]] = {}
    for person, here in people.values_list("user", "organisation"):
        works.setdefault(person, []).append(here)
    found: dict[int, list[Any]] = {}
    rows = MemberSkill.objects.filter(user__in=people.values("user"), shared__in=SHARED)
    for row in rows.values_list("user", "skill", "skill__parent", "level"):
        for here in works.get(row[0], ()):
            found.setdefault(here, []).append(row)
    return found


def widest(gaps: Sequence[Gap], most: int = 10) -> list[Gap]:
    return [each for each in gaps if each.missing][:most]
