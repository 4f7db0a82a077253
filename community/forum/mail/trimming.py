"""What somebody wrote in his mail, apart from what his program repeated of ours. Pure.

The rules are ours, made after what Outlook, Gmail, Apple Mail and Thunderbird write in Dutch,
French, English and German. When in doubt something is kept: what is cut is kept as well, folded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_ATTRIBUTION = 4
"""Lines over which a program breaks "Op … schreef …:"."""
MOST_SIGNS = 500
"""Of such a sentence: what is longer is none."""
MOST_LOOKS = 20
"""So many such sentences are looked at: a mail of nothing else must not keep its reader."""
MOST_LINES = 5000
"""Of a mail; what stands below them counts as repeated."""
LONGEST_QUOTE = 8
"""Lines of a quote at the top that are still a quote; more is the whole mail repeated."""
NEAR = 7
"""Lines within which the head of a repeated mail stands whole."""

SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")
STARS = re.compile(r"[*_]+")
QUOTED = re.compile(r"^\s{0,3}>")
DIGIT = re.compile(r"\d")
ATTRIBUTION = re.compile(
    r"^(?:op .{4,} (?:schreef|geschreven)\b.{0,200}"
    r"|op .{4,} heeft .{1,200} geschreven\s*"
    r"|.{1,120} schreef op .{4,}"
    r"|on .{4,} wrote\s*"
    r"|.{1,120} wrote on .{4,}"
    r"|le .{4,} a [ée]crit\s*"
    r"|.{1,120} a [ée]crit le .{4,}"
    r"|am .{4,} (?:schrieb|hat)\b.{0,200}"
    r"|.{1,120} schrieb am .{4,})\s?:$",
    re.IGNORECASE,
)
NAMED = re.compile(r"<[^<>\s]*\s?[^<>\s]+@[^<>]+>|vlavirgem", re.IGNORECASE)
RULED = re.compile(
    r"^-{2,}\s*(?:oorspronkelijk(?: |e )bericht|oorspronkelijke e-mail|doorgestuurd bericht"
    r"|original message|original appointment|forwarded message|message d['’]origine|message original"
    r"|message transf[ée]r[ée]|urspr[üu]ngliche nachricht|originalnachricht"
    r"|weitergeleitete nachricht)\s*-{2,}$",
    re.IGNORECASE,
)
UNDERLINED = re.compile(r"^_{10,}$|^-{10,}$")
FROM = re.compile(r"^(?:van|from|de|von)\s?:\s?\S", re.IGNORECASE)
REST = re.compile(
    r"^(?:verzonden|sent|envoy[ée]|gesendet|datum|date|aan|to|[àa]|an|onderwerp|subject|objet"
    r"|betreff|cc|beantwoorden aan|reply-to)\s?:",
    re.IGNORECASE,
)
SIGNED = re.compile(r"^-- ?$")
DEVICE = re.compile(
    r"^(?:(?:verstuurd|verzonden|gestuurd) (?:vanaf|vanuit|met|via) .{2,60}"
    r"|sent (?:from|with|via) .{2,60}"
    r"|envoy[ée] (?:de|depuis|avec|[àa] partir de) .{2,60}"
    r"|(?:von|mit) .{2,60} gesendet"
    r"|gesendet (?:von|mit) .{2,60}"
    r"|(?:get|download) outlook (?:for|voor) .{2,30}"
    r"|outlook (?:voor|pour|f[üu]r) .{2,20} (?:downloaden|t[ée]l[ée]charger|herunterladen)"
    r"|t[ée]l[ée]charger outlook pour .{2,30}"
    r"|outlook f[üu]r .{2,20} beziehen)\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """`said` is what he wrote; `elided` is all the rest, in its order. Nothing falls away."""

    said: str
    elided: str


def trim(text: str) -> Trimmed:
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    cut = _cut(lines[:MOST_LINES])
    kept, gone = lines[:cut], lines[cut:]
    end = _signature(kept)
    signature, kept = kept[end:], kept[:end]
    before, kept = _repeated_first(kept)
    return Trimmed(_joined(kept), _joined([*before, *signature, *gone]))


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")


def _plain(line: str) -> str:
    """A line as the rules read it: without marks of bold, with single spaces."""
    return SPACES.sub(
        " ", STARS.sub("", line) if not UNDERLINED.match(line.strip()) else line
    ).strip()


def _cut(lines: Sequence[str]) -> int:
    """Where the mail that is answered begins; what stands from there on is all repeated."""
    looks = 0
    for at in range(len(lines)):
        if RULED.match(_plain(lines[at])) or _is_head(lines, at):
            return at
        length = _attribution(lines, at)
        if length and looks < MOST_LOOKS:
            looks += 1
            if _is_all_repeated(lines, at, length):
                return at
    return _trailing_quote(lines)


def _is_head(lines: Sequence[str], at: int) -> bool:
    """ "Van: … Verzonden: … Aan: …", with or without a rule above it."""
    if UNDERLINED.match(lines[at].strip()):
        following = next((n for n in range(at + 1, len(lines)) if lines[n].strip()), None)
        return following is not None and following - at < 4 and _is_head(lines, following)
    if not FROM.match(_plain(lines[at])):
        return False
    near = [_plain(line) for line in lines[at + 1 : at + NEAR]]
    return sum(bool(REST.match(line)) for line in near) >= 2


def _attribution(lines: Sequence[str], at: int) -> int:
    """How many lines from here say "Op … schreef …:"; 0 when they do not."""
    for length in range(1, LONGEST_ATTRIBUTION + 1):
        part = lines[at : at + length]
        if len(part) < length or not part[-1].strip() or QUOTED.match(part[-1]):
            return 0
        if _says_whose(part):
            # What stands before the shortest that says so is a sentence of his own.
            own = any(_says_whose(part[n:]) for n in range(1, length))
            return 0 if own else length
    return 0


def _says_whose(part: Sequence[str]) -> bool:
    if not part[-1].endswith(":") or sum(map(len, part)) > MOST_SIGNS:
        return False
    said = _plain(" ".join(part))
    return bool(ATTRIBUTION.match(said) and DIGIT.search(said))


def _is_all_repeated(lines: Sequence[str], at: int, length: int) -> bool:
    """Whether nothing of his own stands between or under the lines that follow."""
    rest = lines[at + length :]
    rest = rest[: _signature(rest)]
    quoted = [bool(QUOTED.match(line)) for line in rest]
    if not any(quoted):
        # Some programs mark nothing; then it has to name us, or he may have written it himself.
        return bool(NAMED.search(_plain(" ".join(lines[at : at + length]))))
    first = quoted.index(True)
    own = [n for n, line in enumerate(rest) if line.strip() and not quoted[n]]
    return not any(n > first for n in own)


def _trailing_quote(lines: Sequence[str]) -> int:
    """Where a quote begins that nothing follows."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or QUOTED.match(lines[end - 1])):
        end -= 1
    rest = lines[end:]
    return end if any(QUOTED.match(line) for line in rest) else len(lines)


def _signature(lines: Sequence[str]) -> int:
    """Where the signature begins, or the line that a telephone adds."""
    for at, line in enumerate(lines):
        if SIGNED.match(line) or (line.strip() == "--" and at):
            return at
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    while end and DEVICE.match(_plain(lines[end - 1])):
        end -= 1
        while end and not lines[end - 1].strip():
            end -= 1
    return end


def _repeated_first(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """(what was repeated above, what he wrote under it). Of quotes with answers in between only the
    line that says whose they are goes: the quotes say what he answers."""
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    # Under the last quote stands nothing that such a line could be about.
    last_quote = max((n for n, line in enumerate(lines) if QUOTED.match(line)), default=-1)
    for at in range(start, last_quote):
        length = _attribution(lines, at)
        if not length:
            continue
        rest = list(lines[at + length :])
        blocks = _blocks(rest)
        if not blocks:
            continue
        own_before = any(line.strip() for line in lines[:at])
        if blocks == 1 and not own_before:
            last = max(n for n, line in enumerate(rest) if QUOTED.match(line))
            return [*lines[at : at + length], *rest[: last + 1]], rest[last + 1 :]
        return list(lines[at : at + length]), [*lines[:at], *rest]
    if lines[start : start + 1] and QUOTED.match(lines[start]) and _blocks(lines) == 1:
        last = max(n for n, line in enumerate(lines) if QUOTED.match(line))
        if last - start >= LONGEST_QUOTE:
            return list(lines[: last + 1]), list(lines[last + 1 :])
    return [], list(lines)


def _blocks(lines: Sequence[str]) -> int:
    """How many quotes there are: what stands between them is not quoted."""
    number, inside = 0, False
    for line in lines:
        if QUOTED.match(line):
            number += not inside
            inside = True
        elif line.strip():
            inside = False
    return number
