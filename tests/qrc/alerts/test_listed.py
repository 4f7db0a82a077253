"""A warning of which a CVE is listed as exploited after it was told."""

from __future__ import annotations

import pytest

from community.activity.models import Owed
from community.activity.services import pay_owed
from community.messaging.models import Delivery
from qrc.advisories.models import Advisory
from tests.factories import qrc as make
from tests.qrc.alerts.rises import CVE, OTHER, events, listing, rung, score, tell, wish
from tests.qrc.feeds.writing import kev, poll_again, vulnerability

pytestmark = pytest.mark.django_db


@pytest.fixture
def low(db: None) -> None:
    score(0.03)


def test_listed_later_rings_who_asks_for_what_is_exploited(low, gent, aalst, alice, bob, charlie):
    one = wish(alice, only_exploited=True, min_epss=None, organisation=gent)
    everything = wish(bob, min_epss=None, organisation=gent)
    wish(charlie, only_exploited=True, min_epss=0.5, organisation=aalst)
    tell()

    listing(CVE)
    pay_owed()
    listing(CVE, OTHER)
    Owed.objects.update(paid_at=None)
    pay_owed()

    assert sorted(rung()) == sorted([one, everything])
    assert events() == [("qrc.advisory.listed", {"cve": CVE})]
    why = Delivery.objects.get(recipient=one, channel="email").parts["why"]
    assert why.startswith(
        f"{CVE} staat sinds kort op de lijst van CISA: er is misbruik vastgesteld."
    )


def test_listed_records_nothing_of_what_was_known_to_be_exploited(low):
    wish(only_exploited=True, min_epss=None)
    tell(exploited=True)
    listing(OTHER)
    tell(cves=[CVE, OTHER])

    listing(CVE)

    assert events() == []


def test_first_list_is_history_and_the_next_is_news(low, feeds):
    reader = wish(only_exploited=True, min_epss=None, words=["Ander product"])
    products = [{"vendor": "Iets", "product": "Ander product"}]
    tell(cves=["CVE-2026-00001"], products=products)
    tell(cves=["CVE-2026-00002"], products=products)
    source = make.source(url=feeds.url("/kev.json"), kind="kev")
    feeds.serve("/kev.json", kev(vulnerability(1)))
    poll_again(source)
    pay_owed()
    assert (events(), rung()) == ([], [])

    feeds.serve("/kev.json", kev(vulnerability(1), vulnerability(2)))
    poll_again(source)
    pay_owed()

    assert events() == [("qrc.advisory.listed", {"cve": "CVE-2026-00002"})]
    assert rung() == [reader]


def test_flag_of_the_source_itself_rings_by_its_own_revision(low):
    reader = wish(only_exploited=True, min_epss=None)
    advisory = tell()
    assert rung() == []
    Advisory.objects.filter(pk=advisory.pk).update(exploited=True)

    tell(Advisory.objects.get(pk=advisory.pk), kind="escalated")

    assert (events(), rung()) == ([], [reader])
