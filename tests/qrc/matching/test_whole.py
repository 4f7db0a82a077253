"""The joined pass finds what the plain way finds: one signal and one use at a time."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest
from django.utils import timezone

from catalogue.portfolio.models import Component, PortfolioItem
from catalogue.solutions.models import Solution
from catalogue.suppliers.names import product_key, purl_key, vendor_key
from qrc.advisories.models import Advisory
from qrc.advisories.services import take_in
from qrc.feeds.kinds.csaf_document import report_of as csaf_report
from qrc.feeds.kinds.kev import report_of as kev_report
from qrc.matching.enums import SURENESS
from qrc.matching.models import Hit
from qrc.matching.services import bring_up_to_date
from qrc.matching.signals import Signal, kind_of_list, signals_of
from qrc.matching.versions import version_state
from tests.factories import portfolio
from tests.factories import qrc as make
from tests.qrc.matching.plain import Use, uses_of

pytestmark = pytest.mark.django_db

WORST = ("affected", "unknown", "not_affected")
FIELDS = ("advisory", "item", "organisation", "component", "version", "signal", "said",
          "confidence", "version_state")  # fmt: skip
VERSIONS = ("", "7.2", "2019", "10.0.19045", "V8.1", "huidige")


def plainly(advisories: list[Advisory]) -> dict[tuple[int, int], tuple[object, ...]]:
    """Every signal beside every use, as one would write it down without thinking of cost."""
    speaking: dict[tuple[str, str], list[tuple[Advisory, Signal]]] = {}
    for each in advisories:
        for signal in signals_of(each, kind_of_list(each.source.kind)):
            speaking.setdefault(signal.pair, []).append((each, signal))
    met: dict[tuple[int, int], list[tuple[Use, Signal]]] = {}
    for use in uses_of(speaking):
        for advisory, signal in speaking[use.pair]:
            met.setdefault((advisory.pk, use.item), []).append((use, signal))
    return {key: judged(key[0], each) for key, each in met.items()}


def judged(advisory: int, met: list[tuple[Use, Signal]]) -> tuple[object, ...]:
    def version(use: Use) -> str:
        return use.component_version if use.component else use.version

    use, signal = max(met, key=lambda m: (SURENESS[m[1].confidence], not m[0].component))
    states = {str(version_state(version(each), said.products)) for each, said in met}
    return (
        advisory, use.item, use.organisation, use.component, version(use), str(signal.kind),
        use.said[:300], str(signal.confidence), next(word for word in WORST if word in states),
    )  # fmt: skip


def standing() -> dict[tuple[int, int], tuple[object, ...]]:
    rows = Hit.objects.filter(ended_at=None).values_list(*FIELDS)
    return {(row[0], row[1]): row for row in rows}


def compare() -> int:
    advisories = list(Advisory.objects.select_related("source"))
    bring_up_to_date(advisories)
    expected = plainly(advisories)
    assert standing() == expected
    return len(expected)


def furnish(*organisations, told: list[dict[str, str]], every: int) -> None:
    """Solutions in several versions, own names as sources write them, and parts inside an item."""
    turn = count()
    solutions = list(Solution.objects.standing().order_by("pk"))
    for place, here in enumerate(organisations):
        for solution in solutions[place::2]:
            portfolio.item(here, solution, VERSIONS[next(turn) % len(VERSIONS)])
        with_parts = PortfolioItem.objects.filter(organisation=here).first()
        named = {product_key(row["product"], row["vendor"]): row for row in told if row["product"]}
        for row in list(named.values())[place::every]:
            vendor, product = row["vendor"], row["product"]
            version = VERSIONS[next(turn) % len(VERSIONS)]
            if not Solution.objects.filter(key=product_key(product, vendor)).exists():
                portfolio.item(here, version=version, name=product[:160], vendor=vendor[:120])
            portfolio.component(
                with_parts, name=product[:200], vendor=vendor[:120], version=version,
                vendor_key=vendor_key(vendor), product_key=product_key(product, vendor)[:160],
            )  # fmt: skip
        for purl in sorted({row["purl"] for row in told if row.get("purl")}):
            portfolio.component(with_parts, name="deel", version="1.0", purl_key=purl_key(purl))


def unsettle() -> None:
    """Half of the versions change, some items end, some parts go: the next pass must follow."""
    for place, item in enumerate(PortfolioItem.objects.order_by("pk")):
        if place % 4 == 0:
            item.version = f"8.{place}"
        if place % 7 == 1:
            item.ended_at = timezone.now()
        item.save()
    Component.objects.filter(
        pk__in=list(Component.objects.values_list("pk", flat=True))[::3]
    ).delete()


def check(gent, aalst, *, least: int, every: int) -> None:
    told = [row for each in Advisory.objects.all() for row in each.products]
    furnish(gent, aalst, told=told, every=every)
    assert compare() >= least
    before = list(Hit.objects.order_by("pk").values())
    compare()
    assert list(Hit.objects.order_by("pk").values()) == before
    unsettle()
    compare()


def test_invented_products_of_every_kind(gent, aalst):
    portfolio.known(gent, "7.2")
    rows = [
        {"vendor": "PoortWacht", "product": "PoortWacht VPN", "versions": "< 7.4"},
        {"vendor": "PoortWacht", "product": "PoortWacht VPN 7.2", "status": "fixed", "versions": "7.2"},
        {"vendor": "Zaakpad", "product": "Zaakpad Connect, Loket and Balie", "versions": ""},
        {"vendor": "", "product": "lodash", "purl": "pkg:npm/lodash@4.1", "versions": "< 4.2"},
        {"vendor": "Microsoft", "product": "Exchange Server 2019 CU14",
         "cpe": "cpe:2.3:a:microsoft:exchange_server:2019:*:*:*:*:*:*:*"},
    ]  # fmt: skip
    make.advisory(source=make.source(kind="csaf"), products=rows)
    make.advisory(source=make.source(kind="kev"), products=rows[:1])
    make.advisory(source=make.source(kind="rss"), title="Lek in Microsoft Exchange", products=[])

    check(gent, aalst, least=10, every=3)


def test_recorded_catalogue_and_documents(gent, aalst, real_data: Path):
    kev = json.loads(max((real_data / "kev").glob("*-1807.json")).read_text())["vulnerabilities"]
    documents = sorted((real_data / "csaf").glob("*/white/20*/*.json"))
    csaf = [csaf_report(each.read_bytes()) for each in documents]
    for kind, reports in (("kev", [kev_report(each) for each in kev]), ("csaf", csaf)):
        told = [each for each in reports if each]
        take_in(
            source=make.source(kind=kind), reports=told, fetch=None, complete=False, silent=True
        )

    check(gent, aalst, least=2000, every=12)
