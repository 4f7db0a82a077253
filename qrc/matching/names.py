"""Names of vendors and products as the keys under which the catalogue knows them.

The keys themselves are the catalogue's (`catalogue/suppliers/names.py`): what is stored there and
what is looked up here must never differ. Here is what sources do to names: parentheses, versions
and kinds of thing behind them, two products in one phrase, a vendor with "Networks" or without.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from catalogue.suppliers.names import LEGAL, product_key, purl_key, vendor_key, words_of

Pair = tuple[str, str]
"""(vendor key, product key); vendor key "" for a whole name on its own (an alias)."""

MOST_PAIRS = 24
LETTER = re.compile(r"[^\W\d_]")
PARENTHESES = re.compile(r"\(([^()]*)\)")
# "FortiOS 7.2", "Exchange Server 2019 CU14", "WinCC V7.4 SP1 Upd 3", "SIMATIC PCS 7 V8.1".
TRAILING = re.compile(
    r"\s+((?:(?:version|versie)\s+)?v?\s?\d{1,6}(?:\.\w+)*"
    r"(?:\s+(?:sp|cu|r|u|upd|update|hf|hotfix|patch)\s?\d+)*)\s*$",
    re.IGNORECASE,
)
# "&" joins no products: "Backup & Replication" is one name.
AND = r"(?:and|en|et|und|or|of|ou|oder|sowie)\s"
BETWEEN = re.compile(rf"\s*[,;/|]\s*(?:{AND})?\s*|\s{AND}\s*", re.IGNORECASE)
KINDS = frozenset(
    ("software", "devices", "device", "router", "routers", "appliance", "appliances", "firmware",
     "series", "switch", "switches", "product", "products", "producten", "produits", "produkte",
     "produkten", "versions", "versies", "application", "app", "agents", "agent", "service",
     "platform", "suite", "plugin", "family", "models", "on-prem", "cameras", "camera", "kernel",
     "driver", "component", "engine", "library", "package", "packages")
)  # fmt: skip
SOFT = frozenset(
    ("software", "technologies", "technology", "networks", "network", "systems", "system",
     "foundation", "labs", "group", "platforms", "international", "project", "wireless",
     "solutions", "industries", "holdings")
)  # fmt: skip
ENDINGS = LEGAL | SOFT
GENERIC = frozenset(
    ("server", "servers", "client", "office", "windows", "linux", "core", "framework", "gateway",
     "manager", "mobile", "desktop", "cloud", "web", "mail", "email", "database", "portal",
     "router", "routers", "switch", "switches", "firewall", "firewalls", "device", "devices",
     "product", "products", "producten", "produits", "produkte", "produkten", "multiple", "diverse",
     "verschillende", "software", "hardware", "firmware", "system", "systems", "application",
     "applications", "app", "apps", "plugin", "plugins", "service", "services", "browser", "kernel",
     "driver", "drivers", "library", "tool", "tools", "suite", "platform", "enterprise", "standard",
     "professional", "edition", "editions", "data", "datacenter", "file", "reader", "command", "media", "internet", "explorer", "player", "vpn", "security",
     "network", "networks", "management", "controller", "agent", "agents", "module", "modules",
     "online", "home", "pro", "express", "community", "business", "access", "connect", "edge",
     "remote", "control", "center", "central", "director", "project", "word", "teams", "go",
     "print", "printer", "printers", "camera", "cameras", "appliance", "appliances", "api", "sdk",
     "cms", "erp", "crm", "pdf", "java", "open", "source", "code", "virtual", "machine", "host",
     "node", "git", "test", "demo", "update", "updates", "patch", "sap", "ibm", "oracle", "compact",
     "viewer", "toolbox", "frontend", "salt", "sense", "sentry", "crowd", "spark", "tower")
)  # fmt: skip
"""Words that name no product by themselves: alone they are looked up with their vendor only."""
BROAD = frozenset(("multiple", "various", "several", "diverse", "verschillende", "plusieurs"))

__all__ = (
    "Pair",
    "is_broad",
    "is_generic",
    "pair_keys",
    "plain_product",
    "product_key",
    "purl_key",
    "purl_version",
    "split_names",
    "trailing_version",
    "vendor_key",
    "vendor_keys",
)  # fmt: skip


@lru_cache(maxsize=16384)
def is_generic(key: str) -> bool:
    """Whether a key alone says too little to warn anybody: common words, numbers, two signs."""
    words = key.split()
    return len(key) < 3 or all(
        word in GENERIC or word in KINDS or word in BROAD or not LETTER.search(word)
        for word in words
    )


def is_broad(name: str) -> bool:
    """ "Multiple Products", "Various devices": names the vendor at most."""
    words = words_of(name)
    said = BROAD.intersection(words)
    return bool(said) and all(word in GENERIC or word in KINDS or word in said for word in words)


def trailing_version(name: str) -> str:
    """The version at the end of a product's name: "FortiOS 7.2" → "7.2", else ""."""
    found = TRAILING.search(" ".join(PARENTHESES.sub(" ", name).split())[:300])
    return found[1] if found else ""


def plain_product(name: str) -> str:
    """Without parentheses and without one version and the kinds of thing behind the name."""
    text = _without_kinds(" ".join(PARENTHESES.sub(" ", name[:300]).split()))
    cut = TRAILING.sub("", text)
    return _without_kinds(cut) if words_of(cut) else text


def _without_kinds(text: str) -> str:
    head, _space, last = text.rpartition(" ")
    while words_of(head) and last.lower().strip(".,") in KINDS:
        text = head
        head, _space, last = text.rpartition(" ")
    return text


@lru_cache(maxsize=4096)
def vendor_keys(name: str) -> tuple[str, ...]:
    """The key of a vendor first, then what others call it: without parentheses, the letters in
    them, without a soft word behind ("Palo Alto Networks" → "palo alto")."""
    found = [vendor_key(name), vendor_key(PARENTHESES.sub(" ", name))]
    found += [vendor_key(each) for each in PARENTHESES.findall(name)]
    for each in BETWEEN.split(name):
        found.append(vendor_key(each))
        words = found[-1].split()
        if len(words) > 1 and words[-1] in SOFT:
            found.append(" ".join(words[:-1]))
    useful = [key for place, key in enumerate(found) if not place or key not in ENDINGS]
    return tuple(dict.fromkeys(key for key in useful if key))


def split_names(name: str) -> list[str]:
    """The products in one phrase: "Firefox ESR, Thunderbird and Focus" → three."""
    return [each for each in (part.strip() for part in BETWEEN.split(name)) if each]


@lru_cache(maxsize=8192)
def pair_keys(vendor: str, product: str) -> tuple[Pair, ...]:
    """The pairs to look up, the surest first: at most `MOST_PAIRS`, none of them too common.

    First the names as they stand, then without version and kind of thing, the parts of a phrase
    and the letters in parentheses, each with the vendor; last whole names without a vendor.
    """
    names = _spellings(product)
    vendors = vendor_keys(vendor[:200])
    products = [product_key(name, vendor) for name in names]
    pairs: list[Pair] = [(key, name) for key in vendors for name in products]
    pairs += [("", f"{vendors[0]} {name}") for name in products if vendors and name != vendors[0]]
    pairs += [("", name) for name in products if not is_generic(name)]
    useful = [pair for place, pair in enumerate(pairs) if place == 0 or _says(pair[1])]
    return tuple(dict.fromkeys(pair for pair in useful if pair[1]))[:MOST_PAIRS]


def _spellings(product: str) -> list[str]:
    product = product[:300]
    found = [product, PARENTHESES.sub(" ", product), plain_product(product)]
    parts = split_names(PARENTHESES.sub(" ", product))
    if len(parts) > 1:
        found += [each for part in parts[:8] for each in (part, plain_product(part))]
    found += [each for each in PARENTHESES.findall(product) if 2 < len(each) < 30]
    keys = {product_key(each): each for each in reversed(found) if words_of(each)}
    return sorted(keys.values(), key=found.index)


def _says(key: str) -> bool:
    """With its vendor a common word may be a product ("Microsoft Windows"), a kind never."""
    return len(key) > 1 and not key.isdigit() and key not in KINDS and key not in BROAD


def purl_version(purl: str) -> str:
    """The version in a package URL, else ""."""
    return unquote(_bare_purl(purl).rpartition("/")[2].partition("@")[2])


def _bare_purl(purl: str) -> str:
    purl = purl.strip()
    if purl[:4].lower() != "pkg:":
        return ""
    return purl[4:].partition("#")[0].partition("?")[0].strip("/")
