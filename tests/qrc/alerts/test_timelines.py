"""A rise stands between the revisions on the page of a warning, for whoever may read of its CVE."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from community.activity.models import Activity
from qrc.advisories.cve_facts import Chance, Listed, learn_chances, learn_listed
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.alerts.services import raise_alert
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
CVE = "CVE-2026-10432"
DAY = date(2026, 11, 10)


def lines(client: Client, path: str) -> list[str]:
    """What each step of the timeline says, without its moment."""
    steps = html.fromstring(client.get(path).content).xpath(
        "//li[contains(@class, 'timeline-item')]"
    )
    return [" ".join(step.text_content().split()) for step in steps]


@pytest.fixture
def advisory(db: None) -> Advisory:
    """Told yesterday, changed this minute, and in between likelier and then listed."""
    make.subscriber(min_epss=0.1)
    make.subscriber(only_exploited=True)
    found = make.advisory(cves=[CVE])
    first = make.revision(found)
    for epss in (0.034, 0.41):
        learn_chances([Chance(CVE, epss, 0.9, DAY)])
    learn_listed([Listed(CVE, DAY, ransomware=False)], complete=False)
    AdvisoryRevision.objects.filter(pk=first.pk).update(at=timezone.now() - timedelta(days=1))
    raise_alert(revision_id=make.revision(found).pk)
    return found


def test_rises_stand_among_the_revisions(advisory, alice, client_of):
    steps = lines(client_of(alice), f"/qrc/waarschuwingen/{advisory.pk}/")

    assert [step.removesuffix(" zojuist") for step in steps[:3]] == [
        "Gewijzigd Hoog",
        f"Misbruik vastgesteld {CVE} kwam op de lijst van CISA (KEV)",
        "Kans op misbruik gestegen EPSS van 3,4 % tot 41 %",
    ]
    assert (len(steps), steps[3].split()[0]) == (4, "Nieuw")
    assert lines(Client(), f"/waarschuwingen/{advisory.pk}/") == steps


def test_rise_of_a_cve_that_nobody_may_read_of_yet_is_not_shown(advisory, alice, client_of):
    Advisory.objects.filter(pk=advisory.pk).update(cves=["CVE-2026-99999"])

    steps = lines(client_of(alice), f"/qrc/waarschuwingen/{advisory.pk}/")

    assert (len(steps), Activity.objects.filter(verb="qrc.advisory.likelier").count()) == (2, 1)
