"""The source's own words appear only where its licence lets us; every way out is held here."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from qrc.advisories.models import CveFact
from qrc.advisories.text import our_summary, words_of
from qrc.alerts.services import raise_alert
from qrc.alerts.wording import words_for
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
OWN = "Zqeigenuitleg van de bron"
TODO = "Zqeigenmaatregel van de bron"
NOTICE = "Zqvermelding: met dank aan de bron."


@pytest.fixture
def advisory():
    source = make.source(name="CERT", shows_text=False, notice=NOTICE)
    return make.advisory(
        source=source, summary=OWN, action=TODO, severity="critical", exploited=True,
        cves=["CVE-2026-00001", "CVE-2026-00002"], scores=[{"version": "3.1", "score": 9.8}],
        link="https://cert.example/1",
    )  # fmt: skip


def test_our_sentence_is_made_of_facts(advisory):
    assert our_summary(advisory) == (
        "Kritieke kwetsbaarheid in PoortWacht VPN (CVE-2026-00001 en nog 1, CVSS 9,8)."
        " Misbruik is vastgesteld."
    )
    advisory.products, advisory.scores, advisory.cves = [], [], []
    advisory.severity, advisory.exploited = "unknown", False
    assert our_summary(advisory) == "Kwetsbaarheid waarvan de ernst nog niet bekend is."
    with translation.override("en"):
        assert "Kwetsbaarheid" not in our_summary(advisory)


def test_many_products_are_counted(advisory):
    advisory.products = [{"vendor": "A", "product": f"P{n}"} for n in range(6)]

    assert "A P0, A P1, A P2 en nog 3 producten" in our_summary(advisory)


def test_desk_reads_the_source_itself(advisory):
    assert (words_of(advisory, desk=True).summary, words_of(advisory).summary) == (
        OWN, our_summary(advisory),
    )  # fmt: skip


def leaks(text: str) -> list[str]:
    return [each for each in (OWN, TODO) if each in text]


def test_page_list_and_export(advisory, alice, qrc_editor, client_of):
    revision = make.revision(advisory, kind="changed")
    revision.changes = [{"field": "summary", "label": "Samenvatting", "before": OWN, "after": TODO}]
    revision.save()
    page = f"/qrc/waarschuwingen/{advisory.pk}/"
    client = client_of(alice)
    for path in (page, "/qrc/waarschuwingen/", "/qrc/waarschuwingen/export.csv"):
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200
        assert leaks(body.decode()) == []
    html = client.get(page).content.decode()
    assert "Kritieke kwetsbaarheid in PoortWacht VPN" in html
    assert "https://cert.example/1" in html
    assert NOTICE in html
    assert leaks(client_of(qrc_editor).get(page).content.decode()) == [OWN, TODO]


@pytest.mark.parametrize("kind", ["new", "changed", "escalated", "withdrawn"])
def test_mail_sms_bell_and_webhook(kind, advisory):
    make.revision(advisory)
    revision = make.revision(advisory, kind=kind)
    revision.changes = [{"field": "action", "label": "Wat u doet", "before": OWN, "after": TODO}]
    content = words_for(revision)

    assert {channel for channel, _language in content} == {"email", "sms", "web", "webhook"}
    said = [each.text + each.html + each.subject for each in content.values()]
    assert [leaks(each) for each in said] == [[]] * len(said)
    assert NOTICE in content["email", "nl"].text
    assert NOTICE in content["email", "nl"].html
    if kind != "withdrawn":
        assert "Kritieke kwetsbaarheid in PoortWacht VPN" in content["email", "nl"].text
        assert "Kritieke kwetsbaarheid" not in content["email", "en"].text


def test_overview(advisory, alice, client_of):
    make.subscriber(alice.email)
    from qrc.subscriptions.services import subscribe, subscriber_of

    subscribe(subscriber=subscriber_of(user=alice))
    raise_alert(revision_id=make.revision(advisory).pk)

    html = client_of(alice).get("/overzicht/").content.decode()
    assert advisory.title in html
    assert leaks(html) == []


def test_api(advisory, alice, qrc_editor, client_of):
    revision = make.revision(advisory, kind="changed")
    revision.changes = [{"field": "summary", "label": "Samenvatting", "before": OWN, "after": TODO}]
    revision.save()
    CveFact.objects.create(
        cve="CVE-2026-00001", epss=0.12, percentile=0.94, epss_on=date(2026, 5, 1)
    )
    for person in (alice, qrc_editor):
        client = client_of(person)
        assert leaks(client.get("/api/v1/advisories").content.decode()) == []
        found = client.get(f"/api/v1/advisories/{advisory.pk}")
        assert leaks(found.content.decode()) == []
        row = found.json()
        assert (row["summary"], row["action"], row["is_our_text"]) == (
            our_summary(advisory),
            "",
            True,
        )
        assert row["source"]["notice"] == NOTICE
        assert row["facts"] == [{"cve": "CVE-2026-00001", "epss": 0.12, "percentile": 0.94,
                                 "epss_on": "2026-05-01", "kev_since": None, "ransomware": False}]  # fmt: skip


def test_page_says_the_chance_and_the_list(advisory, alice, client_of):
    CveFact.objects.create(
        cve="CVE-2026-00001", epss=0.12, percentile=0.94, epss_on=date(2026, 5, 1),
        kev_since=date(2026, 4, 1), ransomware=True,
    )  # fmt: skip
    html = client_of(alice).get(f"/qrc/waarschuwingen/{advisory.pk}/").content.decode()

    chance = "12 % kans op misbruik binnen 30 dagen, meer dan bij 94 % van alle CVE&#x27;s"
    assert chance in html
    assert "sinds 1 april 2026" in html


def test_source_that_lets_us_is_quoted(advisory):
    advisory.source.shows_text = True
    words = words_of(advisory)

    assert (words.summary, words.action, words.is_ours) == (OWN, TODO, False)


def test_api_costs_the_same_with_one_and_three_rows(advisory, alice, client_of, costs):
    client = client_of(alice)
    one = costs(client, "/api/v1/advisories")
    for n in range(2):
        make.advisory(cves=[f"CVE-2026-1000{n}"])

    assert costs(client, "/api/v1/advisories") == one
