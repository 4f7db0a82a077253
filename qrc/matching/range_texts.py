"""What people write about versions, in four languages: "< 7.4.3", "7.0.0 through 7.0.13", "V3.1
and earlier", "tot en met 10.1", "antérieures à 5.0.1", "2019, 2022", "8.x".

A text is cut into tokens; a single word nobody knows makes the whole text unknown, for it may be
the one that turns the meaning around ("except", "not", "installed with").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from community.kit.text import normalise
from qrc.matching.ranges import Interval, Range, is_version, point
from qrc.matching.vers import Half, read_vers
from qrc.matching.version_order import LONG, compare

LONGEST = 8000
TAGS = (
    r"sp|mp|fp|service pack|servicepack|upd|update|u|cu|cumulative update|su|security update|hf|"
    r"hotfix|hotfixrev|patch|p|r|rev|build|rc|beta|alpha|h"
)
VERSION = (
    rf"(?:v\s?)?(?:x\.|(?<![a-z0-9])[a-uwyz]{{1,3}}(?=\d{{2}}))?(?:\d+:(?=\d))?\d[0-9a-z]*(?:[._+~-][0-9a-z]+)*"
    rf"(?:[\s_-]+(?:{TAGS})[\s.]*(?:\d+[a-z]?)(?![\w.])|[\s-]+ga(?!\w))*"
)
FAMILY = r"(?:v\s?)?\d{1,9}(?:\.\d{1,9})*\.[x*]"
WORDS: tuple[tuple[str, str], ...] = (
    # The longest first: "earlier than" before "earlier".
    ("<", (r"(?:(?:up )?to )?but (?:not including|excluding)|prior to|(?:earlier|older|lower|less|smaller) than(?! or)|before|below"
          r"|until|ouder dan|lager dan|eerder dan|kleiner dan|voor|alter als|kleiner als|niedriger als|vor"
          r"|(?:anterieures?|inferieures?|precedentes?) a(?: la)?|avant(?: la)?|strictement inferieures? a")),
    ("<=", r"(?:lower|less|smaller|earlier) than or equal(?: to)?|=<"),
    (">=", r"(?:greater|higher|later|newer) than or equal(?: to)?|=>"),
    (">", (r"(?:later|newer|higher|greater|more recent) than|after|above|nieuwer dan|hoger dan|later dan|na"
          r"|neuer als|hoher als|grosser als|nach|(?:posterieures?|superieures?) a(?: la)?")),
    ("between", r"between|tussen|zwischen|entre"),
    ("from", r"from|since|starting (?:with|from|at)|beginning with|vanaf|sinds|van|ab|von|seit|a partir d[eu]|depuis|de"),
    ("to", (r"up to(?: and including)?|through|thru|t/m|tot(?: en met)?|to|bis(?: einschliesslich| einschl\.?| inkl\.?| zu)?"
           r"|jusqu'a(?: la)?|jusqu'au|a(?: la version)?")),
    ("earlier", (r"(?:(?:and|or|en|of|und|oder|et|ou) )?(?:(?:all|alle|toutes?(?: les)?) )?"
                r"(?:versions? |versies? )?(?:earlier|prior|previous|below|older|lower|ouder|oudere|eerder|eerdere|lager|lagere"
                r"|fruher|fruhere|alter|altere|niedriger|anterieures?|inferieures?|precedentes?)(?! (?:than|dan|als|to|a)(?!\w))")),
    ("later", (r"(?:(?:and|or|en|of|und|oder|et|ou) )?(?:(?:all|alle|toutes?(?: les)?) )?"
              r"(?:versions? |versies? )?(?:later|above|newer|higher|onwards?|up|nieuwer|nieuwere|hoger|hogere|later|neuer|neuere"
              r"|hoher|hohere|posterieures?|ulterieures?|superieures?)(?! (?:than|dan|als|to|a)(?!\w))")),
    ("incl", r"\(?(?:including|inclusive|included|inclusief|inbegrepen|einschliesslich|inklusive|incluse?|incl\.?|inkl\.?)\)?"),
    ("excl", r"\(?(?:excluding|exclusive|excluded|exclusief|niet inbegrepen|ausschliesslich|exclue?|exclus|excl\.?)\)?"),
    ("sep", r"and|or|en|of|und|oder|et|ou|as well as|sowie|ainsi que"),
    ("all", r"all|any|every|alle|toutes?(?: les)?"),
    ("noise", (r"versions?|versies?|versionen|releases?|firmware|software|builds?|the|les|la|l'|der|die|affected|getroffen"
              r"|betroffen|affectees?")),
)  # fmt: skip
SIGNS = (
    ("op", r"<=|>=|<|>|!="),
    ("family", rf"{FAMILY}(?![\w.])"),
    ("ver", VERSION),
    ("dash", r"-(?=\s)"),
    ("sep", r"[,;|/&\n]"),
    ("star", r"\*"),
    ("noise", r"[().:]"),
)
SCANNER = re.compile(
    "|".join(
        [rf"(?P<w{place}>(?<!\w)(?:{words})(?!\w))" for place, (_kind, words) in enumerate(WORDS)]
        + [rf"(?P<s{place}>{sign})" for place, (_kind, sign) in enumerate(SIGNS)]
    )
)
SAME = str.maketrans({"≤": "<=", "≥": ">=", "–": " - ", "—": " - ", "−": "-", "’": "'", "ß": "ss"})
JOINED = re.compile(r"([a-z]?\d+(?:\.\d+)+)-([a-z]?\d+(?:\.\d+)+)")


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str


class Unread(ValueError):
    """A text, or a part of it, that has no certain meaning."""


@lru_cache(maxsize=4096)
def read_range(text: str) -> Range | None:
    """The versions a text means; None when that is not certain. "" means nothing was said."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if text.lower().startswith("vers:"):
        return _several_vers(text)
    try:
        pieces = list(_pieces(list(_tokens(text))))
    except Unread:
        return None
    return Range(tuple(_paired(pieces))) if pieces else None


def _several_vers(text: str) -> Range | None:
    """Ranges joined with commas, as a product list joins the versions of one product."""
    ranges = [read_vers(each) for each in re.split(r",\s*(?=vers:)", text)]
    known = [each for each in ranges if each is not None]
    if len(known) < len(ranges) or len({each.scheme for each in known}) > 1:
        return None
    if len(known) == 1:
        return known[0]
    if any(each.excluded for each in known):
        return None
    intervals = tuple(interval for each in known for interval in each.intervals)
    return Range(intervals, known[0].scheme, (), all(each.literal for each in known))


def _tokens(text: str) -> Iterator[Token]:
    folded = normalise(text.translate(SAME))
    for long, short in LONG:
        folded = folded.replace(long, short)
    folded = JOINED.sub(_split_when_range, folded)
    place = 0
    while place < len(folded):
        if folded[place] == " ":
            place += 1
            continue
        found = SCANNER.match(folded, place)
        if not found or not found[0]:
            raise Unread(folded[place : place + 20])
        group = str(found.lastgroup)
        kinds = WORDS if group[0] == "w" else SIGNS
        kind = kinds[int(group[1:])][0]
        if kind != "noise":
            said = kind if kind in ("<", "<=", ">", ">=") else found[0]
            yield Token("op" if kind in ("<", "<=", ">", ">=") else kind, said)
        place = found.end()


def _split_when_range(found: re.Match[str]) -> str:
    """ "7.0.0-7.0.13" is from one to the other, "6.5.1.5-4.3.1.8" is one version."""
    low, high = found[1], found[2]
    same = low.count(".") == high.count(".") and low.split(".")[0] == high.split(".")[0]
    return f"{low} - {high}" if same and compare(low, high) == -1 else found[0]


class _Reader:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.place = tokens, 0

    def peek(self, ahead: int = 0) -> str:
        there = self.place + ahead
        return self.tokens[there].kind if there < len(self.tokens) else ""

    def take(self, *kinds: str) -> str:
        if self.peek() not in kinds:
            raise Unread(self.peek())
        self.place += 1
        return self.tokens[self.place - 1].text

    def skip(self, *kinds: str) -> bool:
        if self.peek() in kinds:
            self.place += 1
            return True
        return False

    def includes(self, unless_said: bool = True) -> bool:
        """Whether a bound counts, by the word behind it."""
        if self.skip("excl"):
            return False
        return self.skip("incl") or unless_said


def _pieces(tokens: list[Token]) -> Iterator[Interval | Half]:
    reader = _Reader(tokens)
    while reader.peek():
        if reader.skip("sep"):
            continue
        yield from _piece(reader)


def _piece(reader: _Reader) -> Iterator[Interval | Half]:
    kind = reader.peek()
    if kind in ("all", "star"):
        reader.skip("all", "star")
        if reader.peek() not in ("op", "between", "from", "to", "ver", "family"):
            yield Interval()
    elif kind == "between":
        reader.skip("between")
        yield _between(reader)
    elif kind == "op":
        sign = reader.take("op")
        yield _half(sign, reader)
    elif kind == "to":
        reader.skip("to")
        # "up to but not including 5.0" and "up to 5.0 (excluding)".
        sign = reader.take("op") if reader.peek() == "op" else "<="
        yield _half(sign, reader)
    elif kind in ("from", "ver", "family"):
        yield _from_version(reader)
    else:
        raise Unread(kind)


def _half(sign: str, reader: _Reader) -> Half:
    stated = reader.peek() in ("incl", "excl")
    counts = reader.includes(unless_said="=" in sign)
    version = _version(reader.take("ver", "family"), upper=sign == "<=")
    if version.endswith("\0"):
        return "<", version[:-1]
    if sign not in ("<", "<=", ">", ">="):
        raise Unread(sign)
    counts = counts if stated else reader.includes(unless_said="=" in sign)
    return sign[0] + "=" * counts, version


def _version(text: str, *, upper: bool = False) -> str:
    """A bound; "8.x" as an upper bound that counts is everything before 9, marked by "\\0"."""
    if re.fullmatch(FAMILY, text):
        whole = family(text)
        return whole.high + "\0" if upper else whole.low
    if not is_version(text):
        raise Unread(text)
    return text


def family(text: str) -> Interval:
    """ "8.x" and "8.*": from 8 to just before 9."""
    low = re.sub(r"^v\s?", "", text[:-2])
    head, _dot, last = low.rpartition(".")
    high = f"{head}.{int(last) + 1}" if head else str(int(last) + 1)
    return Interval(low, high, with_high=False)


def _between(reader: _Reader) -> Interval:
    low = _version(reader.take("ver", "family"))
    with_low = reader.includes()
    if not reader.skip("sep", "to", "dash"):
        raise Unread("between what?")
    return _closed(low, reader, with_low)


def _closed(low: str, reader: _Reader, with_low: bool) -> Interval:
    sign, high = _half("<=", reader)
    if compare(low, high) == 1:
        raise Unread("from new to old")
    return Interval(low, high, with_low, sign == "<=")


def _from_version(reader: _Reader) -> Interval | Half:
    """What begins with a version: itself, a range to another, or all before or after it."""
    from_ = reader.skip("from")
    is_family = reader.peek() == "family"
    text = reader.take("ver", "family")
    low = _version(text)
    if reader.peek() in ("incl", "excl"):
        counts = reader.includes()
        if not counts and not from_:
            raise Unread("a version that is not meant")
    else:
        counts = True
    if reader.skip("to", "dash"):
        if reader.peek() == "op":
            return Interval(low, _half(reader.take("op"), reader)[1], counts, False)
        return _closed(low, reader, counts)
    if reader.skip("earlier"):
        high = family(text) if is_family else None
        return ("<", high.high) if high else ("<=", low)
    if reader.skip("later"):
        return ">=", low
    if reader.peek() == "op" and reader.tokens[reader.place].text in ("<", "<="):
        sign = reader.take("op")
        half = _half(sign, reader)
        return Interval(low, half[1], counts, half[0] == "<=")
    if from_:
        return (">=" if counts else ">"), low
    return family(text) if is_family else point(low)


def _paired(pieces: list[Interval | Half]) -> Iterator[Interval]:
    """Half-open constraints that stand side by side and close each other become one interval."""
    place = 0
    while place < len(pieces):
        one = pieces[place]
        place += 1
        if isinstance(one, Interval):
            yield one
            continue
        other = pieces[place] if place < len(pieces) else None
        if isinstance(other, tuple) and one[0][0] != other[0][0]:
            low, high = (one, other) if one[0][0] == ">" else (other, one)
            if compare(low[1], high[1]) in (-1, 0):
                place += 1
                yield Interval(low[1], high[1], low[0] == ">=", high[0] == "<=")
                continue
        yield _open(one)


def _open(half: Half) -> Interval:
    sign, version = half
    if sign[0] == ">":
        return Interval(low=version, with_low=sign == ">=")
    return Interval(high=version, with_high=sign == "<=")
