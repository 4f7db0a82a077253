"""CPE names (NISTIR 7695), read in one place for the whole house.

In a `Cpe` every attribute stands as in a formatted string: lower case, escaped with a backslash,
"*" for any value and "-" for none. What is escaped without need is unescaped, so equal names are
equal values. A name is read leniently where that is harmless: capitals, attributes missing at the
end (any value) and bare punctuation are mended.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from urllib.parse import unquote

ANY, NA = "*", "-"
PREFIX, URI_PREFIX = "cpe:2.3:", "cpe:/"
PARTS = frozenset((ANY, NA, "a", "h", "o"))
COMPONENT = re.compile(r"((?:\\.|[^\\:])*)(:|$)")
SHAPE = re.compile(r"(\*|\?*)((?:\\.|[^\\*?])*)(\*|\?*)")
UNIT = re.compile(r"\\?.")
PLAIN = re.compile(r"[A-Za-z0-9._-]")
USUAL = re.compile(r"[a-z0-9._-]+")
"""What nearly every value is: it stands as it should."""
BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
LONGEST = 2000
IN_URI = 7


class InvalidCpe(ValueError):
    """What was given is no CPE name; the message says why, for a log."""


@dataclass(frozen=True, slots=True)
class Cpe:
    part: str
    vendor: str
    product: str
    version: str = ANY
    update: str = ANY
    edition: str = ANY
    language: str = ANY
    sw_edition: str = ANY
    target_sw: str = ANY
    target_hw: str = ANY
    other: str = ANY

    def __str__(self) -> str:
        return PREFIX + ":".join(astuple(self))


NAMES = tuple(field.name for field in fields(Cpe))


@lru_cache(maxsize=4096)
def parse(text: str) -> Cpe:
    """The name in a formatted string or a `cpe:/` URI; InvalidCpe when it is neither."""
    text = text.strip()
    if len(text) > LONGEST:
        raise InvalidCpe("longer than any name")
    if text[: len(PREFIX)].lower() == PREFIX:
        values = _split(text[len(PREFIX) :])
    elif text[: len(URI_PREFIX)].lower() == URI_PREFIX:
        values = _of_uri(text[len(URI_PREFIX) :])
    else:
        raise InvalidCpe("begins with neither cpe:2.3: nor cpe:/")
    if not 3 <= len(values) <= len(NAMES):
        raise InvalidCpe(f"{len(values)} attributes")
    found = Cpe(*map(_canonical, values))
    if found.part not in PARTS:
        raise InvalidCpe(f"unknown part {found.part}")
    return found


def written(text: str) -> list[str]:
    """The eleven attributes of a whole formatted string as they came, escapes and capitals too;
    [] when it is none. For who shows a source's own words: to compare names there is `parse`."""
    text = text.strip()
    if not text.startswith(PREFIX) or len(text) > LONGEST:
        return []
    try:
        values = _split(text[len(PREFIX) :])
    except InvalidCpe:
        return []
    return values if len(values) == len(NAMES) else []


def _split(text: str) -> list[str]:
    """At the colons that are not escaped."""
    if "\\" not in text:
        return text.split(":")
    values, place = [], 0
    while found := COMPONENT.match(text, place):
        values.append(found[1])
        place = found.end()
        if not found[2]:
            return values
    raise InvalidCpe("ends in a bare backslash")


def _of_uri(text: str) -> list[str]:
    """The attributes of the older binding, of which the sixth may hold five packed together:
    ~edition~sw_edition~target_sw~target_hw~other."""
    values = text.split(":")
    if len(values) > IN_URI:
        raise InvalidCpe("more than seven attributes in a URI")
    values += [""] * (IN_URI - len(values))
    if values[5].startswith("~"):
        packed = values[5].split("~")[1:]
        if len(packed) != 5:
            raise InvalidCpe("a packed edition that is not five attributes")
        values[5:] = [packed[0], values[6], *packed[1:]]
    return [_bound(each) for each in values]


def _bound(text: str) -> str:
    """One attribute of a URI as it stands in a formatted string; %01 is "?" and %02 "*"."""
    if text in ("", NA):
        return text or ANY
    if BAD_PERCENT.search(text):
        raise InvalidCpe("a percent sign without two digits")
    quoted = "".join(
        sign if PLAIN.fullmatch(sign) or sign in "\x01\x02" else "\\" + sign
        for sign in unquote(text)
    )
    return quoted.replace("\x01", "?").replace("\x02", "*")


def _canonical(value: str) -> str:
    """Lower case and escaped exactly where needed; InvalidCpe when it cannot be a value."""
    if value in (ANY, r"\-") or USUAL.fullmatch(value):
        return value
    found = SHAPE.fullmatch(value)
    if not value or not found or " " in value or not (value.isascii() and value.isprintable()):
        raise InvalidCpe("an empty attribute, a sign that no name has or a wildcard in the middle")
    core = "".join(map(_quoted, UNIT.findall(found[2])))
    if not (found[1] or found[3]) and core == NA:
        return r"\-"
    return (found[1] + core + found[3]).lower()


def _quoted(unit: str) -> str:
    sign = unit[-1]
    return sign if PLAIN.fullmatch(sign) else "\\" + sign


def plain(value: str) -> str:
    r"""An attribute as people read it: "c\+\+" → "c++"; ANY and NA are ""."""
    return "" if value in (ANY, NA) else re.sub(r"\\(.)", r"\1", value)


def spoken(value: str) -> str:
    """The same with spaces: "exchange_server" → "exchange server"."""
    return plain(value).replace("_", " ").strip()


def words(value: str) -> str:
    """A vendor or product as words, without wildcards at its ends."""
    return spoken(value).strip("*? ")


def is_wild(value: str) -> bool:
    """Whether an attribute holds a wildcard that is not escaped (ANY itself is none)."""
    found = SHAPE.fullmatch(value)
    return value != ANY and bool(found and (found[1] or found[3]))
