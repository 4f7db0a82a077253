"""A paper: what an attempt asks, frozen at its start. Pure.

Each question is a dict: `id`, `kind`, `text`, `explanation`; `shown`, the answers as the reader
sees them; `pairs`, what they may belong to (matching); `key`, what is right; `feedback`, said
with the answer of that place. Answers are told by their place in `shown`, so nothing that goes
to the browser gives the key away.

    kind               key                                    what is given
    one, true or false [place]                                [place]
    more               places                                 places
    short              texts that are good                    a text
    order              the right rank (from 1) of each shown  a rank for each shown
    pairs              the place in `pairs` of each shown     a place in `pairs` for each shown
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from content.learning.enums import QuestionKind as Kind

Paper = list[dict[str, Any]]
TRUE, FALSE = "Juist", "Fout"
"""Courses speak Dutch, whatever the screen does."""


@dataclass(frozen=True, slots=True)
class Choice:
    text: str
    pair: str = ""
    is_right: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the bank has it now."""

    id: str
    kind: str
    text: str
    choices: Sequence[Choice] = ()
    statement_is_true: bool | None = None
    explanation: str = ""


def freeze(questions: Sequence[Asked], *, seed: int, shuffle: bool) -> Paper:
    """The paper of an attempt. The same questions and seed give the same paper."""
    dice = random.Random(seed)  # noqa: S311 - an order, no secret
    order = list(questions)
    if shuffle:
        dice.shuffle(order)
    return [_frozen(each, dice, shuffle=shuffle) for each in order]


def _frozen(asked: Asked, dice: random.Random, *, shuffle: bool) -> dict[str, Any]:
    begin = {
        "id": asked.id, "kind": asked.kind, "text": asked.text, "explanation": asked.explanation,
        "shown": [], "pairs": [], "feedback": [],
    }  # fmt: skip
    if asked.kind == Kind.TRUE_FALSE:
        return begin | {"shown": [TRUE, FALSE], "key": [0 if asked.statement_is_true else 1]}
    if asked.kind == Kind.SHORT:
        said = [each.feedback for each in asked.choices]
        return begin | {"key": [each.text for each in asked.choices], "feedback": said}
    # The bank keeps a sequence in its right order: unshuffled it would answer itself.
    places = _mixed(len(asked.choices), dice, surely=asked.kind == Kind.ORDERING, wanted=shuffle)
    choices = [asked.choices[place] for place in places]
    found = begin | {
        "shown": [each.text for each in choices], "feedback": [each.feedback for each in choices],
    }  # fmt: skip
    if asked.kind == Kind.ORDERING:
        return found | {"key": [place + 1 for place in places]}
    if asked.kind == Kind.MATCHING:
        pairs = _mixed(len(choices), dice, surely=True, wanted=True)
        return found | {
            "pairs": [choices[place].pair for place in pairs],
            "key": [pairs.index(place) for place in range(len(choices))],
        }
    return found | {"key": [place for place, each in enumerate(choices) if each.is_right]}


def _mixed(count: int, dice: random.Random, *, surely: bool, wanted: bool) -> list[int]:
    """The places in an order; `surely` never gives them back as they were."""
    places = list(range(count))
    if wanted or surely:
        dice.shuffle(places)
    if surely and count > 1 and places == sorted(places):
        places.append(places.pop(0))
    return places
