"""EPSS tells more about CVEs we know, and makes no advisories. All scores invented."""

from __future__ import annotations

import gzip
import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from qrc.advisories.cve_facts import Chance, learn_chances
from qrc.advisories.models import Advisory, AdvisoryRevision, CveFact
from tests.factories import qrc as make
from tests.qrc.feeds.writing import poll_again
from tests.standins.feeds import Page

pytestmark = pytest.mark.django_db
HEAD = "#model_version:v2026.01.01,score_date:{}T00:00:00+0000\ncve,epss,percentile\n"


def listing(*rows: tuple[str, float, float], day: str = "2026-05-01") -> bytes:
    lines = "".join(f"{cve},{epss},{rank}\n" for cve, epss, rank in rows)
    return gzip.compress((HEAD.format(day) + lines).encode(), mtime=0)


@pytest.fixture
def source(follow):
    make.advisory(cves=["CVE-2026-00001", "CVE-2026-00002"])
    return follow("/epss.csv.gz", "epss")


def scores() -> list[tuple[str, float | None, float | None, date | None]]:
    return list(CveFact.objects.values_list("cve", "epss", "percentile", "epss_on"))


def test_bulk_file_scores_the_cves_we_know(feeds, source):
    feeds.serve(
        "/epss.csv.gz", listing(("CVE-2026-00001", 0.12, 0.94), ("CVE-1999-0001", 0.5, 0.9))
    )

    assert poll_again(source).status == "ok"
    assert scores() == [("CVE-2026-00001", 0.12, 0.94, date(2026, 5, 1))]
    assert (Advisory.objects.count(), AdvisoryRevision.objects.count()) == (1, 0)


def test_newer_day_wins_and_an_older_one_undoes_nothing(feeds, source):
    for day, epss in (("2026-05-02", 0.3), ("2026-05-01", 0.1)):
        feeds.serve("/epss.csv.gz", listing(("CVE-2026-00001", epss, 0.5), day=day))
        poll_again(source)

    assert scores() == [("CVE-2026-00001", 0.3, 0.5, date(2026, 5, 2))]


def test_what_cisa_lists_stays_beside_the_score(feeds, source):
    CveFact.objects.create(cve="CVE-2026-00001", kev_since=date(2026, 4, 1), ransomware=True)
    learn_chances([Chance("CVE-2026-00001", 0.9, 0.99, date(2026, 5, 1))])

    fact = CveFact.objects.get()
    assert (fact.epss, fact.kev_since, fact.ransomware) == (0.9, date(2026, 4, 1), True)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"cve,epss,percentile\nCVE-2026-00001,0.1,0.5\n", b"<html></html>",
        (HEAD.format("gisteren") + "CVE-2026-00001,0.1,0.5\n").encode(),
        (HEAD.format("2026-05-01") + "CVE-2026-00001,1.5,0.5\n").encode(),
        (HEAD.format("2026-05-01") + "CVE-2026-00001,nan,0.5\n").encode(),
        (HEAD.format("2026-05-01") + "CVE-2026-00001,0.1\n").encode(),
        (HEAD.format("2026-05-01") + "CVE-2026-00001,0.1,0.5\nCVE-2026-0").encode(),
        listing(("CVE-2026-00001", 0.1, 0.5))[:-12], b"\x1f\x8bniet gepakt",
        b'{"data": 7}', b'{"data": [{"cve": "CVE-2026-00001"}]}', b'{"data": [7]}',
    ],
)  # fmt: skip
def test_what_is_no_list_of_scores_changes_nothing(body, feeds, source):
    feeds.serve("/epss.csv.gz", body)

    assert poll_again(source).status == "failed"
    assert scores() == []


def test_bomb_is_refused(feeds, source, settings):
    settings.QRC_MAX_BYTES = 10_000
    feeds.serve("/epss.csv.gz", gzip.compress(HEAD.format("2026-05-01").encode() + b"x" * 10**7))

    assert poll_again(source).status == "failed"


def test_api_is_asked_for_what_it_did_not_name(feeds, follow):
    make.advisory(cves=[f"CVE-2026-{n:05}" for n in range(100)])
    source = follow("/epss", "epss")

    def answer(path: str) -> Page:
        asked = parse_qs(urlsplit(path).query).get("cve", ["CVE-2026-00007,CVE-1999-0001"])[0]
        data = [{"cve": cve, "epss": "0.25", "percentile": "0.5", "date": "2026-05-01"}
                for cve in asked.split(",")]  # fmt: skip
        return Page(json.dumps({"status": "OK", "total": len(data), "data": data}).encode())

    class Any(dict):
        def get(self, path, default=None):
            return answer if path.startswith("/epss") else default

    feeds.pages = Any()

    assert poll_again(source).status == "ok"
    assert [(cve, epss) for cve, epss, _rank, _day in scores()] == [
        (f"CVE-2026-{n:05}", 0.25) for n in range(100)
    ]
    assert len(feeds.asked) == 3
