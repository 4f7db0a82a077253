"""NVD's API 2.0, from a stand-in that answers as its documentation says. All records invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.feeds.kinds.nvd import PAGE, place_of
from qrc.feeds.models import Source
from qrc.feeds.services import poll
from tests.qrc.feeds.writing import counts, poll_again
from tests.standins.feeds import Page

pytestmark = pytest.mark.django_db
CPE = "cpe:2.3:a:poortwacht:vpn_server:{}:*:*:*:*:*:*:*"


def now() -> datetime:
    """Asked when it is needed: a long run would outgrow the few minutes that windows overlap."""
    return datetime.now(UTC)


def stamp(days: float) -> str:
    """So many days ago, as NVD writes it: without an offset."""
    return (now() - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.000")


def cve(n: int = 1, **fields: Any) -> dict[str, Any]:
    return {"cve": {
        "id": f"CVE-2026-{n:05}", "sourceIdentifier": "psirt@poortwacht.example",
        "published": stamp(2), "lastModified": stamp(1), "vulnStatus": "Analyzed",
        "descriptions": [{"lang": "en", "value": f"A flaw in VPN {n}. It is bad."}],
        "metrics": {}, "references": [{"url": "https://poortwacht.example/1", "tags": ["Patch"]}],
    } | fields}  # fmt: skip


class Nvd:
    """The records by when they were last changed, given in pages to whoever asks for a window."""

    def __init__(self, size: int = PAGE) -> None:
        self.records: list[dict[str, Any]] = []
        self.asked: list[dict[str, str]] = []
        self.size, self.fails_after = size, 10**6

    def __call__(self, path: str) -> Page:
        question = {name: value[0] for name, value in parse_qs(urlsplit(path).query).items()}
        self.asked.append(question)
        if len(self.asked) > self.fails_after:
            return Page(b"", 503)
        start, index = question["lastModStartDate"], int(question["startIndex"])
        hits = [
            each for each in self.records
            if start <= each["cve"]["lastModified"] <= question["lastModEndDate"]
        ]  # fmt: skip
        body = {"resultsPerPage": self.size, "startIndex": index, "totalResults": len(hits),
                "format": "NVD_CVE", "version": "2.0",
                "vulnerabilities": hits[index : index + self.size]}  # fmt: skip
        return Page(json.dumps(body).encode(), validators=False)


@pytest.fixture
def nvd(feeds, monkeypatch) -> Nvd:
    found = Nvd()
    monkeypatch.setattr(type(feeds), "pages", _AnyQuestion(found), raising=False)
    feeds.pages = _AnyQuestion(found)
    return found


class _AnyQuestion(dict):
    def __init__(self, answer: Nvd) -> None:
        super().__init__()
        self.answer = answer

    def get(self, path, default=None):
        return self.answer if path.startswith("/nvd?") else default


@pytest.fixture
def source(follow, nvd) -> Source:
    return follow("/nvd", "nvd", pause_seconds=0.01)


def test_record_in_full(nvd, source):
    vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
    four = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N"
    nvd.records = [cve(
        7, cisaExploitAdd="2026-05-01", cisaActionDue="2026-05-22", cisaRequiredAction="Update.",
        metrics={
            "cvssMetricV40": [{"source": "psirt@poortwacht.example", "type": "Secondary",
                               "cvssData": {"version": "4.0", "baseScore": 8.7, "vectorString": four}}],
            "cvssMetricV31": [{"source": "nvd@nist.gov", "type": "Primary",
                               "cvssData": {"version": "3.1", "baseScore": 9.8, "vectorString": vector}}],
            "cvssMetricV2": [{"source": "nvd@nist.gov", "type": "Primary",
                              "cvssData": {"version": "2.0", "baseScore": 5.0, "vectorString": ""}}],
        },
        configurations=[{"nodes": [{"operator": "OR", "negate": False, "cpeMatch": [
            {"vulnerable": True, "criteria": CPE.format("*"),
             "versionStartIncluding": "7.0.0", "versionEndExcluding": "7.0.14"},
            {"vulnerable": True, "criteria": CPE.format("6.4.1")},
            {"vulnerable": False, "criteria": "cpe:2.3:o:poortwacht:os:-:*:*:*:*:*:*:*"},
        ]}]}],
    )]  # fmt: skip

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)
    found = Advisory.objects.get()
    assert (found.identity, found.title) == ("CVE-2026-00007", "CVE-2026-00007: A flaw in VPN 7.")
    assert (found.severity, found.exploited, str(found.due_on)) == ("critical", True, "2026-05-22")
    assert [(s["version"], s["score"], s["source"], s["type"]) for s in found.scores] == [
        ("2.0", 5.0, "NVD", "Primary"),
        ("3.1", 9.8, "NVD", "Primary"),
        ("4.0", 8.7, "psirt@poortwacht.example", "Secondary"),
    ]
    assert found.products == [
        {"vendor": "poortwacht", "product": "vpn server", "versions": versions,
         "status": "known_affected", "cpe": CPE.format(which)}
        for versions, which in ((">= 7.0.0, < 7.0.14", "*"), ("6.4.1", "6.4.1"))
    ]  # fmt: skip


def test_unscored_is_unknown_and_a_score_escalates(nvd, source):
    nvd.records = [cve(vulnStatus="Received")]
    poll_again(source)
    assert Advisory.objects.get().severity == "unknown"

    score = {"version": "3.1", "baseScore": 7.5, "vectorString": ""}
    nvd.records = [cve(lastModified=stamp(-0.0001), metrics={"cvssMetricV31": [
        {"source": "nvd@nist.gov", "type": "Primary", "cvssData": score}]})]  # fmt: skip
    nvd.records[0]["cve"]["lastModified"] = stamp(0)
    assert counts(poll_again(source)) == ("ok", 0, 1, 0, 0)


def test_rejected_is_withdrawn(nvd, source):
    nvd.records = [cve(1), cve(2)]
    poll_again(source)
    nvd.records = [cve(1, vulnStatus="Rejected", lastModified=stamp(0)), cve(2)]

    assert counts(poll_again(source)) == ("ok", 0, 0, 0, 1)
    standing = Advisory.objects.standing()
    assert list(standing.values_list("identity", flat=True)) == ["CVE-2026-00002"]


def test_first_poll_is_silent_and_looks_back_a_month(nvd, follow):
    source = follow("/nvd", "nvd", pause_seconds=0.01, first_poll="silent")
    nvd.records = [cve(1), cve(2, lastModified=stamp(31), published=stamp(31))]

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)
    assert AdvisoryRevision.objects.filter(silent=True).count() == 1
    (question,) = nvd.asked
    start, end = (
        datetime.fromisoformat(question[f"lastMod{name}Date"]) for name in ("Start", "End")
    )
    assert timedelta(days=30) - timedelta(seconds=1) < end - start < timedelta(days=30, seconds=1)
    assert (question["resultsPerPage"], question["startIndex"]) == ("2000", "0")


def test_old_record_that_is_touched_is_history(nvd, source):
    poll_again(source)
    old = {"published": stamp(400), "lastModified": stamp(0)}
    listed = {"cisaExploitAdd": now().date().isoformat()}
    nvd.records = [cve(1, **old), cve(2, **old, **listed), cve(3, lastModified=stamp(0))]

    assert counts(poll_again(source)) == ("ok", 3, 0, 0, 0)
    silent = AdvisoryRevision.objects.filter(silent=True)
    assert list(silent.values_list("advisory__identity", flat=True)) == ["CVE-2026-00001"]


def test_pages_are_read_to_the_end(nvd, source):
    nvd.size, nvd.records = 2, [cve(n) for n in range(5)]

    assert counts(poll_again(source)) == ("ok", 5, 0, 0, 0)
    assert [each["startIndex"] for each in nvd.asked] == ["0", "2", "4"]
    assert counts(poll_again(source)) == ("ok", 0, 0, 0, 0)


def test_poll_that_breaks_off_goes_on_with_the_page_it_missed(nvd, source):
    nvd.size, nvd.fails_after, nvd.records = 2, 2, [cve(n) for n in range(5)]
    assert poll_again(source).status == "failed"
    assert Advisory.objects.count() == 4
    first = dict(nvd.asked[0])
    nvd.fails_after, nvd.asked[:] = 10**6, []

    assert counts(poll_again(source)) == ("ok", 1, 0, 0, 0)
    assert nvd.asked[0] == first | {"startIndex": "4"}


def test_poll_without_time_goes_on_in_its_next_turn(nvd, source):
    nvd.size, nvd.records = 2, [cve(n) for n in range(5)]
    results = [poll(Source.objects.get(pk=source.pk), seconds=0) for _turn in range(3)]

    assert [each.new for each in results] == [2, 2, 1]
    assert [each["startIndex"] for each in nvd.asked] == ["0", "2", "4"]


def test_records_that_move_up_while_we_read_are_not_missed(nvd, source):
    nvd.size, nvd.records = 2, [cve(n) for n in range(6)]
    whole = nvd.__call__

    class Moving(Nvd):
        pass

    def answer(path: str) -> Page:
        page = whole(path)
        if len(nvd.asked) == 1:
            # The first is touched after the first page was given: all the others move up.
            nvd.records = nvd.records[1:]
        return page

    nvd.__class__ = type("Moving", (Nvd,), {"__call__": lambda _self, path: answer(path)})
    poll_again(source)

    assert Advisory.objects.count() == 6


def test_window_is_never_longer_than_nvd_allows():
    end = now() - timedelta(days=300)
    cursor = {"start": (end - timedelta(days=1)).isoformat(), "end": end.isoformat(), "index": 0}

    place = place_of(cursor, now())
    assert place.end - place.start == timedelta(days=120)
    assert place.start == end - timedelta(minutes=10)


def test_long_silence_is_caught_up_window_by_window(nvd, source):
    end = now() - timedelta(days=300)
    cursor = {"start": end.isoformat(), "end": end.isoformat(), "index": 0,
              "horizon": end.isoformat()}  # fmt: skip
    Source.objects.filter(pk=source.pk).update(cursor=cursor)
    nvd.records = [cve(n, published=stamp(days), lastModified=stamp(days))
                   for n, days in enumerate((290, 150, 1))]  # fmt: skip

    assert counts(poll_again(source)) == ("ok", 3, 0, 0, 0)
    assert len(nvd.asked) == 3


def test_key_goes_along_and_makes_haste(nvd, source, feeds, settings):
    assert nvd_pause(source.__class__(kind="nvd")) == 6.0
    settings.NVD_API_KEY = "sleutel"
    poll_again(source)

    assert feeds.asked[-1][1]["apikey"] == "sleutel"
    assert nvd_pause(source.__class__(kind="nvd")) == 0.6


def nvd_pause(source: Source) -> float:
    from qrc.feeds.kinds import kind_named

    return kind_named("nvd").pause(source)


@pytest.mark.parametrize(
    "body",
    [
        "[]", "{}", '{"vulnerabilities": {}, "totalResults": 0}',
        '{"vulnerabilities": [], "totalResults": 3}',
        '{"vulnerabilities": [{"cve": {"id": "x"}}], "totalResults": 1}',
        '{"vulnerabilities": [7], "totalResults": 1}', '{"vulnerabilities": [', "<html></html>",
    ],
)  # fmt: skip
def test_what_is_no_answer_of_nvd_changes_nothing(body, nvd, source):
    nvd.records = [cve()]
    poll_again(source)
    before = Source.objects.get(pk=source.pk).cursor
    nvd.__class__ = type("Bad", (Nvd,), {"__call__": lambda *_: Page(body.encode())})

    assert poll_again(source).status == "failed"
    assert Advisory.objects.standing().count() == 1
    assert Source.objects.get(pk=source.pk).cursor == before
