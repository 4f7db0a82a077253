"""What a source says about one threat, whatever its format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from qrc.advisories.cleaning import clean, web_address
from qrc.advisories.enums import Severity

SHOWN = (
    "title", "summary", "action", "severity", "scores", "cves", "products", "references", "link",
    "exploited", "ransomware", "due_on", "tlp",
)  # fmt: skip
"""The fields a reader sees: a difference in one of these is a change, in any other it is not."""
CLEANED = (
    "identity", "title", "summary", "action", "scores", "cves", "products", "references",
    "source_version",
)  # fmt: skip
LONGEST = {"title": 500, "summary": 20_000, "action": 20_000, "source_version": 64, "language": 5}
MATCHING = ("cpe", "purl", "scheme")
"""What a product may carry for matching alone. No reader sees it, so it makes no difference: a
source of which we learn to read them has not changed."""
LONGEST_IDENTITY = 500
"""A longer identity is replaced by its hash: cut short, two could become one."""


MORE = "…"
"""Ends a list that was cut short: what is not in it may still be touched."""


def in_short(texts: Sequence[str], most: int) -> str:
    """The first so many with commas, and the sign that there are more when there are."""
    return ", ".join([*texts[:most], MORE] if len(texts) > most else texts)


@dataclass(frozen=True, slots=True)
class Report:
    """One threat as one source tells it.

    `products`: [{"vendor", "product", "versions", "status"}], perhaps with `cpe`, `purl` and
    `scheme` for matching; `scores`: [{"version", "score",
    "rating", "vector", "cve", "source"}]; `references`: [{"title", "url"}]; `severity` a value of
    `Severity`. `source_version` and `updated_at` say which of two tellings is the newer. Text is
    made fit to store, and links that are not http(s) are dropped, when a report is made.
    """

    identity: str
    title: str
    summary: str = ""
    action: str = ""
    severity: str = Severity.UNKNOWN
    scores: list[dict[str, Any]] = field(default_factory=list)
    cves: list[str] = field(default_factory=list)
    products: list[dict[str, str]] = field(default_factory=list)
    references: list[dict[str, str]] = field(default_factory=list)
    link: str = ""
    exploited: bool = False
    ransomware: bool = False
    due_on: date | None = None
    tlp: str = "CLEAR"
    language: str = "en"
    source_version: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    withdrawn: bool = False

    def __post_init__(self) -> None:
        for name in CLEANED:
            object.__setattr__(self, name, clean(getattr(self, name)))
        for name, longest in LONGEST.items():
            object.__setattr__(self, name, getattr(self, name)[:longest])
        object.__setattr__(self, "link", web_address(self.link))
        kept = [each | {"url": web_address(each["url"])} for each in self.references]
        object.__setattr__(self, "references", [each for each in kept if each["url"]])
        if len(self.identity) > LONGEST_IDENTITY:
            digested = hashlib.sha256(self.identity.encode()).hexdigest()
            object.__setattr__(self, "identity", f"sha256:{digested}")

    def shown(self) -> dict[str, Any]:
        """The fields a reader sees, as plain JSON values."""
        values = asdict(self)
        plain = {name: values[name] for name in SHOWN}
        plain["severity"] = str(self.severity)
        plain["due_on"] = self.due_on.isoformat() if self.due_on else None
        return plain


def read_products(products: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Products as a reader sees them, without what serves matching alone."""
    return [
        {name: value for name, value in each.items() if name not in MATCHING} for each in products
    ]


def digest(shown: Mapping[str, Any]) -> str:
    """One hash for all that is shown; equal hashes mean nothing to tell."""
    read = {**shown, "products": read_products(shown["products"])}
    text = json.dumps(read, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
