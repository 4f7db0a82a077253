"""Names of suppliers and products as keys that compare, however a source or a reader spells them."""

from __future__ import annotations

import re
from urllib.parse import unquote

from catalogue.suppliers.cpe import InvalidCpe, parse, words
from community.kit.text import normalise

LEGAL = frozenset(
    ("inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc",
     "bv", "nv", "vof", "sa", "sas", "sarl", "srl", "gmbh", "ag", "kg", "ab", "as", "oy", "oyj",
     "aps", "spa", "pty")
)  # fmt: skip
WORDS = re.compile(r"[^\w+#]+")


def words_of(text: str) -> list[str]:
    return [word for word in WORDS.split(normalise(text).replace("_", " ")) if word]


def vendor_key(name: str) -> str:
    """ "Fortinet, Inc." → "fortinet": no case, accents, punctuation or legal form."""
    words = words_of(name)
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    return " ".join(words)[:120]


def product_key(name: str, vendor: str = "") -> str:
    """ "Microsoft Exchange Server" of Microsoft → "exchange server": without its maker's name."""
    words, maker = words_of(name), vendor_key(vendor).split()
    if maker and words[: len(maker)] == maker and len(words) > len(maker):
        words = words[len(maker) :]
    return " ".join(words)[:160]


def pair_of(vendor: str, product: str) -> tuple[str, str]:
    """The pair of keys of a vendor's name and a product's, see `Identifier`."""
    return vendor_key(vendor), product_key(product, vendor)


def cpe_pair(cpe: str) -> tuple[str, str]:
    """The pair of keys in a CPE name (2.3 or the older URI); ("", "") when it names no product."""
    try:
        name = parse(cpe)
    except InvalidCpe:
        return "", ""
    return pair_of(words(name.vendor), words(name.product))


def purl_key(purl: str) -> str:
    """A package URL as key: "pkg:npm/%40angular/core@17.0?arch=x" → "pkg:npm/@angular/core".

    Without version, qualifiers and subpath, in small letters; "" when it is no package URL.
    """
    if not purl.lower().startswith("pkg:"):
        return ""
    bare = purl[4:].partition("#")[0].partition("?")[0].strip("/")
    folder, slash, name = bare.rpartition("/")
    name = name.partition("@")[0]
    key = unquote(f"{folder}{slash}{name}").lower()
    if key.startswith("pypi/"):
        key = key.replace("_", "-")
    return f"pkg:{key}"[:300] if name and slash else ""
