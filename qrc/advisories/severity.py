"""From scores to one word.

The rating scales are those of the CVSS specifications: v2 knows Low (0.0-3.9), Medium
(4.0-6.9) and High (7.0-10.0); v3.x and v4.0 add None (0.0) and Critical (9.0-10.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cvss import CVSS2, CVSS3, CVSS4
from cvss.exceptions import CVSSError

from qrc.advisories.enums import RANK, Severity

VECTOR = re.compile(r"CVSS:(3\.[01]|4\.0)((?:/[A-Za-z]{1,3}:[A-Za-z]{1,6})+)")
CALCULATORS = {"2": CVSS2, "3": CVSS3, "4": CVSS4}
LONGEST_VECTOR = 200


def rating(version: str, score: float) -> str:
    """The severity word of a base score of a CVSS version ("2.0", "3.1", "4.0").

    A score of zero is a judgement too: low, which is not the same as nobody having scored.
    """
    if score >= 9 and not version.startswith("2"):
        return Severity.CRITICAL
    if score >= 7:
        return Severity.HIGH
    return Severity.MEDIUM if score >= 4 else Severity.LOW


def highest(scores: Iterable[Mapping[str, Any]]) -> str:
    """The highest rating known; unknown when nobody scored."""
    ratings = [str(each.get("rating") or Severity.UNKNOWN) for each in scores]
    return max(ratings, key=lambda word: RANK[word], default=str(Severity.UNKNOWN))


def at_least(severity: str, floor: str) -> str:
    return severity if RANK[severity] >= RANK[floor] else floor


def scored(
    *, version: str, score: Any = None, vector: str = "", cve: str = "", source: str = ""
) -> dict[str, Any] | None:
    """One score as an advisory keeps it; None when there is neither a score nor a valid vector.

    The publisher's own score counts; without one it is worked out from the vector. A vector that
    is not valid is dropped.
    """
    computed = _computed(version, vector)
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 10:
        score = computed
    if score is None:
        return None
    return {
        "version": version, "score": float(score), "rating": str(rating(version, score)),
        "vector": vector if computed is not None else "", "cve": cve, "source": source,
    }  # fmt: skip


def scores_in(text: str, *, source: str) -> list[dict[str, Any]]:
    """The scores of the CVSS vectors that stand in a running text."""
    found = {match[0]: match[1] for match in VECTOR.finditer(text)}
    scores = [scored(version=each, vector=vector, source=source) for vector, each in found.items()]
    return [each for each in scores if each is not None]


def _computed(version: str, vector: str) -> float | None:
    calculator = CALCULATORS.get(version[:1])
    if calculator is None or not vector or len(vector) > LONGEST_VECTOR:
        return None
    try:
        return float(calculator(vector).base_score)
    except CVSSError:
        return None
