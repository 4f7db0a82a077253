"""Signals are kept as long as they hold."""

from __future__ import annotations

import hashlib

import pytest

from qrc.advisories.models import Advisory
from qrc.matching.models import AdvisorySignal, Signature
from qrc.matching.services import sign_stale
from qrc.matching.signals import signals_of
from qrc.matching.signing import READING, numbered, sign
from tests.factories import portfolio
from tests.factories import qrc as make
from tests.qrc.matching.test_titles import TITLES

ROWS = [
    {"vendor": "Fortinet, Inc.", "product": "FortiOS 7.2", "versions": "< 7.2.9"},
    {"vendor": "Palo Alto Networks", "product": "PAN-OS (all) and GlobalProtect", "versions": ""},
    {"vendor": "", "product": "lodash", "purl": "pkg:npm/lodash@4.1"},
    {"vendor": "x", "product": "Multiple Products", "cpe": "cpe:/a:microsoft:exchange_server:2019"},
]
KNOWN = {1: "f4009f59f58d94e2"}
"""What each reading made of the samples: a change here asks for one reading more."""


def kept() -> list[tuple[object, ...]]:
    rows = AdvisorySignal.objects.order_by("vendor_key", "product_key")
    return list(rows.values_list("vendor_key", "product_key", "kind", "confidence", "rows"))


def test_another_reading_of_the_same_words_has_another_number():
    seen = hashlib.sha256()
    for kind, title, rows in [("kev", "", ROWS), *(("cve", title, []) for title, *_ in TITLES)]:
        told = Advisory(title=title, products=rows)
        for each in signals_of(told, kind):
            seen.update(repr((each.pair, str(each.confidence), str(each.kind))).encode())
    assert KNOWN.get(READING) == seen.hexdigest()[:16]


@pytest.mark.django_db
def test_what_still_holds_is_not_written_again(gent):
    advisory = make.advisory(products=ROWS)
    sign([advisory])
    before, signed = kept(), list(AdvisorySignal.objects.values_list("pk", flat=True))
    sign([advisory])

    assert kept() == before != []
    assert list(AdvisorySignal.objects.values_list("pk", flat=True)) == signed


@pytest.mark.django_db
def test_finer_product_list_renews_the_signals():
    advisory = make.advisory(products=ROWS[:1])
    sign([advisory])
    before = kept()
    advisory.products = ROWS
    sign([advisory])

    assert {each[:2] for each in kept()} > {each[:2] for each in before}
    assert AdvisorySignal.objects.count() == len(kept())


@pytest.mark.django_db
def test_what_an_older_reading_signed_is_signed_anew(gent):
    portfolio.known(gent)
    advisory = make.advisory()
    sign_stale()
    Signature.objects.update(reading=READING - 1, rows=[])
    AdvisorySignal.objects.all().delete()

    assert (sign_stale(), sign_stale()) == (1, 0)
    assert AdvisorySignal.objects.filter(advisory=advisory).exists()
    assert Signature.objects.get().reading == READING


def test_rows_are_numbered_once_and_hold_what_versions_are_read_from():
    told = Advisory(title="", products=[ROWS[0], ROWS[0] | {"vendor": "Fortinet"}])
    rows, places = numbered(signals_of(told, "csaf"))

    assert rows == [{"product": "FortiOS 7.2", "versions": "< 7.2.9"}]
    assert set(map(tuple, places)) == {(0,)}
