from __future__ import annotations

from dataclasses import dataclass

import pytest

from community.kit.registry import AlreadyRegistered, Registry


@dataclass(frozen=True)
class Thing:
    key: str
    order: int = 0
    label: str = ""


@pytest.fixture
def things():
    found: Registry[Thing] = Registry("things")
    for key, order in (("b.second", 1), ("a.third", 2), ("c.first", 1)):
        found.register(Thing(key, order))
    return found


def test_items_come_by_order_and_then_key(things):
    expected = ["b.second", "c.first", "a.third"]
    assert [each.key for each in things] == expected
    assert [each.key for each in things.all()] == expected
    assert len(things) == 3


def test_get_and_in(things):
    assert things.get("a.third") == Thing("a.third", 2)
    assert ("a.third" in things, "a.fourth" in things) == (True, False)
    with pytest.raises(LookupError, match=r"things: a\.fourth is not registered"):
        things.get("a.fourth")


def test_key_belongs_to_the_first_that_took_it(things):
    with pytest.raises(AlreadyRegistered, match=r"things: a\.third"):
        things.register(Thing("a.third", 2, "another"))
    assert things.get("a.third").label == ""


def test_same_item_twice_is_once(things):
    item = things.get("a.third")
    assert things.register(item) is item
    assert len(things) == 3


def test_temporarily_leaves_no_trace_even_after_an_error(things):
    def fail() -> None:
        with things.temporarily(Thing("z.test")) as item:
            assert things.get("z.test") is item
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert "z.test" not in things


def test_temporarily_keeps_what_was_there(things):
    item = things.get("a.third")
    with things.temporarily(item):
        pass
    assert things.get("a.third") is item
