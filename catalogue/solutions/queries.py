"""Finding solutions by what people and sources call them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import (
    Case,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, Length

from catalogue.solutions.enums import IdentifierKind
from catalogue.solutions.models import Identifier, Solution
from catalogue.suppliers.names import words_of

WORDS = 8
"""More words than this narrow nothing down; they only cost."""
LONGEST = 100
NEARBY = 4000
"""How many known words a misspelt one is held against, at most."""
ALIKE = 0.72

# Every word of makers, solutions and their other names that is about as long as a given one.
KNOWN_WORDS = """
SELECT DISTINCT word FROM (
  SELECT unnest(string_to_array(key, ' ')) FROM catalogue_solution WHERE merged_into_id IS NULL
  UNION ALL
  SELECT unnest(string_to_array(key, ' ')) FROM catalogue_supplier WHERE merged_into_id IS NULL
  UNION ALL
  SELECT unnest(string_to_array(product_key, ' ')) FROM catalogue_identifier WHERE kind = 'alias'
) AS known(word)
WHERE length(word) BETWEEN %s AND %s ORDER BY word LIMIT %s
"""


def find_solutions(words: str, limit: int = 10) -> list[Solution]:
    """Standing solutions in which every word begins a word of name, maker or alias; best first.

    When there is none, each word that nothing begins with is read as the known word most like it.
    One query, or three after a typing error, whatever the number of solutions.
    """
    asked = words_of(words[:LONGEST])[:WORDS]
    if not asked:
        return []
    return list(_ranked(asked)[:limit]) or _found_nearby(asked, limit)


def matching(words: str) -> QuerySet[Solution]:
    """The same without forgiving typing errors, for lists; no words are no filter."""
    asked = words_of(words[:LONGEST])[:WORDS]
    return _ranked(asked) if asked else Solution.objects.standing().select_related("supplier")


def _ranked(asked: list[str]) -> QuerySet[Solution]:
    """Whole name first, then a name that begins so, then the shortest."""
    said = " ".join(asked)
    aliases = (
        Identifier.objects.filter(solution=OuterRef("pk"), kind=IdentifierKind.ALIAS)
        .order_by().values("solution").annotate(all=StringAgg("product_key", " ")).values("all")
    )  # fmt: skip
    maker = Coalesce(F("supplier__key"), Value(""))
    others = Coalesce(Subquery(aliases), Value(""), output_field=TextField())
    rows = Solution.objects.standing().select_related("supplier").annotate(
        whole=_joined(maker, F("key")), text=_joined(Value(""), maker, F("key"), others)
    )  # fmt: skip
    for word in asked:
        rows = rows.filter(text__contains=f" {word}")
    rank = Case(
        When(key=said, then=0), When(whole=said, then=0),
        When(key__startswith=said, then=1), When(whole__startswith=said, then=2),
        default=3, output_field=IntegerField(),
    )  # fmt: skip
    return rows.annotate(rank=rank).order_by("rank", Length("key"), "key", "pk")


def _joined(*parts: Any) -> Any:
    """The parts with a space between them."""
    spaced = [piece for part in parts for piece in (Value(" "), part)]
    return Concat(*spaced[1:], output_field=TextField())


def _found_nearby(asked: list[str], limit: int) -> list[Solution]:
    known = _known_words(asked)
    read = [_nearest(word, known) for word in asked]
    return list(_ranked(read)[:limit]) if read != asked else []


def _known_words(asked: Iterable[str]) -> list[str]:
    sizes = [len(word) for word in asked]
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_WORDS, (max(min(sizes) - 2, 1), max(sizes) + 4, NEARBY))
        return [word for (word,) in cursor.fetchall()]


def _nearest(word: str, known: list[str]) -> str:
    if any(each.startswith(word) for each in known):
        return word
    return next(iter(get_close_matches(word, known, n=1, cutoff=ALIKE)), word)


SORTS = {
    "name": ("key", "pk"),
    "-name": ("-key", "-pk"),
    "supplier": ("supplier__key", "key", "pk"),
    "-supplier": ("-supplier__key", "key", "pk"),
}


def solutions_for(words: str, sort: str = "") -> QuerySet[Solution]:
    """The list: best first while one searches, else by name, unless an order was asked."""
    rows = matching(words)
    return rows.order_by(*SORTS[sort]) if sort in SORTS else rows
