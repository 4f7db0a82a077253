from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from qrc.advisories.models import Advisory, AdvisoryRevision, HeldWithdrawal
from tests.qrc.feeds.writing import counts, kev, poll_again, vulnerability

pytestmark = pytest.mark.django_db

NOTHING = ("ok", 0, 0, 0, 0)


@pytest.fixture
def turn(feeds, follow):
    source = follow("/kev.json", "kev")

    def turn(*entries, **fields):
        feeds.serve("/kev.json", kev(*entries, **fields))
        return counts(poll_again(source))

    return turn


def test_entry_in_full(turn):
    turn(vulnerability(7))

    found = Advisory.objects.get()
    assert (found.identity, found.title, found.summary) == ("CVE-2026-00007", "Lek 7", "Een lek.")
    assert (found.severity, found.exploited, found.ransomware) == ("high", True, False)
    assert (found.action, found.due_on) == ("Werk bij.", date(2026, 5, 22))
    assert found.published_at == datetime(2026, 5, 1, tzinfo=UTC)
    assert found.products == [
        {"vendor": "PoortWacht", "product": "VPN 7", "versions": "", "status": "known_affected"}
    ]
    assert [each["url"] for each in found.references] == [
        "https://a.example/1",
        "https://b.example/2",
    ]


def test_ransomware_makes_it_critical_and_escalates(turn):
    turn(vulnerability())

    assert turn(vulnerability(knownRansomwareCampaignUse="Known")) == ("ok", 0, 1, 0, 0)
    assert Advisory.objects.get().severity == "critical"


@pytest.mark.parametrize(
    "fault",
    [
        {"count": 2},
        {"count": "1"},
        {"vulnerabilities": {}},
        {"vulnerabilities": [vulnerability(cveID="CVE-2026-1 ")]},
        {"vulnerabilities": [vulnerability() | {"product": None}]},
        {"vulnerabilities": ["CVE-2026-00001"]},
    ],
)
def test_list_that_is_not_right_changes_nothing(turn, fault):
    turn(vulnerability())

    assert turn(vulnerability(), **fault) == ("failed", 0, 0, 0, 0)
    assert Advisory.objects.get().withdrawn_at is None


def test_shrunk_list_is_not_believed(turn):
    entries = [vulnerability(n) for n in range(30)]
    turn(*entries)

    assert turn(*entries[:14]) == ("failed", 0, 0, 0, 0)
    assert turn(*entries[:15]) == NOTHING
    assert HeldWithdrawal.objects.count() == 15


def test_other_list_of_the_same_length_is_not_believed(turn):
    turn(*(vulnerability(n) for n in range(30)))

    assert turn(*(vulnerability(n + 100) for n in range(30))) == ("failed", 0, 0, 0, 0)


def test_small_list_may_shrink_a_little_at_once(turn):
    turn(*(vulnerability(n) for n in range(20)))

    assert turn(*(vulnerability(n) for n in range(17))) == ("ok", 0, 0, 0, 3)
    assert turn() == NOTHING
    assert HeldWithdrawal.objects.count() == 17


def test_older_list_undoes_nothing(turn):
    new, old = "2026-05-02T10:00:00.1234Z", "2026-05-01T10:00:00.5Z"
    turn(vulnerability(1), vulnerability(2), dateReleased=new)

    assert turn(vulnerability(1, product="Oud"), dateReleased=old) == NOTHING
    assert turn(vulnerability(1), dateReleased=new) == ("ok", 0, 0, 0, 1)


def test_release_date_in_the_future_does_not_stop_the_source(turn):
    far = (datetime.now(UTC) + timedelta(days=400)).isoformat()
    turn(vulnerability(1), dateReleased=far)

    now = datetime.now(UTC).isoformat()
    assert turn(vulnerability(1), vulnerability(2), dateReleased=now) == ("ok", 1, 0, 0, 0)


def test_one_entry_twice_is_one_advisory(turn):
    assert turn(vulnerability(), vulnerability()) == ("ok", 1, 0, 0, 0)


SHOWN = (
    "vendorProject",
    "product",
    "vulnerabilityName",
    "shortDescription",
    "requiredAction",
    "dueDate",
)


def expected(before: dict[str, dict], after: dict[str, dict]) -> tuple[str, int, int, int, int]:
    """From the raw files alone: what is new, flips, is edited or gone."""
    both = set(before) & set(after)
    flips = {each for each in both if ransom(after[each]) and not ransom(before[each])}
    edits = {each for each in both - flips if shown(before[each]) != shown(after[each])}
    return ("ok", len(set(after) - both), len(flips), len(edits), len(set(before) - both))


def ransom(entry: dict) -> bool:
    return entry["knownRansomwareCampaignUse"] == "Known"


def shown(entry: dict) -> tuple:
    words = entry["notes"].replace(";", " ").split()
    return (
        *(entry[name].strip() for name in SHOWN),
        [each for each in words if each.startswith("http")],
        ransom(entry),
    )


def test_recorded_polls_in_order(real_data: Path, feeds, follow):
    source = follow("/kev.json", "kev", first_poll="silent")
    before: dict[str, dict] = {}
    seen = []
    for path in sorted((real_data / "kev").glob("*.json")):
        body = path.read_bytes()
        feeds.serve("/kev.json", body, validators=False)
        result = counts(poll_again(source))
        if "truncated" in path.name:
            assert result == ("failed", 0, 0, 0, 0)
            continue
        after = {each["cveID"]: each for each in json.loads(body)["vulnerabilities"]}
        assert result == expected(before, after)
        assert Advisory.objects.filter(withdrawn_at=None).count() == len(after)
        assert counts(poll_again(source)) == NOTHING
        before = after
        seen.append(result)

    _status, new, flips, edits, gone = zip(*seen, strict=True)
    assert (sum(new), sum(flips), sum(gone)) == (1405, 38, 1)
    assert sum(edits) > 0
    withdrawn = Advisory.objects.exclude(withdrawn_at=None)
    assert list(withdrawn.values_list("identity", flat=True)) == ["CVE-2025-4664"]
    assert AdvisoryRevision.objects.filter(silent=True).count() == new[0]
