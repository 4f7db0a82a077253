from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from community.activity.models import Activity
from content.packages.attempts import (
    Elsewhere,
    TooMuch,
    begin_again,
    given_values,
    keep_state,
    open_package,
)
from content.packages.enums import Completion, Success
from content.packages.models import PackageAttempt
from content.packages.services import import_version
from tests.factories.packages import FILES_12, MANIFEST_12, archive, package

pytestmark = pytest.mark.django_db

HALF = {"cmi.core.lesson_status": "incomplete", "cmi.core.lesson_location": "3",
        "cmi.suspend_data": "dia=3", "cmi.core.exit": "suspend",
        "cmi.core.session_time": "0000:02:00.00"}  # fmt: skip
GOOD = {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "80",
        "cmi.core.session_time": "0000:01:00.00"}  # fmt: skip
POOR = GOOD | {"cmi.core.score.raw": "40", "cmi.core.lesson_status": "incomplete"}


def keep(attempt, values, seq=1, *, ended=True, item="les"):
    return keep_state(
        attempt=attempt, session=attempt.session, seq=seq, item=item, values=values, ended=ended
    )


def test_left_and_taken_up_again(alice):
    course = package()
    attempt, item = open_package(package=course, user=alice)
    first = given_values(attempt.version, item, alice, attempt.states["les"])
    keep(attempt, HALF)

    again, _item = open_package(package=course, user=alice)
    state = again.states["les"]
    given = given_values(again.version, item, alice, state)

    assert again.pk == attempt.pk
    assert (first["cmi.core.entry"], first["cmi.core.total_time"]) == ("ab-initio", "0000:00:00.00")
    assert state["values"] == {
        "cmi.core.lesson_status": "incomplete", "cmi.core.lesson_location": "3",
        "cmi.suspend_data": "dia=3",
    }  # fmt: skip
    assert given == {
        "cmi.core.student_id": f"{course.pk}-{alice.pk}", "cmi.core.student_name": "Proef, Alice",
        "cmi.core.credit": "credit", "cmi.core.lesson_mode": "normal", "cmi.core.entry": "resume",
        "cmi.core.total_time": "0000:02:00.00", "cmi.launch_data": "start",
        "cmi.student_data.mastery_score": "60", "cmi.student_data.max_time_allowed": "",
        "cmi.student_data.time_limit_action": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "ended", "entry"),
    [
        (HALF, True, "resume"),
        (HALF | {"cmi.core.exit": ""}, True, ""),
        (HALF | {"cmi.core.exit": "logout"}, True, ""),
        # The lid was closed: nobody said goodbye.
        (HALF | {"cmi.core.exit": ""}, False, "resume"),
        ({}, False, "ab-initio"),
    ],
)
def test_how_one_comes_back(values, ended, entry, alice):
    course = package()
    attempt, _item = open_package(package=course, user=alice)
    keep(attempt, values, ended=ended)

    assert open_package(package=course, user=alice)[0].states["les"]["entry"] == entry


def test_completion_and_best_score_are_never_taken_back(alice):
    course = package()
    for number, (values, expected) in enumerate(
        [
            (GOOD, ("voltooid", "geslaagd", "80.00", "80.00", 60)),
            (POOR, ("voltooid", "geslaagd", "40.00", "80.00", 120)),
            (GOOD | {"cmi.core.score.raw": "95"}, ("voltooid", "geslaagd", "95.00", "95.00", 180)),
        ]
    ):
        attempt, _item = open_package(package=course, user=alice)
        assert attempt.session == number + 1
        row = keep(attempt, values).attempt
        row.refresh_from_db()
        found = (row.completion, row.success, str(row.score), str(row.best_score), row.seconds)
        assert found == expected

    told = Activity.objects.filter(verb__startswith="content.package.", actor=alice)
    assert list(told.order_by("pk").values_list("verb", "data")) == [
        ("content.package.completed", {"attempt": row.pk, "package": course.pk, "score": 80.0}),
        ("content.package.passed", {"attempt": row.pk, "package": course.pk, "score": 80.0}),
    ]


def test_below_the_mastery_score_is_no_pass_and_not_done(alice):
    attempt, _item = open_package(package=package(), user=alice)
    row = keep(attempt, GOOD | {"cmi.core.score.raw": "59"}).attempt

    assert (row.completion, row.success) == (Completion.STARTED, Success.FAILED)
    assert not Activity.objects.filter(verb="content.package.completed").exists()


def test_a_late_save_changes_nothing(alice):
    attempt, _item = open_package(package=package(), user=alice)
    keep(attempt, GOOD, seq=5)
    late = keep(attempt, HALF, seq=4)
    same = keep(attempt, HALF, seq=5)

    attempt.refresh_from_db()
    assert (late.is_stale, same.is_stale) == (True, True)
    assert attempt.states["les"]["values"] == GOOD
    assert attempt.seq == 5


def test_a_save_sent_twice_counts_its_time_once(alice):
    attempt, _item = open_package(package=package(), user=alice)
    keep(attempt, HALF, seq=1)
    row = keep(attempt, HALF, seq=2).attempt

    assert row.seconds == 120


def test_the_window_that_was_opened_last_may_save(alice):
    course = package()
    old, _item = open_package(package=course, user=alice)
    new, _item = open_package(package=course, user=alice)

    with pytest.raises(Elsewhere):
        keep(old, GOOD)
    assert keep(new, HALF).is_stale is False
    new.refresh_from_db()
    assert new.completion == Completion.STARTED


def test_beginning_again_keeps_what_was(alice):
    course = package()
    first, _item = open_package(package=course, user=alice)
    keep(first, GOOD)
    assert begin_again(package=course, user=alice) is True
    assert begin_again(package=course, user=alice) is False
    with pytest.raises(Elsewhere):
        keep(first, HALF, seq=2)
    second, _item = open_package(package=course, user=alice)

    first.refresh_from_db()
    assert (first.is_active, first.completion, str(first.best_score)) == (
        False,
        "voltooid",
        "80.00",
    )
    assert second.pk != first.pk
    assert second.states["les"]["values"] == {}


def test_each_learns_for_himself(alice, bob):
    course = package()
    hers, _item = open_package(package=course, user=alice)
    his, _item = open_package(package=course, user=bob)
    keep(hers, GOOD)

    his.refresh_from_db()
    assert (his.pk != hers.pk, his.completion) == (True, Completion.STARTED)


def test_a_newer_version_goes_on_where_one_was(alice, editor):
    course = package()
    attempt, _item = open_package(package=course, user=alice)
    keep(attempt, HALF)
    import_version(package=course, file=archive(FILES_12), name="nieuw.zip", actor=editor)

    again, _item = open_package(package=course, user=alice)
    assert (again.pk, again.version.number) == (attempt.pk, 2)
    assert again.states["les"]["values"]["cmi.suspend_data"] == "dia=3"


TWO = MANIFEST_12.replace(
    "  </organization>",
    '<item identifier="twee" identifierref="r1"><title>Deel twee</title></item>\n  </organization>',
)


def test_several_items_are_done_when_all_are(alice):
    course = package(files=FILES_12 | {"imsmanifest.xml": TWO})
    attempt, _item = open_package(package=course, user=alice)
    one = keep(attempt, GOOD).attempt
    assert (one.completion, one.success, str(one.score)) == ("bezig", "onbekend", "80.00")

    attempt, item = open_package(package=course, user=alice, item="twee")
    assert item["title"] == "Deel twee"
    two = keep(attempt, {"cmi.core.score.raw": "60"}, item="twee").attempt
    two.refresh_from_db()
    assert (two.completion, two.success, str(two.score)) == ("voltooid", "geslaagd", "70.00")
    assert set(two.states) == {"les", "twee"}


def test_what_is_no_value_is_dropped_and_the_rest_kept(alice):
    attempt, _item = open_package(package=package(), user=alice)
    found = keep(
        attempt,
        HALF | {"cmi.core.student_name": "Een ander", "cmi.core.lesson_status": "geweldig",
                "cmi.verzonnen": "1", "cmi.core.score.raw": "101", "cmi.interactions.5000.id": "x",
                "cmi.comments": 5},
    )  # fmt: skip

    assert found.dropped == [
        "cmi.comments", "cmi.core.lesson_status", "cmi.core.score.raw", "cmi.core.student_name",
        "cmi.interactions.5000.id", "cmi.verzonnen",
    ]  # fmt: skip
    attempt.refresh_from_db()
    assert attempt.states["les"]["values"] == {
        name: value for name, value in HALF.items() if name != "cmi.core.lesson_status"
    }


def test_long_suspend_data_of_12_is_kept_with_a_word_in_the_log(alice, caplog):
    attempt, _item = open_package(package=package(), user=alice)
    keep(attempt, {"cmi.suspend_data": "x" * 20_000})

    attempt.refresh_from_db()
    assert attempt.states["les"]["values"]["cmi.suspend_data"] == "x" * 20_000
    assert "package_value_is_long" in caplog.text


def test_too_much_is_refused(alice):
    attempt, _item = open_package(package=package(), user=alice)
    many = {f"cmi.interactions.{n}.student_response": "x" * 255 for n in range(999)}
    with pytest.raises(TooMuch):
        keep(attempt, many | {f"cmi.interactions.{n}.correct_responses.0.pattern": "x" * 255 for n in range(999)})  # fmt: skip
    attempt.refresh_from_db()
    assert (attempt.seq, attempt.saved_at) == (0, None)


def test_an_item_that_is_not_there(alice):
    course = package()
    attempt, _item = open_package(package=course, user=alice)
    with pytest.raises(LookupError):
        keep(attempt, HALF, item="weg")
    with pytest.raises(LookupError):
        open_package(package=course, user=alice, item="weg")


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_open_at_once_make_one_attempt(alice):
    course = package()

    def go(_n: int) -> int:
        try:
            return open_package(package=course, user=alice)[0].session
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sessions = sorted(pool.map(go, range(4)))

    assert sessions == [1, 2, 3, 4]
    assert PackageAttempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_saves_that_come_in_any_order_at_once_leave_the_newest(alice):
    attempt, _item = open_package(package=package(), user=alice)

    def go(seq: int) -> None:
        try:
            keep(attempt, HALF | {"cmi.core.lesson_location": str(seq)}, seq=seq)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(go, [7, 3, 8, 1, 6, 2, 5, 4]))

    attempt.refresh_from_db()
    assert attempt.states["les"]["values"]["cmi.core.lesson_location"] == "8"
    assert attempt.seq == 8
