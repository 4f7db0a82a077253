from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from qrc.advisories.ordering import is_newer, is_older, version_key
from qrc.advisories.values import Report

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def told(version="", at=None) -> Report:
    return Report(identity="x", title="x", source_version=version, updated_at=at)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (told("1"), told("2")),
        (told("9"), told("10")),
        (told("1.0.9"), told("1.1.0")),
        (told("1.01"), told("1.02")),
        (told("2", NOW), told("2", NOW + timedelta(seconds=1))),
        (told("2.0.0-1", NOW), told("2.0.0", NOW + timedelta(seconds=1))),
        (told("", NOW), told("4", NOW + timedelta(seconds=1))),
    ],
)
def test_order(older, newer):
    assert (is_older(older, newer), is_newer(newer, older)) == (True, True)
    assert (is_older(newer, older), is_newer(older, newer)) == (False, False)


@pytest.mark.parametrize(
    ("one", "other"), [(told(), told()), (told("1.0"), told("1")), (told("1"), told("", NOW))]
)
def test_neither_is_older(one, other):
    assert not is_older(one, other)
    assert not is_newer(one, other)


def test_version_key_of_what_is_no_version():
    assert (version_key("final"), version_key(""), version_key("v1.2")) == ((), (), (1, 2))
