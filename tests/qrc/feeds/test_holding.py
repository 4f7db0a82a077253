"""Withdrawals in a crowd wait for an editor; a few go at once."""

from __future__ import annotations

import json
from datetime import date

import pytest

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.messaging.models import Delivery
from qrc.advisories.models import Advisory, AdvisoryRevision, CveFact, HeldWithdrawal
from qrc.advisories.services import dismiss_held, withdraw_held
from tests.qrc.feeds.writing import counts, csaf, kev, poll_again, vulnerability

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(follow):
    return follow("/kev.json", "kev")


@pytest.fixture
def turn(feeds, source):
    def turn(*numbers: int) -> tuple[str, int, int, int, int]:
        feeds.serve("/kev.json", kev(*(vulnerability(n) for n in numbers)), validators=False)
        return counts(poll_again(source))

    return turn


def standing() -> int:
    return Advisory.objects.standing().count()


def test_three_go_at_once_and_four_wait(turn):
    turn(*range(20))

    assert turn(*range(17)) == ("ok", 0, 0, 0, 3)
    assert turn(*range(13)) == ("ok", 0, 0, 0, 0)
    assert (standing(), HeldWithdrawal.objects.count()) == (17, 4)


def test_one_in_a_hundred_goes_at_once(turn):
    turn(*range(500))

    assert turn(*range(495)) == ("ok", 0, 0, 0, 5)
    assert turn(*range(490)) == ("ok", 0, 0, 0, 0)


def test_everything_else_of_the_poll_is_taken_in(turn):
    turn(*range(20))

    assert turn(*range(10), 50, 51) == ("ok", 2, 0, 0, 0)
    assert standing() == 22


def test_what_waits_stays_waiting_however_often_it_is_said(turn):
    turn(*range(20))
    for _again in range(3):
        turn(*range(15))

    assert (standing(), HeldWithdrawal.objects.count()) == (20, 5)
    held = Activity.objects.filter(verb="qrc.source.held")
    assert list(held.values_list("data", flat=True)) == [{"held": 5}]
    assert turn(*range(13)) == ("ok", 0, 0, 0, 2)


def test_what_is_named_again_waits_no_longer(turn):
    turn(*range(20))
    turn(*range(15))
    turn(*range(18))

    waiting = HeldWithdrawal.objects.values_list("advisory__identity", flat=True)
    assert sorted(waiting) == ["CVE-2026-00018", "CVE-2026-00019"]


def test_editor_believes_them(turn, source, qrc_editor, client_of):
    turn(*range(20))
    turn(*range(15))
    client = client_of(qrc_editor)
    address = f"/qrc/bronnen/{source.pk}/"
    assert "5 intrekkingen wachten op u" in client.get(address).content.decode()
    client.post(f"{address}intrekkingen/", {"doe": "aanvaarden"})

    assert (standing(), HeldWithdrawal.objects.count()) == (15, 0)
    told = AdvisoryRevision.objects.filter(kind="withdrawn", silent=False)
    assert told.count() == Activity.objects.filter(verb="qrc.advisory.revised").count() - 20 == 5
    row = Activity.objects.get(verb="qrc.source.judged")
    assert (row.actor_id, row.data) == (qrc_editor.pk, {"accepted": 5})
    assert "wachten op u" not in client.get(address).content.decode()


def test_editor_keeps_the_warnings(turn, source, qrc_editor):
    turn(*range(20))
    turn(*range(15))
    dismiss_held(source=source, actor=qrc_editor)

    assert turn(*range(15)) == ("ok", 0, 0, 0, 0)
    assert withdraw_held(source=source, actor=qrc_editor) == 0
    assert standing() == 20
    turn(*range(20))
    assert HeldWithdrawal.objects.count() == 0


def test_editors_hear_of_it_once(turn, source, qrc_editor):
    turn(*range(20))
    turn(*range(15))
    turn(*range(15))
    pay_owed()

    rows = Delivery.objects.filter(message__kind="qrc.source_alarm")
    assert set(rows.values_list("user_id", flat=True)) == {qrc_editor.pk}
    subject = rows.first().message.bodies.filter(channel="web", language="nl").get().subject
    assert subject == f"Bron {source.name} trekt ineens veel waarschuwingen in"


def test_what_a_source_says_itself_waits_too(feeds, follow, qrc_editor):
    source = follow("/csaf/", "csaf")

    def serve(version: str, **tracking: str) -> None:
        names = [f"d{n}.json" for n in range(6)]
        when = f"2026-05-0{version}T00:00:00Z"
        feeds.serve("/csaf/changes.csv", "".join(f"{each},{when}\n" for each in names))
        for n, name in enumerate(names):
            document = {"category": "csaf_withdrawn"} if tracking else {}
            feeds.serve(f"/csaf/{name}", json.dumps(csaf(n, version, document=document)))

    serve("1")
    assert counts(poll_again(source)) == ("ok", 6, 0, 0, 0)
    serve("2", status="final")
    assert counts(poll_again(source)) == ("ok", 0, 0, 0, 0)
    assert (standing(), HeldWithdrawal.objects.count()) == (6, 6)

    assert withdraw_held(source=source, actor=qrc_editor) == 6
    assert set(Advisory.objects.values_list("source_version", flat=True)) == {"2"}


def test_list_of_cisa_is_remembered_by_cve(turn, feeds, source):
    turn(1, 2)
    feeds.serve("/kev.json", kev(vulnerability(1, knownRansomwareCampaignUse="Known")))
    poll_again(source)

    assert list(CveFact.objects.values_list("cve", "kev_since", "ransomware")) == [
        ("CVE-2026-00001", date(2026, 5, 1), True), ("CVE-2026-00002", None, False),
    ]  # fmt: skip


def test_what_waits_is_still_listed(turn):
    turn(*range(20))
    turn(*range(10))

    assert CveFact.objects.exclude(kev_since=None).count() == 20
