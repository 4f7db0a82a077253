"""The server's own judgement of what packages say, by the letter of both standards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from content.packages.cmi.checking import checked, fits, pattern_of
from content.packages.cmi.models import CHILDREN, ERRORS, MODELS, children, for_bridge
from content.packages.cmi.outcome import Outcome, outcome, seconds_of, written
from content.packages.cmi.types import TYPES
from content.packages.enums import Standard, Success
from tests.content.packages.cmi_tables import VALUES


@pytest.mark.parametrize(("kind", "value", "is_good"), VALUES)
def test_values(kind, value, is_good):
    assert fits(TYPES[kind], value) is is_good


def test_every_kind_is_used_and_every_element_has_one():
    used = {kind for model in MODELS.values() for _access, kind, _default in model.values()}
    assert used == set(TYPES)
    assert {access for model in MODELS.values() for access, _k, _d in model.values()} == {"r", "w", "rw"}  # fmt: skip


def test_children():
    assert children("1.2")["cmi.core"] == (
        "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,"
        "lesson_mode,exit,session_time"
    )
    assert children("1.2")["cmi.interactions"] == (
        "id,objectives,time,type,correct_responses,weighting,student_response,result,latency"
    )
    assert children("2004")["cmi.objectives"] == (
        "id,score,success_status,completion_status,progress_measure,description"
    )
    assert all(children(each).keys() == set(CHILDREN[each]) for each in Standard)


@pytest.mark.parametrize("standard", Standard)
def test_the_bridge_gets_the_whole_model(standard):
    told = for_bridge(standard)
    assert set(told["elements"]) == set(MODELS[standard])
    assert {element[1] for element in told["elements"].values()} == set(told["types"])
    assert told["errors"] == ERRORS[standard]


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("cmi.interactions.12.objectives.3.id", "cmi.interactions.n.objectives.n.id"),
        ("cmi.core.score.raw", "cmi.core.score.raw"),
        ("cmi.objectives.0.id", "cmi.objectives.n.id"),
        ("cmi.objectives.-1.id", "cmi.objectives.-1.id"),
        ("cmi.objectives.99999.id", "cmi.objectives.99999.id"),
    ],
)
def test_indices(name, pattern):
    assert pattern_of(name) == pattern


def test_what_a_package_may_not_set_is_dropped():
    said = {
        "cmi.core.lesson_status": "passed", "cmi.core.total_time": "0001:00:00",
        "cmi.core.student_id": "1", "cmi.core.score._children": "raw", "cmi.objectives._count": "3",
        "cmi.objectives.1000.id": "x", "cmi.suspend_data": "a\0b", "cmi.comments": None,
        "cmi.core": "x", "": "x",
    }  # fmt: skip
    kept, dropped = checked("1.2", said)
    assert kept == {"cmi.core.lesson_status": "passed"}
    assert dropped == sorted(said.keys() - kept.keys())


def of_12(status="", raw="", *, mastery=None, ended=True, low="", high=""):
    names = {"lesson_status": status, "score.raw": raw, "score.min": low, "score.max": high}
    values = {f"cmi.core.{name}": value for name, value in names.items() if value}
    return outcome("1.2", values, {"mastery": mastery}, ended=ended)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (of_12("completed"), (True, Success.UNKNOWN, None)),
        (of_12("passed", "75"), (True, Success.PASSED, 75)),
        (of_12("failed", "20"), (False, Success.FAILED, 20)),
        (of_12("browsed"), (False, Success.UNKNOWN, None)),
        (of_12("incomplete", "50"), (False, Success.UNKNOWN, 50)),
        # Nothing was said: at the end it is done, before it is not.
        (of_12(), (True, Success.UNKNOWN, None)),
        (of_12(ended=False), (False, Success.UNKNOWN, None)),
        # The mastery score decides at the end, whatever was said.
        (of_12("completed", "60", mastery=60.0), (True, Success.PASSED, 60)),
        (of_12("passed", "59.9", mastery=60.0), (False, Success.FAILED, Decimal("59.90"))),
        (of_12("incomplete", "90", mastery=60.0, ended=False), (False, Success.UNKNOWN, 90)),
        (of_12("completed", mastery=60.0), (True, Success.UNKNOWN, None)),
        (of_12("completed", "15", low="10", high="20"), (True, Success.UNKNOWN, 50)),
        (of_12("completed", "15", low="20", high="20"), (True, Success.UNKNOWN, None)),
    ],
)
def test_what_12_means(found, expected):
    assert found == Outcome(*expected)


def of_2004(passing=None, threshold=None, **named):
    values = {f"cmi.{name.replace('__', '.')}": value for name, value in named.items()}
    item = {"mastery": passing, "completion_threshold": threshold}
    return outcome("2004", values, item, ended=True)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (of_2004(), (False, Success.UNKNOWN, None)),
        (of_2004(completion_status="completed"), (True, Success.UNKNOWN, None)),
        (of_2004(completion_status="incomplete", success_status="passed"), (False, Success.PASSED, None)),
        (of_2004(score__scaled="0.825"), (False, Success.UNKNOWN, Decimal("82.50"))),
        (of_2004(score__scaled="-0.5"), (False, Success.UNKNOWN, 0)),
        (of_2004(score__raw="30", score__min="0", score__max="40"), (False, Success.UNKNOWN, 75)),
        (of_2004(score__raw="30"), (False, Success.UNKNOWN, None)),
        # Thresholds decide, whatever the SCO says.
        (of_2004(threshold=0.8, progress_measure="0.8", completion_status="incomplete"), (True, Success.UNKNOWN, None)),
        (of_2004(threshold=0.8, progress_measure="0.79", completion_status="completed"), (False, Success.UNKNOWN, None)),
        (of_2004(threshold=0.8, completion_status="completed"), (True, Success.UNKNOWN, None)),
        (of_2004(passing=0.7, score__scaled="0.7", success_status="failed"), (False, Success.PASSED, 70)),
        (of_2004(passing=0.7, score__scaled="0.69", success_status="passed"), (False, Success.FAILED, 69)),
        (of_2004(passing=0.7, success_status="passed"), (False, Success.UNKNOWN, None)),
    ],
)  # fmt: skip
def test_what_2004_means(found, expected):
    assert found == Outcome(*expected)


@pytest.mark.parametrize(
    ("standard", "said", "seconds"),
    [
        ("1.2", "0000:01:30.50", 90), ("1.2", "01:00:00", 3600), ("1.2", "", 0),
        ("1.2", "9999:00:00", 86400), ("2004", "PT1H2M3.5S", 3723), ("2004", "P1DT1S", 86400),
        ("2004", "PT45S", 45), ("2004", "", 0), ("2004", "PT0S", 0),
    ],
)  # fmt: skip
def test_how_long_a_sitting_lasted(standard, said, seconds):
    name = "cmi.core.session_time" if standard == "1.2" else "cmi.session_time"
    assert seconds_of(standard, {name: said} if said else {}) == seconds


@pytest.mark.parametrize(
    ("standard", "seconds", "text"),
    [("1.2", 3723, "0001:02:03.00"), ("1.2", 0, "0000:00:00.00"), ("2004", 3723, "PT1H2M3S"),
     ("2004", 0, "PT0H0M0S"), ("1.2", 10**9, "9999:46:40.00")],
)  # fmt: skip
def test_a_total_in_its_own_words(standard, seconds, text):
    assert written(standard, seconds) == text
    kind = "timespan" if standard == "1.2" else "interval"
    assert fits(TYPES[kind], text)
