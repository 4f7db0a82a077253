"""Who wins, reckoned from the frozen list alone. Pure, and nothing in it is left to chance.

The list and the judgement are JSON in one way of writing (keys sorted, no blanks), so the same facts
give the same bytes. Numbers are written as text: no reader rounds them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from community.kit.text import normalise

Entry = dict[str, Any]
"""`entry` and `subject` (keys), `conditions` ([{"metric", "asked", "within", "found", "met",
"evidence"}]), `fits` (bool), `answers` (texts), `tie_answer` (text)."""


def written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def seal(questions: Sequence[dict[str, Any]], salt: str) -> str:
    """The seal on the right answers; the salt is told with the result, so that all may check it."""
    return sha256(written({"questions": list(questions), "salt": salt}))


def plain(answer: str) -> str:
    """An answer without capitals, accents and needless blanks."""
    return " ".join(normalise(answer).split())


def is_right(question: dict[str, Any], answer: str) -> bool:
    return plain(answer) in {plain(each) for each in question["answers"]}


def judge(frozen: str, *, questions: Sequence[dict[str, Any]], value: Decimal, prizes: int) -> str:
    """The judgement on a frozen list.

    Who fits and has every answer right is ranked by the distance of his guess to `value`. His rank
    is one more than how many came strictly nearer; he wins when it is at most `prizes`. So those
    who came equally near win together, also when that makes more winners than prizes.
    """
    entries: list[Entry] = json.loads(frozen)["entries"]
    judged = [_judged(each, questions, value) for each in entries]
    distances = sorted(each["distance"] for each in judged if each["counts"])
    rows = [_ranked(each, distances, prizes) for each in judged]
    rows.sort(key=lambda each: (each["rank"] is None, each["rank"] or 0, each["entry"]))
    return written(
        {
            "frozen_sha256": sha256(frozen), "prizes": prizes, "value": _number(value),
            "questions": list(questions), "entries": rows,
            "winners": [each["entry"] for each in rows if each["wins"]],
        }
    )  # fmt: skip


def _judged(entry: Entry, questions: Sequence[dict[str, Any]], value: Decimal) -> dict[str, Any]:
    right = [
        is_right(question, answer)
        for question, answer in zip(questions, entry["answers"], strict=True)
    ]
    return {
        "entry": entry["entry"], "fits": entry["fits"], "right": right,
        "counts": entry["fits"] and all(right),
        "distance": abs(Decimal(entry["tie_answer"]) - value),
    }  # fmt: skip


def _ranked(row: dict[str, Any], distances: Sequence[Decimal], prizes: int) -> dict[str, Any]:
    nearer = sum(each < row["distance"] for each in distances)
    rank = nearer + 1 if row["counts"] else None
    return row | {
        "distance": _number(row["distance"]), "rank": rank,
        "wins": rank is not None and rank <= prizes,
    }  # fmt: skip


def _number(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.01")))
