from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qrc.cases.counting import FEWEST, Shown, shown_count

counts = st.integers(min_value=0, max_value=400)
splits = st.lists(counts, max_size=6)


@given(counts)
def test_fewer_than_five_are_never_told(n):
    assert shown_count(n) == Shown(n if n >= FEWEST else None)


@given(counts, splits)
def test_whatever_is_told_or_can_be_subtracted_is_none_or_five_and_more(n, parts):
    shown = shown_count(n, parts)
    if shown.total is None:
        assert shown.parts is None
        return
    assert shown.total == n >= FEWEST
    if shown.parts is not None:
        assert shown.parts == tuple(parts)
        assert min(shown.parts) >= FEWEST
        # Every sum of parts, and what it leaves over, is a count a reader can work out.
        rest = n - sum(shown.parts)
        assert rest == 0 or rest >= FEWEST


@given(st.lists(st.integers(min_value=FEWEST, max_value=80), min_size=1, max_size=6))
def test_a_whole_of_large_parts_is_split(parts):
    assert shown_count(sum(parts), parts) == Shown(sum(parts), tuple(parts))


def test_what_is_left_over_counts_as_a_part():
    assert shown_count(37, (33,)) == Shown(37, None)
    assert shown_count(37, (32,)) == Shown(37, (32,))
    assert shown_count(4, (4,)) == Shown(None, None)
    assert shown_count(12, (12, 0)) == Shown(12, None)
