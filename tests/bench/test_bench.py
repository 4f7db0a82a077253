"""Every benchmark runs, at a size that measures nothing."""

from __future__ import annotations

import json

import pytest

from tests.bench.__main__ import NAMES, read, run
from tests.bench.figures import Sheet, middle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]

TINY = [
    "--subscribers",
    "3",
    "--people",
    "2",
    "--sources",
    "3",
    "--slow",
    "0.3",
    "--rounds",
    "2",
    "--governments",
    "3",
    "--items",
    "2",
    "--entries",
    "5",
    "--digests",
    "250",
    "--documents",
    "300",
    "--posts",
    "3000",
    "--readers",
    "3",
    "--minutes",
    "0.05",
]
LINES = {
    "mail": ["fan-out mail", "fan-out mail", "fan-out mail median"],
    "sms": ["fan-out sms", "fan-out sms", "fan-out sms median"],
    "polling": ["polling", "polling", "polling median", "polling beside a slow one"],
    "overtaking": ["critical overtakes digests"],
    "matching": [
        *["matching one advisory"] * 3,
        "matching kev signed",
        "matching kev",
        "matching kev",
        "matching kev median",
    ],
    "searching": ["searching", "searching", "searching ratio"],
    "library": ["library", "library", "library ratio"],
    "pages": ["page against a bare page"],
    "forum": [
        "forum",
        "forum",
        "forum ratio",
        "forum CPU against a bare page",
        "forum first visit ratio",
        "forum counts ratio",
    ],
    "readers": ["readers of a live topic"],
    "waiting": ["stored to handed over"] * 6 + ["stored to handed over median"] * 3,
}


@pytest.mark.parametrize("name", NAMES)
def test_benchmark_prints_json_lines(name, capsys, tmp_path):
    run(read([name, *TINY]), tmp_path)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["benchmark"] for line in lines] == LINES[name]
    figures = [value for line in lines for value in line.values() if isinstance(value, float)]
    assert figures
    assert all(value >= 0 for value in figures)


def test_missed_bound_is_named():
    sheet = Sheet()
    sheet.at_least("ratio", 0.5, 0.5)
    sheet.at_most("seconds", 2.5, 2.5)
    assert sheet.missed == []

    sheet.at_least("ratio", 0.499, 0.5)
    sheet.at_most("seconds", 2.501, 2.5)
    assert [each.split()[0] for each in sheet.missed] == ["ratio", "seconds"]


def test_median():
    assert middle([{"a": 1.0, "b": 9.0}, {"a": 5.0, "b": 2.0}, {"a": 2.0, "b": 3.0}]) == {
        "a": 2.0,
        "b": 3.0,
    }
