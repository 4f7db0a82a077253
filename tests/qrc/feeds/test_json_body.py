from __future__ import annotations

import pytest

from qrc.feeds.kinds.json_body import loaded
from qrc.feeds.kinds.seam import Problem


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'{"a": [1,\n "b', "ze gaat mis op regel 2, teken 2"),
        (b"", "ze gaat mis op regel 1, teken 1"),
        (b"<html></html>", "ze gaat mis op regel 1, teken 1"),
        ('"\u00e9"'.encode("latin-1"), "ze is geen UTF-8"),
        (b'{"a":' * 100_000, "ze is te diep genest"),
        (b"9" * 5000, "er staat een getal in dat te lang is"),
    ],
)
def test_what_is_no_json_is_refused_in_dutch(body, why):
    with pytest.raises(Problem) as caught:
        loaded(body)

    assert (caught.value.code, str(caught.value)) == (
        "malformed", f"Dit is geen geldige JSON: {why}.",
    )  # fmt: skip


def test_utf_16_is_json_too():
    assert loaded('{"a": 1}'.encode("utf-16")) == {"a": 1}
