"""Hits: which portfolios an advisory speaks of, kept and kept up to date."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.portfolio.models import PortfolioItem
from qrc.advisories.models import Advisory
from qrc.matching.models import Hit, Signature
from qrc.matching.services import end_hits, match_advisories, match_items, sign_stale
from tests.factories import portfolio
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.now() - timedelta(days=1)
LONG_AGO = timezone.now() - timedelta(days=400)


def rows() -> list[tuple[str, str, str, str, str]]:
    found = Hit.objects.filter(ended_at=None).select_related("organisation", "item__solution")
    return [
        (each.organisation.name, each.item.display_name, each.signal, each.confidence,
         each.version_state)
        for each in found.order_by("organisation__name", "pk")
    ]  # fmt: skip


def advisory(versions: str = "", **fields: object) -> Advisory:
    product = {"vendor": "PoortWacht", "product": "PoortWacht VPN", "versions": versions}
    fields.setdefault("source", make.source(kind="csaf"))
    return make.advisory(products=[product], **fields)


def test_only_who_uses_it_is_hit(gent, aalst):
    portfolio.known(gent, name="Onze VPN")
    portfolio.item(aalst, name="Zaakpad", vendor="Zaakpad")

    match_advisories([advisory()])

    assert rows() == [("Gent", "Onze VPN", "csaf", "zeker", "unknown")]


@pytest.mark.parametrize(
    ("version", "state"),
    [("7.2.3", "affected"), ("7.2.9", "not_affected"), ("", "unknown"), ("huidige", "unknown")],
)
def test_version_decides_and_doubt_is_kept(gent, version, state):
    portfolio.known(gent, version)

    match_advisories([advisory("7.2.0 tot en met 7.2.8")])

    assert Hit.objects.get().version_state == state


def test_own_name_without_solution_is_found(gent):
    portfolio.item(gent, name="PoortWacht VPN", vendor="PoortWacht BV")

    match_advisories([advisory()])

    assert rows() == [("Gent", "PoortWacht VPN", "csaf", "zeker", "unknown")]


def test_part_of_a_bill_of_materials_hits_in_the_name_of_its_item(gent):
    item = portfolio.item(gent, name="Eigen loket")
    portfolio.component(item, name="lodash", version="4.17.20", purl_key="pkg:npm/lodash")
    product = {
        "vendor": "", "product": "lodash", "purl": "pkg:npm/lodash", "versions": "< 4.17.21",
    }  # fmt: skip

    match_advisories([make.advisory(title="Fout in een bibliotheek", products=[product])])

    hit = Hit.objects.get()
    assert (hit.item, hit.component, hit.version) == (item, "lodash", "4.17.20")
    assert (hit.signal, hit.version_state) == ("purl", "affected")


def test_matching_again_changes_nothing(gent):
    portfolio.known(gent)
    found = advisory()

    match_advisories([found])
    before = list(Hit.objects.values())
    match_advisories([found])

    assert list(Hit.objects.values()) == before
    assert Signature.objects.count() == 1


def test_advisory_that_no_longer_names_it_ends_the_hit(gent):
    portfolio.known(gent)
    found = advisory()
    match_advisories([found])

    found.products = [{"vendor": "Zaakpad", "product": "Zaakpad Connect"}]
    found.title = "Zaakpad: lek"
    found.save()
    match_advisories([found])

    assert rows() == []
    assert Hit.objects.exclude(ended_at=None).count() == 1


def test_hit_that_returns_is_one_row(gent):
    item = portfolio.known(gent)
    found = advisory()
    match_advisories([found])
    end_hits(items=[item.pk])

    match_advisories([found])

    assert rows() == [("Gent", "PoortWacht VPN", "csaf", "zeker", "unknown")]
    assert Hit.objects.count() == 1


def test_becoming_affected_is_remembered_by_revision(gent):
    portfolio.known(gent, "7.3")
    found = advisory("< 7.2.9")
    match_advisories([found])
    assert (Hit.objects.get().version_state, Hit.objects.get().since_number) == ("not_affected", 1)

    found.products = [found.products[0] | {"versions": "< 7.4"}]
    found.number = 3
    found.save()
    match_advisories([found])

    assert (Hit.objects.get().version_state, Hit.objects.get().since_number) == ("affected", 3)


def test_history_is_matched_by_the_sweep_and_only_once(gent):
    portfolio.known(gent)
    advisory()
    make.advisory(title="Iets anders", products=[])

    assert (sign_stale(), sign_stale()) == (2, 0)
    assert len(rows()) == 1


def test_sweep_takes_up_what_changed(gent):
    found = advisory()
    sign_stale()
    portfolio.known(gent)
    Advisory.objects.filter(pk=found.pk).update(content_hash="1" * 64)

    assert sign_stale() == 1
    assert len(rows()) == 1


def test_new_item_is_matched_with_all_that_stands(gent, aalst):
    portfolio.known(aalst)
    advisory()
    withdrawn = advisory()
    Advisory.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    sign_stale()
    item = portfolio.known(gent)

    found = match_items(items=[item.pk])

    assert [(each.organisation.name, each.item_id) for each in found] == [("Gent", item.pk)]
    assert [row[0] for row in rows()] == ["Aalst", "Aalst", "Gent"]


def test_version_that_changes_changes_the_hit(gent):
    item = portfolio.known(gent, "7.2.1")
    advisory("< 7.2.9")
    sign_stale()
    PortfolioItem.objects.filter(pk=item.pk).update(version="7.3")

    match_items(items=[item.pk])

    assert Hit.objects.get().version_state == "not_affected"


def test_one_question_for_many_advisories(gent, django_assert_num_queries):
    portfolio.known(gent)
    few = [advisory() for _ in range(2)]
    many = few + [advisory() for _ in range(8)]
    match_advisories(many)

    with CaptureQueriesContext(connection) as for_few:
        match_advisories(few)
    with django_assert_num_queries(len(for_few)):
        match_advisories(many)


@pytest.mark.parametrize(
    ("version", "told", "presses"),
    [
        ("", {"published_at": LONG_AGO}, False),
        ("", {"published_at": LONG_AGO, "updated_at": YESTERDAY}, True),
        ("", {"published_at": LONG_AGO, "number": 2}, True),
        ("", {"published_at": YESTERDAY}, True),
        ("", {}, True),
        ("7.2.1", {"published_at": LONG_AGO}, True),
        ("7.3", {"published_at": YESTERDAY}, False),
    ],
)
def test_old_news_presses_only_who_is_affected(gent, version, told, presses):
    portfolio.known(gent, version)

    match_advisories([advisory("< 7.2.9", **told)])

    assert Hit.objects.pressing().exists() is presses
