"""Does this advisory touch this subscription? Pure, so that it can say why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from community.kit.text import WordMatcher
from qrc.advisories.enums import RANK, Severity
from qrc.advisories.models import Advisory


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a subscription decides whether it matches."""

    id: int
    subscriber_id: int
    organisation_id: int | None
    min_severity: str
    words: tuple[str, ...]
    keywords: tuple[str, ...]
    channels: tuple[str, ...]
    mail_on_changed: bool


def passes_minimum(severity: str, minimum: str) -> bool:
    """Unknown passes every minimum: no score is not the same as harmless."""
    return severity == Severity.UNKNOWN or RANK[severity] >= RANK[minimum]


def names_of(advisory: Advisory) -> list[str]:
    """Where names of suppliers and products are looked for: the product list when there is
    one, else the title, for feeds that list no products."""
    names = [each.get(part, "") for each in advisory.products for part in ("vendor", "product")]
    return [name for name in names if name] or [advisory.title]


def matching(advisory: Advisory, wishes: Iterable[Wish]) -> list[tuple[Wish, str]]:
    """The wishes this advisory fulfils, each with the words that made it so ("" for none)."""
    wishes = [each for each in wishes if passes_minimum(advisory.severity, each.min_severity)]
    hits = _hits([w for each in wishes for w in each.words], names_of(advisory))
    texts = [advisory.title, advisory.summary, *advisory.cves]
    texthits = _hits([w for each in wishes for w in each.keywords], texts)
    found: list[tuple[Wish, str]] = []
    for wish in wishes:
        named = [word for word in wish.words if word in hits]
        said = [word for word in wish.keywords if word in texthits]
        if (wish.words and not named) or (wish.keywords and not said):
            continue
        found.append((wish, ", ".join(named + said)))
    return found


def _hits(words: list[str], texts: list[str]) -> set[str]:
    unique = list(dict.fromkeys(words))
    return set(WordMatcher(unique).matches(texts)) if unique else set()
