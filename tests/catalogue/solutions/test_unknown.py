"""Names that wait at the editors' desk."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from catalogue.solutions.models import UnknownName
from catalogue.solutions.services import ignore_unknown, note_unknown, settle_unknown
from community.activity.models import Activity
from tests.factories import catalogue as make


def waiting() -> list[tuple[object, ...]]:
    rows = UnknownName.objects.order_by("origin", "vendor_key", "product_key")
    return [(r.origin, r.vendor, r.product, r.times, r.state) for r in rows]


@pytest.mark.django_db
class TestNoting:
    def test_names_are_counted_once_each_in_one_statement(self, django_assert_num_queries):
        names = [("Qwelk", "Poortmail"), ("QWELK nv", "poortmail!"), ("", "Balie"), ("", " ?? ")]
        with django_assert_num_queries(1):
            assert note_unknown(names, origin="bron", seen_in="CERT Proef") == 2
        note_unknown([("qwelk", "Qwelk Poortmail")], origin="bron")
        note_unknown([("Qwelk", "Poortmail")], origin="portfolio")

        assert waiting() == [
            ("bron", "", "Balie", 1, "open"),
            ("bron", "Qwelk", "Poortmail", 3, "open"),
            ("portfolio", "Qwelk", "Poortmail", 1, "open"),
        ]
        assert (
            UnknownName.objects.filter(origin="bron").values_list("seen_in").distinct().count() == 1
        )

    def test_known_names_are_left_out(self):
        make.solution("Poortmail", "Qwelk", aliases=("Balie",))
        names = [("Qwelk", "Poortmail"), ("", "Qwelk Poortmail"), ("", "Balie"), ("", "Poortmail")]

        assert note_unknown(names, origin="bron") == 1
        assert waiting() == [("bron", "", "Poortmail", 1, "open")]

    def test_nothing_asks_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert note_unknown([("", ""), ("Qwelk", "!")], origin="bron") == 0

    def test_hostile_names_are_kept_short_and_clean(self):
        note_unknown([("v" * 500, "p\0" * 500), ("", "%s; DROP TABLE x --")], origin="bron")

        long = UnknownName.objects.exclude(vendor="").get()
        assert (len(long.vendor), long.product) == (200, "p" * 300)
        assert (len(long.vendor_key), len(long.product_key)) == (120, 160)
        assert UnknownName.objects.filter(product="%s; DROP TABLE x --").count() == 1

    def test_what_was_decided_stays_decided(self, editor):
        note_unknown([("", "Ruis"), ("", "Balie")], origin="bron")
        ignore_unknown(names=list(UnknownName.objects.filter(product="Ruis")), by=editor)
        note_unknown([("", "Ruis")], origin="bron")

        assert waiting() == [
            ("bron", "", "Balie", 1, "open"), ("bron", "", "Ruis", 2, "genegeerd"),
        ]  # fmt: skip


@pytest.mark.django_db
class TestDeciding:
    def test_a_settled_name_is_recognised_from_now_on(self, editor):
        made = make.solution("Poortmail")
        names = [("Qwelk", "PMail"), ("", "Balie")]
        note_unknown(names, origin="bron")
        note_unknown(names[:1], origin="portfolio")
        chosen = list(UnknownName.objects.filter(origin="bron"))
        settle_unknown(names=chosen, solution=made, by=editor)

        assert set(UnknownName.objects.values_list("state", "solution")) == {("bekend", made.pk)}
        said = made.identifiers.exclude(value="Poortmail")
        assert {(i.kind, i.vendor_key, i.product_key) for i in said} == {
            ("naam", "qwelk", "pmail"), ("alias", "", "balie"),
        }  # fmt: skip
        assert note_unknown(names, origin="bron") == 0
        told = Activity.objects.get(verb="catalogue.vocabulary.changed")
        assert (told.data, told.actor) == ({"solutions": [made.pk]}, editor)

    def test_a_name_that_got_another_meaning_is_refused_and_nothing_done(self, editor):
        made = make.solution("Poortmail")
        note_unknown([("", "Balie"), ("", "Zolder")], origin="bron")
        make.solution("Balie")
        with pytest.raises(ValidationError, match=r"“Balie” betekent al iets anders: Balie\."):
            settle_unknown(names=list(UnknownName.objects.all()), solution=made, by=editor)

        assert made.identifiers.count() == 1
        assert {row[-1] for row in waiting()} == {"open"}

    def test_ignoring_is_kept_in_the_trail(self, editor):
        note_unknown([("", "Ruis")], origin="bron")
        note_unknown([("", "Ruis")], origin="portfolio")
        name = UnknownName.objects.get(origin="bron")
        ignore_unknown(names=[name], by=editor)

        assert {row[-1] for row in waiting()} == {"genegeerd"}
        told = Activity.objects.get(verb="catalogue.name.ignored")
        assert told.data == {"names": [name.pk]}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_lose_no_count_and_do_not_block_each_other():
    names = [("", f"Naam {number}") for number in range(200)]
    start = Barrier(4)

    def note(which: int) -> None:
        start.wait()
        for _turn in range(3):
            note_unknown(names if which % 2 else names[::-1], origin="bron")
        connection.close()

    threads = [Thread(target=note, args=(n,)) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=60)

    assert UnknownName.objects.count() == 200
    assert set(UnknownName.objects.values_list("times", flat=True)) == {12}
