"""Which solutions a name may mean, when it means none exactly: by words, a slip of the pen allowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nsmallest
from math import log

from catalogue.solutions.enums import IdentifierKind
from catalogue.solutions.models import Identifier
from catalogue.suppliers.names import vendor_key, words_of

WORTH_SHOWING = 0.4
TRUSTED = 0.65
"""From here on the likeliest is filled in already; below, somebody must choose."""
COMPARED = 5
ENTRIES = 400
SHORT = 4
"""Shorter words must be right: between "SAP" and "SAS" lies no slip of the pen."""


@dataclass(frozen=True, slots=True)
class Guess:
    solution: int
    likeness: float
    """From 0 to 1."""


class Guesser:
    """Built once from the names of all solutions, then asked for thousands of rows.

    Names hang under their words, and words under themselves less one sign, so that each question
    looks at what it shares a word with and not at everything.
    """

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._names = [
            (frozenset(text.split()), text, solution) for text, solution in dict.fromkeys(names)
        ]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for place, (words, _text, _solution) in enumerate(self._names):
            for word in words:
                self._by_word[word].append(place)
        self._near: dict[str, list[str]] = defaultdict(list)
        for word in self._by_word:
            for less in _less_one(word):
                self._near[less].append(word)
        # A rare word says more than a common one, and one that nobody knows the most.
        self._unheard = log(1 + len(self._names))
        self._weights = {
            word: log(1 + len(self._names) / len(places)) for word, places in self._by_word.items()
        }
        self._whole = [sum(map(self._weight, words)) for words, _text, _solution in self._names]
        self._read: dict[str, str] = {}

    @classmethod
    def of_all_solutions(cls) -> Guesser:
        kinds = (IdentifierKind.NAME, IdentifierKind.ALIAS)
        rows = Identifier.objects.filter(kind__in=kinds, solution__merged_into=None).order_by("pk")
        found = rows.values_list("vendor_key", "product_key", "solution_id")
        return cls((f"{vendor} {product}".strip(), key) for vendor, product, key in found)

    def guesses(self, vendor: str, name: str, most: int = 3) -> list[Guess]:
        """The likeliest solutions, best first; none is better than a bad one."""
        asked = list(dict.fromkeys([*vendor_key(vendor).split(), *words_of(name)]))
        read = list(dict.fromkeys(self._nearest(word) for word in asked))
        weight = sum(map(self._weight, read))
        shared = self._sharing(read)
        alike = {place: self._overlap(place, said, weight) for place, said in shared.items()}
        likely = nsmallest(COMPARED, alike, key=lambda place: (-alike[place], place))
        text = " ".join(read)
        best: dict[int, float] = {}
        for place in likely:
            _words, known, solution = self._names[place]
            spelt = SequenceMatcher(None, text, known, autojunk=False).ratio()
            likeness = (alike[place] + spelt) / 2
            best[solution] = max(best.get(solution, 0.0), likeness)
        found = [Guess(solution, round(like, 2)) for solution, like in best.items()]
        worthy = [each for each in found if each.likeness >= WORTH_SHOWING]
        return sorted(worthy, key=lambda each: (-each.likeness, each.solution))[:most]

    def _nearest(self, word: str) -> str:
        """The known word that this is, or is one slip away from; else itself."""
        if word in self._by_word or len(word) < SHORT:
            return word
        if word not in self._read:
            near = {each for less in _less_one(word) for each in self._near.get(less, ())}
            self._read[word] = max(
                near, key=lambda each: (len(self._by_word[each]), each), default=word
            )
        return self._read[word]

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._unheard)

    def _sharing(self, words: list[str]) -> dict[int, float]:
        """Names that share words with these, and what those words weigh; by rare words first."""
        found: dict[int, float] = defaultdict(float)
        known = [word for word in words if word in self._by_word]
        for word in sorted(known, key=lambda each: len(self._by_word[each])):
            weight, places = self._weights[word], self._by_word[word]
            if len(found) + len(places) > ENTRIES and found:
                places = [place for place in found if word in self._names[place][0]]
            for place in places[:ENTRIES]:
                found[place] += weight
        return found

    def _overlap(self, place: int, shared: float, weight: float) -> float:
        """What both say, of all that either says."""
        return shared / (weight + self._whole[place] - shared)


def _less_one(word: str) -> Iterator[str]:
    """The word itself, and without each of its signs: two words that share one differ by a slip."""
    if len(word) >= SHORT:
        yield word
        yield from {word[:place] + word[place + 1 :] for place in range(len(word))}
