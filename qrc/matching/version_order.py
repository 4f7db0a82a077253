"""Which of two versions is the older, whatever their maker's habits.

Ecosystems (deb, npm, maven…) have an order of their own, which univers knows. All else, and what
does not fit its ecosystem, goes by a generic order: the dotted numbers first, then release and
service pack, update, hotfix, a letter and what numbers remain. "None" means that no order is
certain, and the caller must treat it as unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from univers import versions as univers
from univers.versions import Version

from community.kit.text import normalise

ECOSYSTEMS: dict[str, type[Version]] = {
    "alpine": univers.AlpineLinuxVersion,
    "alpm": univers.ArchLinuxVersion,
    "apk": univers.AlpineLinuxVersion,
    "cargo": univers.SemverVersion,
    "composer": univers.ComposerVersion,
    "deb": univers.DebianVersion,
    "ebuild": univers.GentooVersion,
    "gem": univers.RubygemsVersion,
    "golang": univers.GolangVersion,
    "hex": univers.SemverVersion,
    "maven": univers.MavenVersion,
    "npm": univers.SemverVersion,
    "nuget": univers.NugetVersion,
    "pypi": univers.PypiVersion,
    "rpm": univers.RpmVersion,
    "semver": univers.SemverVersion,
}
WITH_EPOCH = frozenset(("alpm", "deb", "rpm"))
SEMVER = frozenset(("cargo", "composer", "golang", "hex", "npm", "semver"))
SEMANTIC = re.compile(r"v?\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
LONGEST = 200

LEAD = re.compile(
    r"(?:(?:versions?|versies?|versionen|ver|release|firmware|rev|v)\b[\s.:]*)+|v(?=\d|x\.)"
)
SHAPE = re.compile(r"([^\W\d_](?:[^\d]*[^\d\s.])?)?[\s.]*(\d+(?:\.\d+)*)(.*)", re.DOTALL)
LETTER = re.compile(r"([a-z])(?![a-z0-9])")
PIECE = re.compile(r"[^\W\d_]+|\d+")
PRE = {
    "dev": 0, "snapshot": 0, "nightly": 0, "alpha": 1, "beta": 2, "preview": 3, "pre": 3,
    "prerelease": 3, "rc": 4,
}  # fmt: skip
SLOTS = {
    "r": 0, "sp": 1, "servicepack": 1, "mp": 1, "fp": 1, "upd": 2, "update": 2, "u": 2, "cu": 2,
    "hf": 3, "hotfix": 3, "hotfixrev": 3, "p": 3, "patch": 3, "h": 3, "su": 3,
}  # fmt: skip
LONG = (("service pack", "sp"), ("cumulative update", "cu"), ("security update", "su"))
SILENT = frozenset(("build", "ga", "final", "release", "x64", "x86", "lts", "esr"))
PLAIN = (9, 0)
"""The place of what is no pre-release: after all of those."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A version taken apart; `words` holds what nobody can rank."""

    prefix: str
    release: tuple[str, ...]
    pre: tuple[int, int]
    slots: tuple[int, int, int, int]
    letter: str
    rest: tuple[int, ...]
    words: tuple[str, ...]

    @property
    def tail(self) -> tuple[object, ...]:
        return (*self.slots, self.letter, *self.rest)


@lru_cache(maxsize=8192)
def parsed(text: str) -> Parsed | None:
    """None for what holds no number, or is too long to be a version."""
    if len(text) > LONGEST:
        return None
    folded = normalise(text)
    for long, short in LONG:
        folded = folded.replace(long, short)
    if lead := LEAD.match(folded):
        folded = folded[lead.end() :]
    found = SHAPE.fullmatch(folded)
    if not found or not found[2].isascii():
        return None
    prefix, release, rest = found[1] or "", tuple(found[2].split(".")), found[3]
    letter = LETTER.match(rest)
    if letter:
        rest = rest[1:]
    return _with_tags(prefix, release, letter[1] if letter else "", PIECE.findall(rest))


def _with_tags(prefix: str, release: tuple[str, ...], letter: str, pieces: list[str]) -> Parsed:
    pre, slots, rest, words = PLAIN, [0, 0, 0, 0], [], []
    numbers = [int(each) if each.isascii() and each.isdigit() else None for each in pieces]
    skip = False
    for place, piece in enumerate(pieces):
        number = numbers[place]
        if skip:
            skip = False
            continue
        if number is not None:
            rest.append(number)
            continue
        following = numbers[place + 1] if place + 1 < len(pieces) else None
        if piece in PRE:
            pre = (PRE[piece], following or 0)
        elif piece in SLOTS and not slots[SLOTS[piece]]:
            slots[SLOTS[piece]] = 1 if following is None else following
        else:
            words += [] if piece in SILENT else [piece]
            continue
        skip = following is not None
    sized = (slots[0], slots[1], slots[2], slots[3])
    return Parsed(prefix, release, pre, sized, letter, tuple(rest), tuple(words))


def compare(one: str, other: str, scheme: str = "") -> int | None:
    """-1, 0 or 1 as `one` is older, equal or newer; None when that is not certain."""
    if normalise(one) == normalise(other):
        return 0
    if scheme in WITH_EPOCH and (":" in one) != (":" in other):
        return None
    if scheme in ECOSYSTEMS:
        known = _by_ecosystem(one, other, scheme)
        if known is not None:
            return known
    first, second = parsed(one), parsed(other)
    return _generic(first, second) if first and second else None


def _by_ecosystem(one: str, other: str, scheme: str) -> int | None:
    if scheme in SEMVER and not (SEMANTIC.fullmatch(one) and SEMANTIC.fullmatch(other)):
        return None
    if max(len(one), len(other)) > LONGEST:
        return None
    try:
        first, second = ECOSYSTEMS[scheme](one), ECOSYSTEMS[scheme](other)
        older, newer = bool(first < second), bool(second < first)
        # "0" and "00" of Debian are unequal there, and neither is the older.
        return int(newer) - int(older)
    except (ValueError, TypeError, AttributeError, IndexError, NotImplementedError):
        # Not a version of its ecosystem: the generic order says what it can.
        return None


def _generic(one: Parsed, other: Parsed) -> int | None:
    if one.prefix != other.prefix:
        return None
    by_number = _by_release(one.release, other.release)
    if by_number != 0:
        return by_number
    if one.words != other.words:
        return None
    if one.pre != other.pre:
        return -1 if one.pre < other.pre else 1
    ours, theirs = (one.slots, one.letter), (other.slots, other.letter)
    if ours != theirs:
        return -1 if ours < theirs else 1
    return _by_rest(one.rest, other.rest)


def _by_release(one: tuple[str, ...], other: tuple[str, ...]) -> int | None:
    for place, (ours, theirs) in enumerate(zip_longest(one, other, fillvalue="0")):
        left, right = int(ours), int(theirs)
        if left == right:
            continue
        verdict = -1 if left < right else 1
        zero_led = ours != theirs and (ours[0] == "0" or theirs[0] == "0")
        if place and zero_led and len(ours) != len(theirs) and left and right:
            # "1.03" and "1.1": as decimals the other way round. Only what both say is certain.
            as_decimals = -1 if ours < theirs else 1
            return verdict if verdict == as_decimals else None
        return verdict
    return 0


def _by_rest(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    size = max(len(one), len(other))
    left, right = one + (0,) * (size - len(one)), other + (0,) * (size - len(other))
    return 0 if left == right else -1 if left < right else 1


def extends(longer: str, shorter: str) -> bool:
    """Whether `longer` is a closer telling of `shorter`: "7.4.3" of "7.4", "2019 CU14" of "2019".

    Who typed "7.4" may well run 7.4.3.
    """
    deep, shallow = parsed(longer), parsed(shorter)
    if not deep or not shallow or deep.prefix != shallow.prefix or shallow.pre != PLAIN:
        return False
    mine, theirs = _numbers(shallow.release), _numbers(deep.release)
    if mine != theirs[: len(mine)]:
        return False
    tail = [each or 0 for each in shallow.tail]
    while tail and not tail[-1]:
        tail.pop()
    if len(mine) < len(theirs):
        return not tail and not shallow.words
    further = [each or 0 for each in deep.tail]
    return further[: len(tail)] == tail and (deep.tail, deep.words) != (shallow.tail, shallow.words)


def _numbers(release: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(map(int, release))


def same_major(one: str, other: str) -> bool:
    first, second = parsed(one), parsed(other)
    return bool(first and second and int(first.release[0]) == int(second.release[0]))


def is_year(text: str) -> bool:
    """Whether a version names a generation by its year, such as "2019"."""
    found = parsed(text)
    return bool(found and len(found.release) == 1 and 1990 <= int(found.release[0]) < 2100)
