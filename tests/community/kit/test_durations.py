from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from community.kit.durations import how_long


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 seconden"), (0.84, "0,8 seconden"), (1, "1 seconde"), (9.96, "10 seconden"),
        (40.4, "40 seconden"), (119, "119 seconden"), (120, "2 minuten"), (3569, "59 minuten"),
        (3571, "1 uur"), (8100, "2 uur 15 min"), (7200, "2 uur"), (35_900, "9 uur 58 min"),
        (36_000, "10 uur"), (170_000, "47 uur"), (172_800, "2 dagen"), (900_000, "10 dagen"),
    ],
)  # fmt: skip
def test_a_duration_is_said_as_people_say_it(seconds: float, said: str):
    assert how_long(timedelta(seconds=seconds)) == said


def test_a_duration_is_said_in_english_too():
    with translation.override("en"):
        assert how_long(timedelta(seconds=0.84)) == "0.8 seconds"
        assert how_long(timedelta(minutes=135)) == "2 h 15 min"
