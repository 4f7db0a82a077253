from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrc.matching.range_texts import read_range


def told(text: str) -> str:
    """A range in short: "[1.0, 2.0)", several side by side, "all", "?" for not understood."""
    found = read_range(text)
    if found is None:
        return "?"
    return " ".join(
        "all" if each.is_all
        else each.low if each.is_point
        else f"{'[' if each.with_low else '('}{each.low}, {each.high}{']' if each.with_high else ')'}"
        for each in found.intervals
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        # As machines write it.
        ("< 7.4.3", "[, 7.4.3)"),
        ("<7.4.3", "[, 7.4.3)"),
        ("≤ 7.4.3", "[, 7.4.3]"),
        (">= 1.0, < 2.0", "[1.0, 2.0)"),
        ("< 2.0, >= 1.0", "[1.0, 2.0)"),
        ("< 2.0, < 3.0", "[, 2.0) [, 3.0)"),
        (">=11.1.0|<11.1.7, >=11.2.0|<11.2.8", "[11.1.0, 11.1.7) [11.2.0, 11.2.8)"),
        ("> V1.0  and < V1.6", "(v1.0, v1.6)"),
        ("0 < 8.0.1", "[0, 8.0.1)"),
        ("<= 2.0.11 / 3.0.11", "[, 2.0.11] 3.0.11"),
        ("*", "all"),
        ("vers:generic/>=1.0|<2.0", "[1.0, 2.0)"),
        ("vers:all/*", "all"),
        ("vers:all/<V4.1, vers:all/>=V5<V5.2", "[, V4.1) [V5, V5.2)"),
        ("vers:all/<V4.1, vers:unknown/*", "?"),
        # English.
        ("7.0.0 through 7.0.13", "[7.0.0, 7.0.13]"),
        ("7.0.0 – 7.0.13", "[7.0.0, 7.0.13]"),
        ("7.0.0-7.0.13", "[7.0.0, 7.0.13]"),
        ("all versions", "all"),
        ("All versions < V4.2 HF1", "[, v4.2 hf1)"),
        ("All versions >= V2.5 and < V2.8", "[v2.5, v2.8)"),
        ("All versions between V2.5 (including) and V2.7 (excluding)", "[v2.5, v2.7)"),
        ("prior to 10.1", "[, 10.1)"),
        ("versions before 5.0.1", "[, 5.0.1)"),
        ("earlier than 5.0.1", "[, 5.0.1)"),
        ("versions prior to 10.1 and 9.x before 9.5", "[, 10.1) [9, 9.5)"),
        ("7.0 before 7.0.14, 7.2 before 7.2.7", "[7.0, 7.0.14) [7.2, 7.2.7)"),
        ("V3.1 and earlier", "[, v3.1]"),
        ("3.1 and all prior versions", "[, 3.1]"),
        ("10.1 and later", "[10.1, ]"),
        ("10.1 or newer", "[10.1, ]"),
        ("up to and including 4.5", "[, 4.5]"),
        ("from 7.0 up to (excluding) 7.4", "[7.0, 7.4)"),
        ("1.0 up to but not including 2.0", "[1.0, 2.0)"),
        ("less than or equal to 5", "[, 5]"),
        ("2019, 2022", "2019 2022"),
        ("V8.3.0.1, V8.6.0 and V8.7.0", "v8.3.0.1 v8.6.0 v8.7.0"),
        ("versions 8.x", "[8, 9)"),
        ("7.0.x and 7.2.*", "[7.0, 7.1) [7.2, 7.3)"),
        ("<= 8.x", "[, 9)"),
        ("8.x and earlier", "[, 9)"),
        ("2019 Cumulative Update 14", "2019 cu 14"),
        ("15.0 SP2", "15.0 sp2"),
        ("2.0.87-4018403-k4", "2.0.87-4018403-k4"),
        # Nederlands.
        ("ouder dan 3.2", "[, 3.2)"),
        ("alle versies ouder dan 3.2", "[, 3.2)"),
        ("tot en met 4.5", "[, 4.5]"),
        ("versies 8.0 tot en met 8.3", "[8.0, 8.3]"),
        ("8.0 t/m 8.3", "[8.0, 8.3]"),
        ("8.3 en ouder", "[, 8.3]"),
        ("8.3 en hoger", "[8.3, ]"),
        ("vanaf 9.0", "[9.0, ]"),
        ("tussen 2.5 en 2.7", "[2.5, 2.7]"),
        ("alle versies", "all"),
        ("versies vóór 5.0.1", "[, 5.0.1)"),
        # Deutsch.
        ("vor 3.1", "[, 3.1)"),
        ("Versionen vor 3.1", "[, 3.1)"),
        ("bis einschließlich 4.2", "[, 4.2]"),
        ("von 8.0 bis 8.3", "[8.0, 8.3]"),
        ("Version 5 und früher", "[, 5]"),
        ("alle Versionen", "all"),
        ("ab 9.0", "[9.0, ]"),
        # Français.
        ("antérieures à 8.5.1", "[, 8.5.1)"),
        ("versions 8.x antérieures à 8.5.3", "[8, 8.5.3)"),
        ("3.1 et antérieures", "[, 3.1]"),
        ("jusqu'à 5.4 incluse", "[, 5.4]"),
        ("à partir de 3.0", "[3.0, ]"),
        ("toutes les versions", "all"),
        # What may turn the meaning around is not understood.
        ("not affected", "?"),
        ("all versions except 5.0", "?"),
        ("< 5.0 without the hotfix", "?"),
        ("All versions installed in conjunction with SIMATIC WinCC < V7.3 Update", "?"),
        ("< WinCC 7.2 Upd 15", "?"),
        ("< Feb 10 2021", "?"),
        ("antérieures à 8.5 sans le dernier correctif de sécurité", "?"),
        ("2.0 - 1.0", "?"),
        ("!= 5", "?"),
        ("see vendor", "?"),
        ("<", "?"),
        ("", "?"),
    ],
)
def test_read_range(text, meaning):
    assert told(text) == meaning


@given(st.text(alphabet="0123456789.<>=vx, -*tobefranduing()éß", max_size=60))
def test_nothing_breaks_it(text):
    read_range(text)


@pytest.mark.parametrize(
    "text",
    [
        "1-" * 3900,
        "1 sp" * 1900,
        "<" * 7900,
        "1.x " * 1900,
        "a " * 3900,
        "1 sp 1 " * 1000,
        "9" * 5000 + ".x",
        "1" * 7000,
    ],
)
def test_a_monster_of_a_text_comes_to_an_end(text):
    read_range(text)
