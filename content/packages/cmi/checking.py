"""Judges again, on the server, what a package said: its frame may say anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from content.packages.cmi.models import MODELS, MOST_INDEX
from content.packages.cmi.types import TYPES, Kind
from content.packages.enums import Standard

INDEX = re.compile(r"(?<=\.)[0-9]{1,4}(?=\.|$)")
MOST_VALUES = 12_000
"""Elements in one state; a thousand interactions of ten elements fit."""


def pattern_of(name: str) -> str:
    """`cmi.objectives.3.id` as `cmi.objectives.n.id`."""
    return INDEX.sub("n", name)


def fits(kind: Kind, value: str) -> bool:
    if "words" in kind:
        return value in kind["words"]
    if not value:
        return bool(kind.get("empty")) or not {"match", "number"} & kind.keys()
    most: int | None = kind.get("kept") or kind.get("most")
    if most is not None and len(value) > most:
        return False
    if "match" in kind and not re.fullmatch(kind["match"], value):
        return False
    return "number" not in kind or _within(kind["number"], value)


def _within(bounds: list[float | None], value: str) -> bool:
    least, most = bounds
    number = float(value)
    return (least is None or number >= least) and (most is None or number <= most)


def is_long(standard: str, name: str, value: str) -> bool:
    """Longer than the standard promises to keep, though we keep it."""
    element = MODELS[Standard(standard)].get(pattern_of(name))
    return element is not None and len(value) > TYPES[element[1]].get("most", len(value))


def checked(standard: str, values: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """What of this may be kept, and the names of what may not."""
    model = MODELS[Standard(standard)]
    kept: dict[str, str] = {}
    for name, value in list(values.items())[:MOST_VALUES]:
        element = model.get(pattern_of(str(name)))
        if element is None or "w" not in element[0] or not isinstance(value, str):
            continue
        if fits(TYPES[element[1]], value) and "\0" not in value and _small_indices(name):
            kept[name] = value
    return kept, sorted(str(name)[:255] for name in values.keys() - kept.keys())


def _small_indices(name: str) -> bool:
    return all(int(index) < MOST_INDEX for index in INDEX.findall(name))
