from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.activity.models import Activity
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.advisories.services import Counts, take_in
from qrc.advisories.values import Report
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def source():
    return make.source()


def report(identity="PW-1", **fields) -> Report:
    return Report(identity=identity, **({"title": "PoortWacht", "severity": "medium"} | fields))


def take(source, *reports, complete=False, silent=False) -> Counts:
    return take_in(source=source, reports=reports, fetch=None, complete=complete, silent=silent)


def kinds(identity="PW-1") -> list[str]:
    rows = AdvisoryRevision.objects.filter(advisory__identity=identity).order_by("number")
    return list(rows.values_list("kind", flat=True))


def recorded() -> list[int]:
    rows = Activity.objects.filter(verb="qrc.advisory.revised").order_by("pk")
    return [row.data["revision"] for row in rows]


def test_first_report_is_new_and_recorded(source):
    assert take(source, report()) == Counts(new=1)

    revision = AdvisoryRevision.objects.get()
    assert (revision.kind, revision.number, revision.silent) == ("new", 1, False)
    assert revision.content["title"] == "PoortWacht"
    assert recorded() == [revision.pk]


def test_same_report_again_leaves_no_trace(source):
    take(source, report())

    assert take(source, report()) == Counts()
    assert (kinds(), len(recorded())) == (["new"], 1)


def test_silent_report_is_kept_and_told_to_nobody(source):
    assert take(source, report(), silent=True) == Counts(new=1)

    assert AdvisoryRevision.objects.get().silent is True
    assert recorded() == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"severity": "unknown"}, {"severity": "low"}),
        ({"severity": "medium"}, {"severity": "critical"}),
        ({"exploited": False}, {"exploited": True}),
        ({"ransomware": False}, {"ransomware": True}),
        ({"severity": "critical"}, {"severity": "low", "exploited": True}),
    ],
)
def test_what_grows_worse_is_escalated(source, before, after):
    take(source, report(**before))

    assert take(source, report(**before | after)) == Counts(escalated=1)
    assert kinds() == ["new", "escalated"]


@pytest.mark.parametrize(
    "after",
    [
        {"severity": "low"},
        {"severity": "unknown"},
        {"title": "PoortWacht VPN"},
        {"action": "Werk bij."},
        {"products": [{"vendor": "P", "product": "Q", "versions": "", "status": ""}]},
        {"tlp": "AMBER"},
    ],
)
def test_any_other_difference_is_changed(source, after):
    take(source, report())

    assert take(source, report(**after)) == Counts(changed=1)
    assert kinds() == ["new", "changed"]


def test_change_names_what_differs_in_dutch(source):
    take(source, report())
    take(source, report(severity="high", exploited=True))

    assert AdvisoryRevision.objects.get(number=2).changes == [
        {"field": "severity", "label": "Ernst", "before": "medium", "after": "high"},
        {"field": "exploited", "label": "Misbruik vastgesteld", "before": "nee", "after": "ja"},
    ]


def test_another_date_alone_is_no_change(source):
    take(source, report(published_at=MAY))

    assert take(source, report(published_at=MAY + timedelta(days=3))) == Counts()


def test_withdrawn_by_the_source(source):
    take(source, report())

    assert take(source, report(withdrawn=True)) == Counts(withdrawn=1)
    assert take(source, report(withdrawn=True)) == Counts()
    assert Advisory.objects.get().withdrawn_at is not None


def test_withdrawn_before_we_knew_it_is_nobodys_news(source):
    assert take(source, report(withdrawn=True)) == Counts()
    assert Advisory.objects.count() == 0


def test_gone_from_a_complete_catalogue_is_withdrawn(source):
    other = make.source()
    take(other, report("PW-2"))
    take(source, report("PW-1"), report("PW-2"), complete=True)

    assert take(source, report("PW-1"), complete=True) == Counts(withdrawn=1)
    gone = Advisory.objects.exclude(withdrawn_at=None)
    assert list(gone.values_list("source", "identity")) == [(source.pk, "PW-2")]


def test_gone_from_a_feed_is_not_withdrawn(source):
    take(source, report("PW-1"), report("PW-2"))

    assert take(source, report("PW-1")) == Counts()


def test_return_of_a_withdrawn_one_warns_again(source):
    take(source, report(), complete=True)
    take(source, complete=True)

    assert take(source, report(), complete=True) == Counts(new=1)
    assert kinds() == ["new", "withdrawn", "new"]
    assert Advisory.objects.get().withdrawn_at is None


@pytest.mark.parametrize(
    ("known", "late"),
    [
        ({"source_version": "1.10"}, {"source_version": "1.9"}),
        ({"updated_at": MAY}, {"updated_at": MAY - timedelta(hours=1)}),
        (
            {"source_version": "2", "updated_at": MAY},
            {"source_version": "2", "updated_at": MAY - timedelta(hours=1)},
        ),
    ],
)
def test_older_telling_undoes_nothing(source, known, late):
    take(source, report(severity="critical", **known))

    assert take(source, report(severity="low", withdrawn=True, **late)) == Counts()
    assert Advisory.objects.get().severity == "critical"


def test_newer_version_that_shows_the_same_still_counts_as_the_newest(source):
    take(source, report(source_version="1"))
    take(source, report(source_version="3"))

    assert take(source, report(source_version="2", title="Oud")) == Counts()
    assert (Advisory.objects.get().source_version, kinds()) == ("3", ["new"])


def test_feed_that_swings_between_two_states_tells_each_once(source):
    calm, worse = report(severity="low"), report(severity="high")
    take(source, calm)
    take(source, worse)

    for each in (calm, worse, calm, worse):
        assert take(source, each) == Counts()
    assert kinds() == ["new", "escalated"]


def test_state_that_stays_back_for_a_day_is_believed(source):
    calm, worse = report(severity="low"), report(severity="high")
    take(source, calm)
    take(source, worse)
    Advisory.objects.update(changed_at=timezone.now() - timedelta(hours=25))

    assert take(source, calm) == Counts(changed=1)
    Advisory.objects.update(changed_at=timezone.now() - timedelta(hours=25))
    assert take(source, worse) == Counts(changed=1)
    assert kinds() == ["new", "escalated", "changed", "changed"]


def test_twice_in_one_payload_is_one_advisory_by_the_newest(source):
    older, newer = report(source_version="1"), report(source_version="2", title="Nieuw")

    assert take(source, older, newer, older) == Counts(new=1)
    assert Advisory.objects.get().title == "Nieuw"


def test_twice_without_version_the_first_counts(source):
    take(source, report(title="Bovenaan"), report(title="Onderaan"))

    assert Advisory.objects.get().title == "Bovenaan"


def test_signs_that_cannot_be_stored_are_left_out(source):
    odd = report(
        "PW\x00-1", title="Poort\ud800Wacht\x07", summary="a\x00b\nc", link="javascript:x()"
    )

    take(source, odd)

    stored = Advisory.objects.get()
    assert (stored.identity, stored.title, stored.summary) == ("PW-1", "PoortWacht", "ab\nc")
    assert stored.link == ""


def catalogue(size: int) -> list[Report]:
    return [
        report(
            f"CVE-2026-{n:05}",
            summary="x" * 300,
            severity="high",
            products=[{"vendor": "V", "product": f"P{n}"}],
        )
        for n in range(size)
    ]


def counted(source, reports, **how) -> int:
    with CaptureQueriesContext(connection) as queries:
        take(source, *reports, complete=True, **how)
    return len(queries)


def test_whole_catalogue_takes_a_handful_of_queries(source):
    reports = catalogue(1400)

    first = counted(source, reports)
    again = counted(source, reports)
    changed = counted(source, [replace(each, action="Werk bij.") for each in reports])

    assert first <= 20
    assert again <= 4
    assert changed <= 20
    assert AdvisoryRevision.objects.count() == 2800


def test_queries_do_not_grow_with_what_is_unchanged(source):
    few, many = catalogue(3), catalogue(60)
    take(source, *few)
    take(source, *many)

    with CaptureQueriesContext(connection) as small:
        take(source, *few)
    with CaptureQueriesContext(connection) as large:
        take(source, *many)
    assert len(small) == len(large)
