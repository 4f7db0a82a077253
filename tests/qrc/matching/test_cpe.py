from __future__ import annotations

import pytest

from catalogue.suppliers.cpe import Cpe, parse
from qrc.matching.cpe import Relation, compared, is_hit, matches

EQUAL, SUBSET, SUPERSET, DISJOINT, UNDEFINED, OVERLAP = (
    Relation.EQUAL, Relation.SUBSET, Relation.SUPERSET, Relation.DISJOINT, Relation.UNDEFINED,
    Relation.OVERLAP,
)  # fmt: skip


@pytest.mark.parametrize(
    ("case", "source", "target", "relation"),
    [
        (1, "*", "*", EQUAL),
        (2, "*", "-", SUPERSET),
        (3, "*", "abc", SUPERSET),
        (4, "*", "ab*", UNDEFINED),
        (5, "-", "*", SUBSET),
        (6, "-", "-", EQUAL),
        (7, "-", "abc", DISJOINT),
        (8, "-", "ab*", UNDEFINED),
        (9, "abc", "abc", EQUAL),
        (10, "abc", "abd", DISJOINT),
        (11, "abc", "ab*", UNDEFINED),
        (12, "abc", "-", DISJOINT),
        (13, "abc", "*", SUBSET),
        (14, "ab*", "abc", SUPERSET),
        (14, "ab*", "xbc", DISJOINT),
        (15, "ab*", "*", SUBSET),
        (16, "ab*", "-", DISJOINT),
        (17, "ab*", "a*", UNDEFINED),
    ],
)
def test_attributes_compare_as_in_table_6_2(case, source, target, relation):
    assert compared(source, target) == relation


@pytest.mark.parametrize(
    ("source", "target", "fits"),
    [
        ("7.4.?", "7.4.3", True),
        ("7.4.?", "7.4.", True),
        ("7.4.?", "7.4.13", False),
        ("7.4.??", "7.4.13", True),
        ("*exchange*", "ms_exchange_server", True),
        ("?exchange", "exchange", True),
        ("?exchange", "ms_exchange", False),
        (r"c\+\+*", r"c\+\+builder", True),
        (r"a\**", r"a\*b", True),
        (r"a\**", "ab", False),
    ],
)
def test_wildcards_of_a_source(source, target, fits):
    assert compared(source, target) == (SUPERSET if fits else DISJOINT)


def name(**values: str) -> Cpe:
    return Cpe(**{"part": "a", "vendor": "microsoft", "product": "exchange_server"} | values)


@pytest.mark.parametrize(
    ("source", "target", "relation"),
    [
        (name(), name(), EQUAL),
        (name(), name(version="2019"), SUPERSET),
        (name(version="2019"), name(), SUBSET),
        (name(version="2019"), name(version="2016"), DISJOINT),
        (name(version="2019"), name(update="sp1"), OVERLAP),
        (name(), name(version="20*"), UNDEFINED),
        (name(version="2016"), name(version="2019", update="c*"), DISJOINT),
    ],
)
def test_names_compare_by_all_their_attributes(source, target, relation):
    assert matches(source, target) == relation


@pytest.mark.parametrize(
    ("source", "target", "hit"),
    [
        (name(), name(version="2019"), True),
        (name(version="2019"), name(), True),
        (name(version="2019"), name(version="2016"), False),
        # A version that does not apply is met by any version and by none, not by a number.
        (name(version="-"), name(version="-"), True),
        (name(version="*"), name(version="-"), True),
        (name(version="2019"), name(version="-"), False),
        # Wider in vendor and narrower in product, or the other way round: something else.
        (name(vendor="*"), name(product="*"), False),
        (name(product="*"), name(vendor="*"), False),
        (name(vendor="*", product="*"), name(), True),
        # The target's wildcards are undefined: they count when they can mean the source.
        (name(), name(product="exchange*"), True),
        (name(product="windows"), name(product="exchange*"), False),
        (name(version="-"), name(version="20*"), False),
        (name(version="201*"), name(version="*9"), True),
        (name(version="202*"), name(version="201*"), False),
        (name(version="*2"), name(version="*9"), False),
        (name(version="20*"), name(version="201*"), True),
    ],
)
def test_is_hit(source, target, hit):
    assert is_hit(source, target) is hit


def test_a_range_beside_the_name_takes_the_place_of_its_version():
    source, target = name(version="2013"), name(version="2019")

    assert not is_hit(source, target)
    assert is_hit(source, target, ranged=True)


@pytest.mark.parametrize("text", ["cpe:2.3:a:b:c:-:*:*:*:*:*:*:*", r"cpe:2.3:*:b\!:c*:?1:\-"])
def test_a_name_equals_itself_unless_its_wildcards_leave_that_open(text):
    name = parse(text)

    assert matches(name, name) == (UNDEFINED if "c*" in text else EQUAL)
