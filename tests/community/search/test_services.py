"""The copy follows the original: read twice, late, killed half-way or forgotten."""

from __future__ import annotations

import pytest
from django.db import connections

from community.search.models import SearchCompound, SearchEntry
from community.search.services import catch_up, forget_compounds, rebuild, rebuild_all, refresh
from tests.community.search.things import KEY, found, thing

pytestmark = pytest.mark.django_db


def compounds_known() -> set[str]:
    return {str(each) for each in SearchCompound.objects.all()}


def test_what_changed_is_found_by_its_new_words_alone(things):
    things.say(a="De poort")
    things.say(a="Het venster")
    assert (found("poort"), found("venster")) == (set(), {"a"})
    assert SearchEntry.objects.filter(kind=KEY).count() == 1


def test_what_is_gone_is_forgotten(things):
    things.say(a="De poort", b="De poort")
    del things.said["a"]
    refresh(KEY, ["a"])
    assert found("poort") == {"b"}


def test_rebuilding_twice_gives_the_same_and_drops_what_is_gone(things):
    things.said = {"a": thing("a", "De poort"), "b": thing("b", "De poort")}
    assert rebuild(KEY) == 2
    del things.said["b"]
    assert rebuild(KEY) == 1
    assert found("poort") == {"a"}


def test_kinds_that_nobody_registers_any_more_are_dropped(things):
    things.say(a="De poort")
    SearchEntry.objects.filter(kind=KEY).update(kind="vroeger.ding")
    rebuild_all()
    assert not SearchEntry.objects.filter(kind="vroeger.ding").exists()


def test_catching_up_reads_what_is_missing_or_old_and_nothing_else(things):
    things.say(a="De poort", b="De poort")
    things.said["c"] = thing("c", "De poort")
    del things.said["a"]
    SearchEntry.objects.filter(object_id="b").update(reading=0, title="?")
    assert catch_up() >= 2
    assert found("poort") == {"b", "c"}
    assert catch_up() == 0


def test_long_words_are_forgotten_with_the_last_thing_that_says_them(things):
    things.say(
        a="Informatieveiligheidsplan", b="Het rampenbestrijdingsplan", c="Rampenbestrijdingsplan"
    )
    del things.said["a"], things.said["b"]
    rebuild_all()
    assert "rampenbestrijdingsplan" in compounds_known()
    assert "informatieveiligheidsplan" not in compounds_known()
    assert found("bestrijdingsplan") == {"c"}
    assert forget_compounds() == 0


def test_a_text_with_anything_in_it_is_kept(things):
    things.say(a=thing("a", "Nul\x00 en ' en \\ en :*A,B", body="x'y\\z " * 10_000))
    assert found("nul") == {"a"}


@pytest.mark.django_db(transaction=True)
def test_two_who_read_at_once_leave_the_newest(things):
    from threading import Thread

    things.said["a"] = thing("a", "De poort")

    def read() -> None:
        try:
            refresh(KEY, ["a"])
        finally:
            connections.close_all()

    both = [Thread(target=read) for _ in range(4)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert SearchEntry.objects.get(kind=KEY).title == "De poort"
