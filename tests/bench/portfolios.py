"""What matching costs against the portfolios of three hundred governments."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from catalogue.portfolio.models import PortfolioItem
from catalogue.solutions.models import Identifier, Solution
from catalogue.suppliers.names import product_key, vendor_key
from community.organisations.models import Organisation
from qrc.advisories.models import Advisory
from qrc.advisories.services import take_in
from qrc.feeds.kinds.kev import report_of
from qrc.feeds.models import Source
from qrc.matching.models import Hit, Signature
from qrc.matching.services import bring_up_to_date, match_advisories
from qrc.matching.signing import sign
from tests.bench.figures import Sheet, load, middle
from tests.factories import catalogue
from tests.factories import qrc as make

HIT = 30
"""So many of the governments use what the one advisory speaks of, however much else they use."""
# The least that would do: who uses something that answers to one of these pairs.
BARE = """
SELECT asked.n, item.organisation_id, item.id, item.version
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked(vendor, product, n)
JOIN catalogue_identifier name
  ON name.vendor_key = asked.vendor AND name.product_key = asked.product
JOIN catalogue_portfolioitem item
  ON item.solution_id = name.solution_id AND item.ended_at IS NULL
"""

# The same, and what it finds written as hits, once each: no sureness, no versions, no comparing.
WRITTEN = f"""
INSERT INTO qrc_hit (advisory_id, organisation_id, item_id, version, component, signal, said,
  confidence, version_state, since_number, found_at)
SELECT (%s::bigint[])[bare.n], bare.organisation_id, bare.id, bare.version, '', 'kev', '', 'zeker',
  'unknown', 1, now()
FROM ({BARE}) bare ON CONFLICT DO NOTHING
"""


def measure(*, governments: int, items: int, entries: int, rounds: int, sheet: Sheet) -> None:
    try:
        few = _one_advisory(governments, items, rounds, sheet)
        many = _one_advisory(governments, items * 10, rounds, sheet)
        sheet.line("matching one advisory", ratio_at_ten_times_the_items=many / few)
        sheet.at_most("matching one advisory: ten times the items", many / few, 1.5)
        _fill(governments, items)
        _whole_catalogue(entries, rounds, sheet)
    finally:
        _empty()


def _one_advisory(governments: int, items: int, rounds: int, sheet: Sheet) -> float:
    """Median seconds to match one advisory that a fixed number of governments is hit by."""
    _fill(governments, items)
    product = {"vendor": "PoortWacht", "product": "PoortWacht VPN", "versions": "< 7.4"}
    advisory = make.advisory(source=make.source(kind="csaf"), products=[product])
    match_advisories([advisory])
    rows = []
    # Some milliseconds each: of a few the median would still be chance.
    for _number in range(rounds * 10):
        Hit.objects.all().delete()
        start = time.perf_counter()
        hits = match_advisories([advisory])
        rows.append({"seconds": time.perf_counter() - start, "hits": float(len(hits))})
    found = middle(rows)
    sheet.line(
        "matching one advisory", governments=governments, items_each=items, load=load(), **found
    )
    return found["seconds"]


def _whole_catalogue(entries: int, rounds: int, sheet: Sheet) -> None:
    """The whole of KEV against every portfolio, beside the one statement that only joins.

    "written": the pass that finds every hit new; beside it a bare statement that joins and writes
    as many rows. "again": the same pass when all of it is known, as it is at every later poll.
    """
    advisories = _stored(entries)
    signing = _seconds(lambda: sign(advisories))
    sheet.line("matching kev signed", entries=len(advisories), seconds=signing)
    _analyse()
    pairs = [_pair(each) for each in advisories]
    rows = []
    for number in range(rounds):
        rows.append(_round(advisories, pairs))
        sheet.line("matching kev", round=number + 1, hits=Hit.objects.count(), load=load(), **rows[-1])  # fmt: skip
    median = middle(rows)
    sheet.line("matching kev median", entries=len(advisories), rounds=rounds, **median)
    sheet.at_most("matching kev: ours to the bare join", median["ratio"], 10)


def _round(advisories: list[Advisory], pairs: list[tuple[str, str]]) -> dict[str, float]:
    vendors, products = [list(side) for side in zip(*pairs, strict=True)]
    bare = _seconds(lambda: _run(BARE, [vendors, products]))
    Hit.objects.all().delete()
    keys = [each.pk for each in advisories]
    bare_written = _seconds(lambda: _run(WRITTEN, [keys, vendors, products]))
    Hit.objects.all().delete()
    written = _seconds(lambda: bring_up_to_date(advisories))
    _analyse()
    again = _seconds(lambda: bring_up_to_date(advisories))
    return {
        "bare_seconds": bare, "again_seconds": again, "ratio": again / bare,
        "bare_written_seconds": bare_written, "written_seconds": written,
        "ratio_written": written / bare_written, "ratio_written_to_bare": written / bare,
    }  # fmt: skip


def _stored(entries: int) -> list[Advisory]:
    source = Source.objects.create(name="KEV", url="http://127.0.0.1/kev.json", kind="kev")
    told = [report_of(each) for each in _catalogue(entries)]
    take_in(source=source, reports=told, fetch=None, complete=True, silent=True)
    return list(Advisory.objects.filter(source=source).select_related("source"))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _run(statement: str, values: list[list[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        if cursor.description:
            cursor.fetchall()


def _pair(advisory: Advisory) -> tuple[str, str]:
    row = advisory.products[0]
    return vendor_key(row["vendor"]), product_key(row["product"], row["vendor"])


def _catalogue(entries: int) -> list[dict[str, Any]]:
    """The newest recorded list when there is one, else invented entries about products we know."""
    folder = os.environ.get("VLAVIRGEM_REAL_DATA")
    if folder and (files := sorted(Path(folder, "kev").glob("*-1807.json"))):
        found: list[dict[str, Any]] = json.loads(files[-1].read_text())["vulnerabilities"]
        return found[:entries]
    names = Identifier.objects.filter(kind="naam").select_related("solution__supplier")[:entries]
    known = [
        (each.solution.supplier.name, each.solution.name)
        for each in names
        if each.solution.supplier
    ]
    return [_invented(n, *known[n % len(known)]) for n in range(entries)]


def _invented(number: int, vendor: str, product: str) -> dict[str, Any]:
    return {
        "cveID": f"CVE-2026-{number:05}", "vendorProject": vendor, "product": product,
        "vulnerabilityName": f"{vendor} {product} Authentication Bypass Vulnerability",
        "dateAdded": "2026-01-05", "dueDate": "2026-01-26", "shortDescription": "An invented one.",
        "requiredAction": "Apply updates.", "knownRansomwareCampaignUse": "Unknown", "notes": "",
    }  # fmt: skip


def _fill(governments: int, items: int) -> None:
    """Every government with so many items; the first thirty use what the advisory speaks of too."""
    _empty()
    random.seed(7)
    vpn = Solution.objects.filter(name="PoortWacht VPN").first()
    vpn = vpn or catalogue.solution("PoortWacht VPN", "PoortWacht")
    known = list(Solution.objects.standing().exclude(pk=vpn.pk).order_by("pk"))
    rows: list[PortfolioItem] = []
    for place, here in enumerate(Organisation.objects.order_by("pk")[:governments]):
        chosen = random.sample(known, min(items, len(known)))
        rows += [PortfolioItem(organisation=here, solution=each, version="7.2") for each in chosen]
        rows += [
            PortfolioItem(
                organisation=here, name=f"Eigen toepassing {n}", product_key=f"eigen toepassing {n}"
            )
            for n in range(items - len(chosen))
        ]
        if place < HIT:
            rows.append(PortfolioItem(organisation=here, solution=vpn, version="7.2"))
    PortfolioItem.objects.bulk_create(rows, batch_size=5000)
    _analyse()


def _analyse() -> None:
    """As the server does by itself within a minute."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE catalogue_portfolioitem, catalogue_identifier, qrc_advisorysignal, qrc_hit"
        )


def _empty() -> None:
    for model in (Hit, Signature, Advisory, PortfolioItem):
        model.objects.all().delete()
    Source.objects.filter(preset="").delete()
