"""Lists for people: pages and spreadsheets."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from community.kit.csv_safe import cell, csv_lines, csv_response
from community.kit.pagination import paginate


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+32470123456", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1", "＋1", "＠a",
     '=cmd|"/c calc"!A1'],
)  # fmt: skip
def test_formula_becomes_text(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("gewoon", "gewoon"), ("a=b", "a=b"), (None, ""), ("", ""), (0, "0"), (-5, "-5"),
        (-1.5, "-1,5"), (Decimal("66.70"), "66,70"), (date(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24, 8, 41, 3, tzinfo=UTC), "2026-11-24 09:41:03"),
    ],
)  # fmt: skip
def test_cell(value, text):
    assert cell(value) == text


def test_lines_read_back_as_they_were():
    rows = [["a;b", 'zeg "ja"'], ["twee\nregels", "ë"]]
    text = "".join(csv_lines(["Naam", "Waarde"], rows))
    assert text.startswith("\ufeffNaam;Waarde\r\n")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert read == [["Naam", "Waarde"], *rows]


def test_rows_are_read_while_they_are_sent():
    given: list[int] = []

    def rows():
        for number in range(3):
            given.append(number)
            yield [number]

    lines = csv_lines(["n"], rows())
    assert (next(lines), next(lines), given) == ("\ufeff", "n\r\n", [])
    assert (next(lines), given) == ("0\r\n", [0])


def test_response_is_a_download():
    response = csv_response('lijst "ë".csv', ["Naam"], [["ë"]])
    assert b"".join(response) == "\ufeffNaam\r\në\r\n".encode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''lijst%20%22%C3%AB%22.csv"
    )
    assert csv_response("a.csv", ["n"], [])["Content-Disposition"] == 'attachment; filename="a.csv"'


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        (1, [0, 1]), ("2", [2, 3]), (3, [4]), (None, [0, 1]), ("", [0, 1]), ("x", [0, 1]),
        ("²", [0, 1]), ("9" * 5000, [0, 1]), ("99999999999999999999", [4]), (0, [4]), (-1, [4]),
    ],
)  # fmt: skip
def test_page(page, rows):
    assert list(paginate(range(5), page, per_page=2)) == rows


def test_page_of_nothing():
    page = paginate([], 7)
    assert (list(page), page.number, page.paginator.per_page) == ([], 1, 25)
