from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.activity.models import Activity
from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.alerts.standing import follow_items
from qrc.cases import services
from qrc.cases.models import Case
from qrc.matching.models import Hit
from qrc.matching.services import match_advisories
from tests.factories import portfolio
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db


def trail(case: Case) -> list[tuple[str, dict]]:
    rows = Activity.objects.filter(subject_type="qrc.case", subject_id=str(case.pk))
    return [(row.verb.removeprefix("qrc.case."), row.data) for row in rows.order_by("pk")]


def states() -> list[tuple[str, str, str]]:
    rows = Case.objects.order_by("organisation__name", "pk").select_related("organisation")
    return [(row.organisation.name, row.state, row.ended_by) for row in rows]


def close(case: Case, actor, state: str = "verholpen", note: str = "") -> Case:
    rows = Case.objects.filter(pk=case.pk)
    services.change_cases(cases=rows, state=state, note=note, actor=actor)
    case.refresh_from_db()
    return case


def escalate(advisory: Advisory) -> None:
    raise_alert(revision_id=make.revision(advisory, kind="escalated").pk)


def test_a_told_hit_opens_one_case_per_organisation(bob, charlie, gent, aalst, told):
    portfolio.known(gent, "1")
    portfolio.known(gent, "2")
    portfolio.known(aalst)
    told()

    assert states() == [("Aalst", "nieuw", ""), ("Gent", "nieuw", "")]
    assert {row.asked_at is not None for row in Case.objects.all()} == {True}
    assert [trail(case) for case in Case.objects.all()] == [[("opened", {})]] * 2


def test_opening_again_changes_nothing(case):
    before = Case.objects.values().get()
    hits = list(Hit.objects.select_related("advisory"))
    revision = case.advisory.revisions.get()

    assert services.open_cases(hits=hits, revision=revision) == 0
    assert services.settle() == {"opened": 0, "ended": 0}
    assert Case.objects.values().get() == before
    assert trail(case) == [("opened", {})]


@pytest.mark.parametrize("tlp", ["AMBER+STRICT", "RED"])
def test_what_the_circle_may_not_know_opens_nothing(bob, gent, told, tlp):
    portfolio.known(gent)
    told(tlp=tlp)
    services.settle()

    assert states() == []


def test_a_history_that_nobody_was_told_of_waits_for_no_answer(bob, gent):
    portfolio.known(gent)
    match_advisories([make.advisory()])

    assert services.settle() == {"opened": 1, "ended": 0}
    assert Case.objects.get().asked_at is None


def test_an_item_that_is_added_opens_what_stands_without_asking(bob, gent):
    match_advisories([make.advisory()])
    item = portfolio.known(gent)
    follow_items(items=[item.pk], ended=[], key="proef:1")

    assert states() == [("Gent", "nieuw", "")]
    assert Case.objects.get().asked_at is None


def test_a_withdrawal_closes_by_itself_and_says_so(case):
    Advisory.objects.filter(pk=case.advisory_id).update(withdrawn_at=timezone.now())
    raise_alert(revision_id=make.revision(case.advisory, kind="withdrawn").pk)

    assert states() == [("Gent", "niet-van-toepassing", "ingetrokken")]
    assert trail(case)[-1] == ("ended", {"reason": "ingetrokken"})
    assert services.settle() == {"opened": 0, "ended": 0}


def test_an_ended_item_closes_by_itself_and_its_return_opens_again(case):
    item = Hit.objects.get().item
    item.ended_at = timezone.now()
    item.save()
    follow_items(items=[], ended=[item.pk], key="proef:2")
    closed = states()
    item.ended_at = None
    item.save()
    follow_items(items=[item.pk], ended=[], key="proef:3")

    assert closed == [("Gent", "niet-van-toepassing", "niet-in-gebruik")]
    assert states() == [("Gent", "nieuw", "")]
    assert trail(case)[-2:] == [
        ("ended", {"reason": "niet-in-gebruik"}), ("reopened", {"reason": "terug"}),
    ]  # fmt: skip


def test_a_version_that_proves_unaffected_closes_by_itself(case):
    Hit.objects.update(version_state="not_affected")

    assert services.settle() == {"opened": 0, "ended": 1}
    assert states() == [("Gent", "niet-van-toepassing", "niet-getroffen")]


def test_an_escalation_opens_what_somebody_closed(case, bob):
    close(case, bob)
    escalate(case.advisory)
    case.refresh_from_db()

    assert (case.state, case.round, case.acknowledged_at) == ("nieuw", 2, None)
    assert case.asked_at > case.opened_at
    assert trail(case)[-1] == ("reopened", {"reason": "ernstiger"})


def test_a_small_change_leaves_closed_what_somebody_closed(case, bob):
    close(case, bob)
    raise_alert(revision_id=make.revision(case.advisory).pk)

    assert services.settle() == {"opened": 0, "ended": 0}
    assert states() == [("Gent", "verholpen", "")]


def test_another_item_that_is_hit_later_opens_again(case, bob, gent):
    close(case, bob, "niet-van-toepassing")
    item = portfolio.known(gent, "9.9")
    follow_items(items=[item.pk], ended=[], key="proef:4")

    assert states() == [("Gent", "nieuw", "")]
    assert trail(case)[-1] == ("reopened", {"reason": "nieuwe-treffer"})


def test_who_acknowledged_first_stays(case, alice, bob):
    assert services.acknowledge(cases=[case], user=bob, via="sms") == 1
    assert services.acknowledge(cases=[case], user=alice, via="scherm") == 0

    case.refresh_from_db()
    assert (case.acknowledged_by, case.acknowledged_via, case.state) == (bob, "sms", "nieuw")
    assert trail(case) == [("opened", {}), ("acknowledged", {"via": "sms"})]


def test_one_event_told_twice_is_acknowledged_once(bob, gent, told):
    portfolio.known(gent)
    first, second = told(cves=["CVE-2026-70001"]), told(cves=["CVE-2026-70001"])
    other = told(cves=["CVE-2026-70009"], title="Iets anders bij PoortWacht")
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.cluster_id == second.cluster_id is not None
    services.acknowledge(cases=[Case.objects.get(advisory=first)], user=bob, via="mail")

    seen = Case.objects.exclude(acknowledged_at=None).values_list("advisory", flat=True)
    assert set(seen) == {first.pk, second.pk}
    assert other.pk not in seen


def test_changing_keeps_the_note_out_of_the_trail(case, alice):
    close(case, alice, "in-behandeling", " Wachten op de leverancier. ")

    assert (case.state, case.note, case.changed_by) == (
        "in-behandeling", "Wachten op de leverancier.", alice,
    )  # fmt: skip
    assert case.acknowledged_by == alice
    assert trail(case)[1:] == [
        ("acknowledged", {"via": "scherm"}),
        ("changed", {"before": "nieuw", "after": "in-behandeling", "noted": True}),
    ]


def test_saying_the_same_again_records_nothing(case, alice):
    close(case, alice, "in-behandeling", "Zo.")
    before = trail(case)
    close(case, alice, "in-behandeling", "Zo.")

    assert trail(case) == before


def test_found_before_it_was_closed_opens_nothing(case, bob):
    Hit.objects.update(found_at=timezone.now() - timedelta(days=1))
    close(case, bob)

    assert services.settle() == {"opened": 0, "ended": 0}
