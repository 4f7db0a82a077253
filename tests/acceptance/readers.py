"""Who asked for what, and what each should have heard by now; nothing of ours is imported here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

RANKS = {"unknown": 0, "low": 1, "medium": 2, "high": 3, "critical": 4}
MINIMA = ("low", "medium", "high", "critical", "critical")
Heard = Counter[tuple[str, str, str]]
"""(address, identity, kind) with how often."""


@dataclass(frozen=True)
class Reader:
    email: str
    phone: str
    minimum: str = "low"
    word: str = ""


@dataclass
class Expected:
    """Heard so far, and who had the original of what."""

    readers: list[Reader]
    heard: Heard = field(default_factory=Counter)
    got: set[tuple[str, str]] = field(default_factory=set)

    def tell(self, identity: str, kind: str, wants: Callable[[Reader], bool]) -> None:
        """A withdrawal goes to whoever had the original, anything else to whoever wants it."""
        for reader in self.readers:
            had = (reader.email, identity) in self.got
            if had if kind == "withdrawn" else wants(reader):
                for address in (reader.email, reader.phone):
                    self.heard[address, identity, kind] += 1
                self.got.add((reader.email, identity))

    def on(self, channel: str) -> Heard:
        return Counter(
            {k: n for k, n in self.heard.items() if ("@" in k[0]) == (channel == "email")}
        )


def readers(everybody: int, words: tuple[str, ...], by_minimum: int) -> list[Reader]:
    """All, by supplier's or product's word, and by minimum severity; each with mail and phone."""
    return [
        *(Reader(f"alles{n:02}@stad.example", f"+3247000{n:04}") for n in range(everybody)),
        *(
            Reader(f"woord{n:02}@stad.example", f"+3247100{n:04}", word=word)
            for n, word in enumerate(words)
        ),
        *(
            Reader(f"ernst{n:02}@stad.example", f"+3247200{n:04}", minimum=MINIMA[n % 5])
            for n in range(by_minimum)
        ),
    ]
