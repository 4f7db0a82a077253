"""The search box over a thousand entries and over a hundred times as many.

What is timed is the whole page as the server makes it for a visitor, middleware and templates
included. The same rows come out at both sizes for the rare words; the common one stands in half
of everything.
"""

from __future__ import annotations

import random
import time
from statistics import median

from django.db import connection
from django.utils import timezone

from tests.bench.figures import Sheet
from tests.bench.room import lay_out_statics

KEY = "bench.document"
WORDS, TOGETHER, ROUNDS = 60, 50, 50
SELECTIVE_BOUND, COMMON_BOUND = 2.0, 10.0
QUESTIONS = {"one hit": "zeldzaamheid", "fifty hits": "vijftigtal", "half of all": "gemeente"}

# The same words under other keys, and one of its own, so that the table and its index grow as they
# would; the rare words stand in the first rows alone.
GROW = """
INSERT INTO community_searchentry
  (kind, object_id, title, summary, body, url, public_url, facts, identifiers, audience,
   changed_at, reading, vector)
SELECT kind, n::text, title, summary, body, url, public_url, facts, identifiers, audience,
  changed_at - n * interval '1 minute', reading, vector || ('''eigen' || n || ''':61D')::tsvector
FROM generate_series(%(old)s, %(new)s - 1) AS n
JOIN community_searchentry AS e ON e.kind = %(kind)s
  AND e.object_id = (%(first)s + n %% (%(old)s - %(first)s))::text
"""


def measure(*, documents: int, sheet: Sheet) -> None:
    from community.search.kinds import SearchKind, kinds
    from community.search.models import SearchEntry

    lay_out_statics()
    small = max(documents // 100, TOGETHER * 2)
    kind = SearchKind(
        key=KEY, label=KEY, icon="file", entries=lambda _ids: (), ids=lambda: (),
        visible=lambda _request, ids: ids,
    )  # fmt: skip
    with kinds.temporarily(kind):
        _make(small)
        few = _times(small, sheet)
        _grow(small, documents)
        many = _times(documents, sheet)
        SearchEntry.objects.filter(kind=KEY).delete()
    ratios = {name: many[name] / few[name] for name in QUESTIONS}
    sheet.line("searching ratio", small=small, large=documents, **ratios)
    sheet.at_most("searching one hit, large against small", ratios["one hit"], SELECTIVE_BOUND)
    sheet.at_most(
        "searching fifty hits, large against small", ratios["fifty hits"], SELECTIVE_BOUND
    )
    sheet.at_most("searching half of all, large against small", ratios["half of all"], COMMON_BOUND)


def _make(count: int) -> None:
    from community.search.kinds import Entry
    from community.search.models import SearchEntry
    from community.search.services import _row

    lot = random.Random(5)
    known = [f"{a}{b}{c}" for a in "bdgklmnprstvw" for b in ("aa", "oe", "ij", "el") for c in
             ("ning", "baar", "stuk", "land", "werk", "pad", "lijst", "tel")]  # fmt: skip
    rows = []
    for number in range(count):
        said = lot.choices(known, k=WORDS)
        if number % 2:
            said[5] = "gemeente"
        if number < TOGETHER:
            said[9] = "vijftigtal"
        if number == 0:
            said[3] = "zeldzaamheid"
        title = " ".join(said[:6])
        entry = Entry(object_id=str(number), title=title, url="/x/", audience=("public",),
                      public_url="/x/", body=" ".join(said[6:]), changed_at=timezone.now())  # fmt: skip
        rows.append(_row(KEY, entry))
    SearchEntry.objects.bulk_create(rows, batch_size=500)
    _settle()


def _grow(old: int, new: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(GROW, {"kind": KEY, "old": old, "new": new, "first": TOGETHER})
    _settle()


def _settle() -> None:
    """As autovacuum would have it some minutes later."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE community_searchentry")


def _times(documents: int, sheet: Sheet) -> dict[str, float]:
    """Milliseconds by question, the middle of ROUNDS."""
    found = {name: _time(words) for name, words in QUESTIONS.items()}
    sheet.line("searching", documents=documents, **found)
    return found


def _time(words: str) -> float:
    from django.test import Client

    visitor, times = Client(SERVER_NAME="127.0.0.1"), []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        page = visitor.get("/zoeken/", {"q": words})
        times.append((time.perf_counter() - start) * 1000)
        if page.status_code != 200 or b'class="hit' not in page.content:
            raise RuntimeError(f"{page.status_code}: {words} was not found")
    return median(times)
