"""Whether one CPE name covers another (NISTIR 7696). The names themselves: `catalogue.suppliers.cpe`."""

from __future__ import annotations

import re
from enum import StrEnum

from catalogue.suppliers.cpe import ANY, NA, NAMES, SHAPE, Cpe, is_wild, plain


class Relation(StrEnum):
    """How a source stands to a target, of one attribute or of whole names.

    OVERLAP is of whole names only: wider in one attribute and narrower in another. UNDEFINED is
    what NISTIR 7696 leaves open: wildcards in the target.
    """

    EQUAL = "equal"
    SUBSET = "subset"
    SUPERSET = "superset"
    DISJOINT = "disjoint"
    OVERLAP = "overlap"
    UNDEFINED = "undefined"


def compared(source: str, target: str) -> Relation:
    """The relation of two attribute values: table 6-2 of NISTIR 7696, all seventeen cases."""
    if is_wild(target):
        return Relation.UNDEFINED
    if source == target:
        return Relation.EQUAL
    if source == ANY:
        return Relation.SUPERSET
    if target == ANY:
        return Relation.SUBSET
    if NA in (source, target) or not is_wild(source):
        return Relation.DISJOINT
    return Relation.SUPERSET if _fits(source, target) else Relation.DISJOINT


def _fits(source: str, target: str) -> bool:
    """A "?" stands for one sign or none, a "*" for any number of them."""
    found = SHAPE.fullmatch(source)
    assert found is not None  # noqa: S101 - only values of a parsed name come here
    ends = [".*" if each == ANY else f".{{0,{len(each)}}}" for each in (found[1], found[3])]
    core = re.escape(plain(found[2]))
    return re.fullmatch(ends[0] + core + ends[1], plain(target), re.DOTALL) is not None


def relations(source: Cpe, target: Cpe) -> dict[str, Relation]:
    return {name: compared(getattr(source, name), getattr(target, name)) for name in NAMES}


def matches(source: Cpe, target: Cpe) -> Relation:
    """The relation of whole names: disjoint as soon as one attribute is."""
    found = set(relations(source, target).values())
    if Relation.DISJOINT in found:
        return Relation.DISJOINT
    if Relation.UNDEFINED in found:
        return Relation.UNDEFINED
    found.discard(Relation.EQUAL)
    if len(found) > 1:
        return Relation.OVERLAP
    return found.pop() if found else Relation.EQUAL


def is_hit(source: Cpe, target: Cpe, *, ranged: bool = False) -> bool:
    """Whether what a source calls vulnerable may be what somebody has.

    Beyond "no attribute is disjoint", as Dependency-Track learnt it: a vendor that is wider while
    the product is narrower, or the other way round, names something else (its #3178); `ranged`
    leaves the version out, for sources that tell it as a range beside the name. A wildcard in the
    target, which NISTIR 7696 leaves undefined, counts when it can mean what the source names.
    """
    found = relations(source, target)
    if ranged:
        del found["version"]
    crossed = {found["vendor"], found["product"]}
    if crossed == {Relation.SUBSET, Relation.SUPERSET}:
        return False
    return all(
        _may_meet(getattr(source, name), getattr(target, name), relation)
        for name, relation in found.items()
    )


def _may_meet(source: str, target: str, relation: Relation) -> bool:
    if relation != Relation.UNDEFINED:
        return relation != Relation.DISJOINT
    if source in (ANY, target):
        return True
    if source == NA:
        return False
    return _patterns_meet(source, target) if is_wild(source) else _fits(target, source)


def _patterns_meet(one: str, other: str) -> bool:
    """Whether some value fits both: only where both are fixed at one end can they differ."""
    first, second = SHAPE.fullmatch(one), SHAPE.fullmatch(other)
    if not first or not second:
        return False
    cores = plain(first[2]), plain(second[2])
    short, long = sorted(cores, key=len)
    starts = first[1] or second[1] or long.startswith(short)
    ends = first[3] or second[3] or long.endswith(short)
    return bool(starts and ends)
