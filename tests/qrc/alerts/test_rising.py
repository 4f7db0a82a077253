"""A warning that comes to concern somebody later: told once, to exactly those, and to nobody twice."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from community.activity.models import Activity, Owed
from community.activity.services import pay_owed
from community.kit.clock import BRUSSELS
from community.messaging.models import Address, Body, Delivery, Message
from community.messaging.quiet import save_quiet_hours
from qrc.advisories.models import Advisory
from qrc.advisories.rises import rise_of
from qrc.alerts import rising
from qrc.alerts.models import Alert
from qrc.alerts.overview import sent_to
from qrc.alerts.rising import tell_risen
from qrc.alerts.services import raise_alert
from qrc.bundles.models import Bundle, BundleEntry
from qrc.bundles.services import release_due
from qrc.desk.services import approve
from qrc.feeds.enums import ReleasePolicy
from qrc.releases.models import Release
from qrc.subscriptions.services import stop_subscription, subscriber_of
from tests.factories import portfolio
from tests.factories import qrc as make
from tests.people import make_member
from tests.qrc.alerts.rises import CVE, OTHER, events, listing, rise, rung, score, tell, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def low(db: None) -> None:
    score(0.03)


def test_only_whose_minimum_it_reached_hears_and_learns_why(low, gent, aalst, alice, bob, charlie):
    one = wish(alice, words=["PoortWacht"], organisation=gent)
    wish(bob, min_epss=0.5, organisation=gent)
    all_along = wish(charlie, min_epss=0.02, organisation=aalst)
    advisory = tell()
    assert rung() == [all_along]

    rise(0.41)

    assert sorted(rung()) == sorted([all_along, one])
    (activity,) = Activity.objects.filter(verb="qrc.advisory.likelier")
    row = Delivery.objects.get(recipient=one, channel="email")
    thread = f"qrc.advisory:{advisory.pk}"
    assert (row.key, row.message.thread) == (
        f"{thread}#1:epss:{activity.pk}|{one}|email", thread,
    )  # fmt: skip
    assert row.parts["why"] == (
        "De kans op misbruik (EPSS) steeg van 3 % tot 41 %. "
        "U krijgt dit omdat u waarschuwingen over “PoortWacht” vroeg, voor Gent."
    )
    body = Body.objects.get(message=row.message, channel="email", language="nl")
    assert body.subject == f"Ernstiger geworden: Hoog: {advisory.title}"
    assert (Alert.objects.count(), Advisory.objects.get().number) == (2, 1)


@pytest.mark.parametrize(("minimum", "heard"), [(0.03, 0), (0.030001, 1), (0.41, 1), (0.410001, 0)])
def test_minimum_lies_above_before_and_not_above_now(low, minimum, heard):
    reader = wish(min_epss=minimum)
    tell()
    before = rung()

    rise(0.41)

    assert rung() == before + [reader] * heard


@pytest.mark.parametrize(
    "rules",
    [
        {"min_severity": "critical"}, {"words": ["Oracle"]}, {"keywords": ["phishing"]},
        {"only_exploited": True}, {"max_tlp": "CLEAR"}, {"sources": [0]},
    ],
)  # fmt: skip
def test_all_other_rules_hold(low, gent, alice, bob, rules):
    wish(alice, organisation=gent, **rules)
    plain = wish(bob, organisation=gent)
    tell(tlp="GREEN")

    rise(0.41)

    assert rung() == [plain]


def test_circle_holds(low, gent, alice, newcomer):
    member = wish(alice, organisation=gent)
    wish(newcomer)
    tell(tlp="AMBER")

    rise(0.41)

    assert rung() == [member]


@pytest.mark.parametrize(
    ("before", "now"), [(None, 0.41), (0.41, 0.03), (0.03, 0.09), (0.2, 0.41), (0.03, 0.03)]
)
def test_what_reaches_no_minimum_is_not_even_recorded(before, now):
    wish()
    if before is not None:
        score(before)
    tell()

    score(now)

    assert events() == []


def test_nobody_with_a_minimum_records_nothing_in_few_queries(low, django_assert_num_queries):
    tell()
    stop_subscription(subscription=make.subscriber(min_epss=0.1).subscriptions.get(), actor=None)

    with django_assert_num_queries(6):
        score(0.41)

    assert events() == []


def test_it_is_the_highest_chance_of_a_warning_that_counts(low):
    reader = wish()
    tell(cves=[CVE, OTHER])
    rise(0.2, cve=OTHER)
    assert rung() == [reader]
    late = wish(min_epss=0.15)

    rise(0.18)

    assert [data for _verb, data in events()] == [
        {"cve": OTHER, "before": 0.03, "now": 0.2, "on": "2026-11-10"}
    ]
    assert late not in rung()


def test_same_queries_for_one_advisory_and_for_three(low, django_assert_num_queries):
    wish()
    tell()
    with django_assert_num_queries(11):
        score(0.41)
    tell()
    tell()
    score(0.03)

    with django_assert_num_queries(11):
        score(0.41)

    assert len(events()) == 4


def test_crossing_rings_once_however_often_it_is_paid(low):
    reader = wish()
    advisory = tell()
    rise(0.41)
    Owed.objects.update(paid_at=None)

    pay_owed()
    score(0.41)
    pay_owed()

    assert rung() == [reader]
    assert Alert.objects.filter(revision__advisory=advisory).count() == 2


def test_falling_and_rising_again_never_rings_again(low):
    reader = wish()
    tell()
    for epss in (0.41, 0.05, 0.3, 0.02, 0.9):
        rise(epss)

    assert (len(events()), rung()) == (3, [reader])


def test_reaction_that_comes_when_it_fell_again_rings_nobody(low):
    wish()
    tell()
    score(0.41)
    score(0.05)

    pay_owed()

    assert rung() == []


def test_events_paid_in_the_wrong_order_ring_each_reader_once(low):
    one, other = wish(), wish(min_epss=0.5)
    advisory = tell()
    score(0.2)
    score(0.8)
    first, second = Activity.objects.filter(verb="qrc.advisory.likelier").order_by("pk")

    for activity in (second, first, second):
        tell_risen(advisory_id=advisory.pk, rise=rise_of(activity))

    assert rung() == sorted([one, other])


@pytest.mark.parametrize("step", ["tell", "_audience", "_last_told"])
def test_killed_at_any_step_leaves_it_owed_and_is_told_once(low, monkeypatch, step):
    reader = wish()
    tell()
    score(0.41)
    done = getattr(rising, step)

    def die(*args: Any) -> None:
        done(*args)
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(rising, step, die)
        with pytest.raises(SystemExit), transaction.atomic():
            pay_owed()
    owed = Owed.objects.filter(reaction="qrc.tell_likelier", paid_at=None).count()
    assert (rung(), Alert.objects.count(), owed) == ([], 1, 1)

    pay_owed()

    assert (rung(), Alert.objects.count()) == ([reader], 2)


def _learn_and_die() -> None:
    with transaction.atomic():
        score(0.41)
        raise SystemExit


def test_killed_while_learning_keeps_neither_score_nor_event(low):
    wish()
    tell()

    with pytest.raises(SystemExit):
        _learn_and_die()
    assert events() == []

    rise(0.41)

    assert len(rung()) == 1


def test_who_was_told_by_another_wish_or_the_portfolio_is_not_told_again(
    low, gent, alice, newcomer
):
    portfolio.known(gent, "7.2.3")
    contact = wish(alice, organisation=gent)
    other = wish(newcomer, words=["PoortWacht"], min_epss=None, channels=["web"])
    wish(newcomer)
    tell()
    assert (rung(), sorted(rung("web"))) == ([contact], sorted([contact, other]))

    rise(0.41)

    assert (rung(), sorted(rung("web"))) == ([contact], sorted([contact, other]))


def test_contacts_hear_of_their_portfolio_whatever_the_chance(low, gent, alice):
    portfolio.known(gent, "7.2.3")

    tell()

    assert rung() == [subscriber_of(user=alice).recipient]


def test_portfolio_wish_rings_only_who_is_hit(low, gent, aalst, newcomer, charlie, alice):
    make_member(newcomer, gent)
    ours = wish(newcomer, organisation=gent, portfolio=True)
    wish(charlie, organisation=aalst, portfolio=True)
    portfolio.known(gent, "7.2.3", name="Onze VPN")
    tell()
    assert ours not in rung()

    rise(0.41)

    assert sorted(rung()) == sorted([subscriber_of(user=alice).recipient, ours])
    why = Delivery.objects.get(recipient=ours, channel="email").parts["why"]
    assert why.startswith(
        "De kans op misbruik (EPSS) steeg van 3 % tot 41 %. U krijgt dit omdat “On"
    )


def test_withdrawn_rings_nobody(low):
    wish()
    advisory = tell()
    Advisory.objects.filter(pk=advisory.pk).update(withdrawn_at=timezone.now())
    rise(0.41)
    assert (events(), rung()) == ([], [])

    Advisory.objects.filter(pk=advisory.pk).update(withdrawn_at=None)
    score(0.03)
    score(0.41)
    Advisory.objects.filter(pk=advisory.pk).update(withdrawn_at=timezone.now())
    pay_owed()

    assert (len(events()), rung()) == (1, [])


def test_what_waits_at_the_desk_rings_nobody_and_is_matched_when_it_is_freed(low, qrc_editor):
    reader = wish()
    advisory = tell(source=make.source(release_policy=ReleasePolicy.REVIEW))
    rise(0.41)
    assert (len(events()), rung()) == (1, [])

    approve(release=Release.objects.get(), actor=qrc_editor)
    pay_owed()

    assert rung() == [reader]
    assert Alert.objects.get(revision__advisory=advisory).occasion == ""


def test_last_state_that_was_told_is_offered_while_a_later_one_waits(low, qrc_editor):
    reader = wish()
    source = make.source(release_policy=ReleasePolicy.REVIEW)
    advisory = make.advisory(cves=[CVE], source=source, title="Verteld")
    first = make.revision(advisory, content={"title": "Verteld", "tlp": "CLEAR", "cves": [CVE]})
    raise_alert(revision_id=first.pk)
    approve(release=Release.objects.get(), actor=qrc_editor)
    pay_owed()
    Advisory.objects.filter(pk=advisory.pk).update(title="Nog geheim")
    tell(Advisory.objects.get(pk=advisory.pk))

    rise(0.41)

    assert rung() == [reader]
    message = Message.objects.get(kind="qrc.alert")
    assert message.key.startswith(f"qrc.advisory:{advisory.pk}#1:epss:")
    texts = message.bodies.values_list("text", "subject", "html")
    assert not any("geheim" in part for row in texts for part in row)


def test_state_told_in_a_wider_circle_than_now_is_not_offered(low):
    wish()
    advisory = make.advisory(cves=[CVE], tlp="GREEN")
    raise_alert(revision_id=make.revision(advisory, content={"tlp": "CLEAR", "cves": [CVE]}).pk)

    rise(0.41)

    assert rung() == []


def test_history_that_was_never_told_rings_nobody(low):
    wish()
    advisory = make.advisory(cves=[CVE])
    raise_alert(revision_id=make.revision(advisory, silent=True).pk)

    rise(0.41)

    assert rung() == []


def test_desk_that_chose_besturen_keeps_it_to_those(low, gent, aalst, alice, charlie, qrc_editor):
    one = wish(alice, organisation=gent)
    wish(charlie, organisation=aalst)
    tell(source=make.source(release_policy=ReleasePolicy.REVIEW))
    release = Release.objects.get()
    release.organisations.set([gent])
    approve(release=release, actor=qrc_editor)
    pay_owed()

    rise(0.41)

    assert rung() == [one]


def test_small_change_told_after_the_rise_does_not_silence_it(low, gent, alice):
    reader = wish(alice, organisation=gent)
    advisory = tell()
    score(0.41)
    tell(advisory)
    assert (rung(), rung("web")) == ([], [reader])

    pay_owed()

    assert rung() == [reader]


def test_who_heard_the_grave_state_is_not_rung_after_a_small_change(low):
    score(0.2)
    reader = wish()
    advisory = tell()
    score(0.05)
    tell(advisory)

    rise(0.3)

    assert (len(events()), rung()) == (1, [reader])


def test_two_sources_of_one_event_ring_once(low):
    reader = wish()
    tell()
    tell()

    rise(0.41)

    assert (len(events()), rung()) == (2, [reader])


def test_slow_rhythm_gets_it_in_its_bundle_once(low):
    reader = wish(cadence="daily")
    advisory = tell()
    rise(0.41)
    rise(0.05)
    rise(0.41)
    assert (rung(), BundleEntry.objects.count()) == ([], 1)

    Bundle.objects.update(due_at=timezone.now())
    release_due()
    rise(0.02)
    rise(0.5)

    row = Delivery.objects.get(channel="email")
    assert (row.recipient, row.message.kind) == (reader, "qrc.bundle")
    text = Body.objects.get(message=row.message, channel="email").text
    assert "De kans op misbruik (EPSS) steeg van 3 % tot 41 %." in text
    assert BundleEntry.objects.get().revision.advisory == advisory


def test_bundle_that_leaves_when_it_fell_again_says_nothing_of_it(low):
    wish(cadence="daily")
    tell()
    rise(0.41)
    rise(0.05)

    Bundle.objects.update(due_at=timezone.now())
    release_due()

    assert (BundleEntry.objects.get().fate, Delivery.objects.count()) == ("ongewenst", 0)


def test_exploited_at_once_whatever_the_rhythm(low):
    reader = wish(cadence="daily", min_epss=None, only_exploited=True)
    tell()

    listing(CVE)
    pay_owed()

    assert rung() == [reader]


def test_no_more_an_hour_than_was_asked(low):
    reader = wish(most_per_hour=1)
    tell()
    tell(cves=[OTHER])
    score(0.03, cve=OTHER)

    rise(0.41)
    rise(0.41, cve=OTHER)

    assert rung() == [reader]
    assert BundleEntry.objects.get().bundle.subscriber.recipient == reader


def test_quiet_hours_hold_it(gent, alice):
    with time_machine.travel(datetime(2026, 11, 10, 23, 0, tzinfo=BRUSSELS), tick=False):
        save_quiet_hours(
            user=alice, starts=time(22), ends=time(7), weekend=False, channels=["email"], passes=1
        )
        score(0.03)
        reader = wish(alice, organisation=gent)
        tell()

        rise(0.41)

    row = Delivery.objects.get(recipient=reader, channel="email")
    assert row.not_before == datetime(2026, 11, 11, 7, 0, tzinfo=BRUSSELS)


def test_withdrawal_reaches_whom_a_rise_brought_it(low):
    reader = wish()
    advisory = tell()
    tell(advisory)
    rise(0.41)
    Delivery.objects.update(state="sent")

    tell(advisory, kind="withdrawn")

    assert rung() == [reader, reader]


def test_weekly_overview_and_system_of_the_bestuur_hear_of_it(low, gent, alice):
    hook = Address.objects.create(
        channel="webhook", value="https://a.example/1", organisation=gent, state="bevestigd"
    )
    reader = wish(alice, organisation=gent)
    advisory = tell()
    Alert.objects.update(raised_at=timezone.now() - timedelta(days=30))

    rise(0.41)

    assert rung("webhook") == [f"webhook:{hook.pk}"]
    week = {"since": timezone.now() - timedelta(days=7), "until": timezone.now()}
    assert [each.advisory for each in sent_to([reader], **week)[reader]] == [advisory]
