"""Does this advisory touch this subscription? Pure, so that it can say why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from community.kit.text import WordMatcher
from qrc.advisories.cve_facts import Known
from qrc.advisories.enums import RANK, Severity, Tlp
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
    # Only what the portfolio of its organisation uses.
    portfolio: bool = False
    # A chance between 0 and 1; None: whatever the chance.
    min_epss: float | None = None
    only_exploited: bool = False
    # Keys of sources; none: all.
    sources: tuple[int, ...] = ()
    # The strictest circle it wants to hear of; "": whatever it may.
    max_tlp: str = ""
    cadence: str = "immediate"
    urgent_at_once: bool = True
    most_per_hour: int | None = None

    @property
    def rules(self) -> tuple[object, ...]:
        """What it asks for, whoever asks and however he is told."""
        return (
            self.min_severity, self.words, self.keywords, self.portfolio, self.min_epss,
            self.only_exploited, self.sources, self.max_tlp,
        )  # fmt: skip


CIRCLES = [str(each) for each in Tlp]
"""From open to closed."""


def passes_minimum(severity: str, minimum: str) -> bool:
    """Unknown passes every minimum: no score is not the same as harmless."""
    return severity == Severity.UNKNOWN or RANK[severity] >= RANK[minimum]


def names_of(advisory: Advisory) -> list[str]:
    """Where names of suppliers and products are looked for: the product list when there is
    one, else the title, for feeds that list no products."""
    names = [each.get(part, "") for each in advisory.products for part in ("vendor", "product")]
    return [name for name in names if name] or [advisory.title]


def matching(
    advisory: Advisory, wishes: Iterable[Wish], *, known: Known, hit: Collection[int] = ()
) -> list[tuple[Wish, str]]:
    """The wishes this advisory fulfils, each with the words that made it so ("" for none).

    `hit` are the keys of the organisations whose portfolio it hits; `known` is what
    others say of its CVEs.
    """
    wishes = [each for each in wishes if _passes(advisory, known, each)]
    hits = _hits([w for each in wishes for w in each.words], names_of(advisory))
    texts = [advisory.title, advisory.summary, *advisory.cves]
    texthits = _hits([w for each in wishes for w in each.keywords], texts)
    found: list[tuple[Wish, str]] = []
    for wish in wishes:
        named = [word for word in wish.words if word in hits]
        said = [word for word in wish.keywords if word in texthits]
        if (wish.words and not named) or (wish.keywords and not said):
            continue
        if wish.portfolio and wish.organisation_id not in hit:
            continue
        found.append((wish, ", ".join(named + said)))
    return found


def _passes(advisory: Advisory, known: Known, wish: Wish) -> bool:
    """What is not known passes: no score is not a low one."""
    return (
        passes_minimum(advisory.severity, wish.min_severity)
        and (wish.min_epss is None or known.epss is None or known.epss >= wish.min_epss)
        and (advisory.exploited or known.exploited or not wish.only_exploited)
        and (not wish.sources or advisory.source_id in wish.sources)
        and (not wish.max_tlp or CIRCLES.index(advisory.tlp) <= CIRCLES.index(wish.max_tlp))
    )


def _hits(words: list[str], texts: list[str]) -> set[str]:
    unique = list(dict.fromkeys(words))
    return set(WordMatcher(unique).matches(texts)) if unique else set()
