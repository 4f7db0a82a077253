"""What a source says about one threat, whatever its format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
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
LONGEST_IDENTITY = 500
"""A longer identity is replaced by its hash: cut short, two could become one."""


@dataclass(frozen=True, slots=True)
class Report:
    """One threat as one source tells it.

    `products`: [{"vendor", "product", "versions", "status"}]; `scores`: [{"version", "score",
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


def digest(shown: Mapping[str, Any]) -> str:
    """One hash for all that is shown; equal hashes mean nothing to tell."""
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
