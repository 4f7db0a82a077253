"""When a bundle is due, both DST nights included, and which rhythm counts for whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from community.kit.clock import BRUSSELS
from qrc.bundles.rhythms import QUIET, first_due, spread


def brussels(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("cadence", "opened", "due"),
    [
        ("daily", "2026-10-24T09:00", "2026-10-25T08:00"),
        ("daily", "2026-10-25T01:59", "2026-10-25T08:00"),
        ("daily", "2027-03-27T08:00", "2027-03-28T08:00"),
        ("daily", "2027-03-28T07:59", "2027-03-28T08:00"),
        ("weekly", "2026-10-24T12:00", "2026-10-26T08:00"),
        ("weekly", "2027-03-22T08:00", "2027-03-29T08:00"),
        ("weekly", "2027-03-22T07:59", "2027-03-22T08:00"),
    ],
)
def test_bundle_is_read_at_eight_by_the_clock_on_the_wall(cadence, opened, due):
    assert first_due(cadence, brussels(opened)) == brussels(due)


def test_night_of_25_hours_and_of_23_are_as_long_as_they_are():
    autumn = first_due("daily", brussels("2026-10-24T08:00")) - brussels(
        "2026-10-24T08:00"
    ).astimezone(UTC)
    spring = first_due("daily", brussels("2027-03-27T08:00")) - brussels(
        "2027-03-27T08:00"
    ).astimezone(UTC)

    assert (autumn, spring) == (timedelta(hours=25), timedelta(hours=23))


def test_bundled_waits_for_half_an_hour_of_silence():
    now = brussels("2026-11-10T19:00")

    assert first_due("bundled", now) == now + QUIET


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"immediate": {"email"}, "daily": {"email", "sms"}}, {"immediate": {"email"}}),
        ({"immediate": {"web"}, "daily": {"email"}}, {"immediate": {"web"}, "daily": {"email"}}),
        ({"immediate": set(), "weekly": {"email"}, "daily": {"email"}}, {"daily": {"email"}}),
        (
            {"bundled": {"web"}, "daily": {"web", "sms"}, "weekly": {"email"}},
            {"bundled": {"web"}, "daily": {"sms"}},
        ),
        ({"immediate": {"sms"}, "weekly": {"web"}}, {"immediate": {"sms"}}),
        ({}, {}),
    ],
)
def test_who_is_rung_hears_it_once(wanted, found):
    assert spread(wanted) == found
