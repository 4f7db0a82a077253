from __future__ import annotations

import pytest

from qrc.advisories.severity import at_least, highest, rating, scored, scores_in

V31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
V40 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"


@pytest.mark.parametrize(
    ("version", "score", "word"),
    [
        ("2.0", 3.9, "low"), ("2.0", 4.0, "medium"), ("2.0", 7.0, "high"), ("2.0", 10.0, "high"),
        ("3.0", 0.0, "low"), ("3.1", 3.9, "low"), ("3.1", 4.0, "medium"), ("3.1", 6.9, "medium"),
        ("3.1", 7.0, "high"), ("3.1", 8.9, "high"), ("3.1", 9.0, "critical"), ("4.0", 9.0, "critical"),
    ],
)  # fmt: skip
def test_rating_at_the_borders(version, score, word):
    assert rating(version, score) == word


def test_highest_of_several_versions():
    low, high = scored(version="2.0", score=10.0), scored(version="3.1", score=9.8)

    assert highest([low, high]) == "critical"
    assert highest([]) == "unknown"


def test_at_least_lifts_and_never_lowers():
    assert [at_least(each, "high") for each in ("unknown", "critical")] == ["high", "critical"]


def test_score_is_worked_out_from_the_vector_when_it_is_missing():
    assert scored(version="3.1", vector=V31, cve="CVE-2026-1", source="X") == {
        "version": "3.1", "score": 9.8, "rating": "critical", "vector": V31,
        "cve": "CVE-2026-1", "source": "X",
    }  # fmt: skip
    assert scored(version="2.0", vector="AV:N/AC:L/Au:N/C:P/I:P/A:P")["score"] == 7.5


def test_vector_that_is_not_one_is_dropped():
    assert scored(version="3.1", score=5.0, vector="CVSS:3.1/AV:Z")["vector"] == ""
    assert scored(version="3.1", vector="CVSS:3.1/AV:Z") is None
    assert scored(version="3.1", score=True) is None
    assert scored(version="3.1", score=11) is None


def test_vectors_in_running_text():
    found = scores_in(f"Score ({V31}), volgens v4 {V40}; en nog eens {V31}.", source="S")

    assert [(each["version"], each["score"]) for each in found] == [("3.1", 9.8), ("4.0", 9.3)]
