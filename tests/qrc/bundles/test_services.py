"""Bundles: what does not ring at once is told once, and only what still holds."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.activity.models import Activity
from community.kit.clock import BRUSSELS
from community.messaging.models import Body, Delivery
from community.messaging.quiet import save_quiet_hours
from community.messaging.stopping import unsubscribe_url
from community.organisations.models import Membership
from qrc.advisories.models import Advisory
from qrc.alerts.overview import sent_to
from qrc.alerts.services import raise_alert
from qrc.bundles import services
from qrc.bundles.models import Bundle, BundleEntry
from qrc.bundles.services import put_aside, release_due
from qrc.bundles.values import Aside
from qrc.notifications import ALERT, BUNDLE, LIST
from qrc.subscriptions.models import Subscription
from qrc.subscriptions.services import stop_subscription, subscribe, subscriber_of
from tests.factories import portfolio
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
TUESDAY = datetime(2026, 11, 10, 19, 0, tzinfo=BRUSSELS)


def of_kind(kind: Any) -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(message__kind=kind.key).order_by("recipient", "channel", "pk")
    return list(rows.values_list("recipient", "channel"))


def fates() -> list[str]:
    return list(BundleEntry.objects.order_by("pk").values_list("fate", flat=True))


def make_due() -> None:
    Bundle.objects.open().update(due_at=timezone.now())


def body(channel: str = "email") -> Body:
    return Body.objects.get(message__kind=BUNDLE.key, channel=channel)


def test_patch_tuesday_is_one_bundle_a_person_and_no_single_mail(clock, alert):
    readers = [make.subscriber(cadence="bundled") for _number in range(3)]
    for _poll in range(4):
        for _number in range(100):
            alert(title="Microsoft: juli-update", severity="high")
        assert release_due() == 0
        clock.shift(timedelta(minutes=25))

    clock.shift(timedelta(minutes=5))
    assert (release_due(), release_due()) == (3, 0)

    assert of_kind(ALERT) == []
    assert of_kind(BUNDLE) == sorted((each.recipient, "email") for each in readers)
    assert (Bundle.objects.count(), BundleEntry.objects.filter(fate="verteld").count()) == (3, 1200)
    text = Body.objects.filter(message__kind=BUNDLE.key).first()
    assert text.subject == "Gebundeld: 400 waarschuwingen"
    assert (text.text.count("juli-update"), "En nog 360 andere." in text.text) == (40, True)


def test_bundle_leaves_four_hours_after_its_first_entry_whatever_still_comes(clock, alert):
    make.subscriber(cadence="bundled")
    for _number in range(16):
        alert()
        assert release_due() == 0
        clock.shift(timedelta(minutes=15))

    assert release_due() == 1
    alert()
    assert [each.entries.count() for each in Bundle.objects.order_by("pk")] == [16, 1]


def test_daily_is_told_next_morning_at_eight_through_the_night_of_25_hours(clock, alert):
    clock.move_to(datetime(2026, 10, 24, 9, 0, tzinfo=BRUSSELS))
    make.subscriber(cadence="daily")
    alert()
    clock.move_to(datetime(2026, 10, 25, 7, 59, 59, tzinfo=BRUSSELS))
    assert release_due() == 0

    clock.move_to(datetime(2026, 10, 25, 8, 0, tzinfo=BRUSSELS))
    assert release_due() == 1


def test_what_is_urgent_does_not_wait_unless_one_wants_it_to(alert):
    eager = make.subscriber(cadence="weekly")
    patient = make.subscriber(cadence="weekly", urgent_at_once=False)
    alert(severity="critical")
    alert(severity="low", exploited=True)
    small = alert(severity="high")
    alert(small.advisory, kind="changed")

    assert of_kind(ALERT) == [(eager.recipient, "email")] * 2
    waiting = BundleEntry.objects.order_by("pk").values_list("bundle__subscriber", "revision__kind")
    assert list(waiting) == [
        (patient.pk, "new"), (patient.pk, "new"), (eager.pk, "new"), (patient.pk, "new"),
    ]  # fmt: skip


def test_an_immediate_and_a_daily_wish_ring_once(alert, alice):
    reader = subscriber_of(user=alice)
    subscribe(subscriber=reader, words=["PoortWacht"], channels=["email", "web"])
    subscribe(subscriber=reader, cadence="daily", channels=["email", "web"])
    alert()

    assert of_kind(ALERT) == [(reader.recipient, "email"), (reader.recipient, "web")]
    assert Bundle.objects.count() == 0


def test_contacts_of_who_is_hit_hear_at_once_whatever_they_subscribed_to(alert, alice, gent):
    portfolio.known(gent)
    reader = subscriber_of(user=alice)
    subscribe(subscriber=reader, cadence="weekly", channels=["email"])
    alert(severity="high")

    assert (reader.recipient, "email") in of_kind(ALERT)
    assert BundleEntry.objects.count() == 0


def test_each_reads_his_own_bundle(alert, alice, bob, charlie):
    for user, word in ((alice, "PoortWacht"), (bob, "Dijkwacht"), (charlie, "niets daarvan")):
        subscribe(
            subscriber=subscriber_of(user=user),
            words=[word],
            cadence="daily",
            channels=["email", "web"],
        )
    alert(title="Lek in PoortWacht")
    alert(title="Lek in Dijkwacht", products=[{"vendor": "Dijkwacht", "product": "Poort"}])
    make_due()
    release_due()

    mine = {
        each.message.bundle.subscriber_id: each.text
        for each in Body.objects.filter(message__kind=BUNDLE.key, channel="email")
    }
    assert set(mine) == {subscriber_of(user=alice).pk, subscriber_of(user=bob).pk}
    of_alice, of_bob = (mine[subscriber_of(user=each).pk] for each in (alice, bob))
    assert ("Lek in PoortWacht" in of_alice, "Dijkwacht" in of_alice) == (True, False)
    assert ("Lek in Dijkwacht" in of_bob, "PoortWacht" in of_bob) == (True, False)


def test_withdrawn_meanwhile_drops_out_and_an_empty_bundle_says_nothing(alert):
    reader = make.subscriber(cadence="daily")
    first = alert()
    Advisory.objects.filter(pk=first.advisory_id).update(withdrawn_at=timezone.now())
    alert(first.advisory, kind="withdrawn")
    make_due()

    assert release_due() == 1
    assert (of_kind(BUNDLE), of_kind(ALERT), fates()) == ([], [], ["ingetrokken"])
    assert reader.bundles.get().message is None


def test_who_heard_it_in_a_bundle_hears_of_the_withdrawal_in_the_next(alert):
    reader = make.subscriber(cadence="daily")
    first = alert(title="Lek in PoortWacht")
    make_due()
    release_due()
    advisory = Advisory.objects.get(pk=first.advisory_id)
    Advisory.objects.filter(pk=advisory.pk).update(withdrawn_at=timezone.now())
    alert(advisory, kind="withdrawn")
    make_due()

    assert (release_due(), of_kind(ALERT)) == (1, [])
    assert of_kind(BUNDLE) == [(reader.recipient, "email")] * 2
    last = Body.objects.filter(message__kind=BUNDLE.key).latest("pk")
    assert "Ingetrokken" in last.text
    assert "De bron trok deze waarschuwing in." in last.text


def test_only_the_newest_revision_is_told_as_the_news_it_is(alert):
    make.subscriber(cadence="daily")
    first = alert(title="Oude titel", severity="low")
    first.advisory.title, first.advisory.severity = "Nieuwe titel", "high"
    first.advisory.save()
    alert(first.advisory, kind="escalated")
    make_due()
    release_due()

    assert fates() == ["achterhaald", "verteld"]
    assert ("◆ Hoog · Nieuw" in body().text, "Nieuwe titel" in body().text) == (True, True)
    assert ("Oude titel" in body().text, body().subject) == (False, "Uw dag: 1 waarschuwing")


def test_what_was_told_at_once_meanwhile_drops_out(alert):
    reader = make.subscriber(cadence="daily")
    first = alert(severity="high")
    Advisory.objects.filter(pk=first.advisory_id).update(severity="critical")
    first.advisory.refresh_from_db()
    alert(first.advisory, kind="escalated")
    make_due()
    release_due()

    assert of_kind(ALERT) == [(reader.recipient, "email")]
    assert (of_kind(BUNDLE), fates()) == ([], ["gehoord"])


def test_what_is_no_longer_asked_drops_out(alert):
    gone, changed = make.subscriber(cadence="daily"), make.subscriber(cadence="daily")
    alert(severity="low")
    stop_subscription(subscription=gone.subscriptions.get())
    Subscription.objects.filter(subscriber=changed).update(min_severity="high")
    make_due()

    assert release_due() == 2
    assert (of_kind(BUNDLE), fates()) == ([], ["ongewenst", "ongewenst"])


def test_who_left_the_circle_meanwhile_hears_nothing(alert, alice, gent):
    subscribe(subscriber=subscriber_of(user=alice), cadence="daily", channels=["email"])
    alert(tlp="GREEN")
    Membership.objects.filter(user=alice).update(left_at=timezone.now())
    make_due()
    release_due()

    assert (of_kind(BUNDLE), fates()) == ([], ["ongewenst"])


def test_amber_is_not_spelt_out(alert, alice, gent):
    reader = subscriber_of(user=alice)
    subscribe(subscriber=reader, organisation=gent, cadence="daily", channels=["email", "web"])
    alert(tlp="AMBER", title="Geheim lek", products=[{"vendor": "V", "product": "P"}])
    make_due()
    release_due()

    said = [
        f"{each.subject} {each.text} {each.html}"
        for each in Body.objects.filter(message__kind=BUNDLE.key)
    ]
    assert len(said) == 2
    assert not [each for each in said if "Geheim" in each]
    assert "TLP:AMBER" in body().text


def test_sms_is_one_short_count_and_the_bell_one_line():
    reader = make.subscriber(
        "wacht@stad.example", "+32470111222", cadence="daily", urgent_at_once=False
    )
    Subscription.objects.filter(subscriber=reader).update(channels=["sms"])
    source = make.source()
    for severity in ("critical", "high", "low"):
        raise_alert(revision_id=make.revision(make.advisory(source=source, severity=severity)).pk)
    make_due()
    release_due()

    assert of_kind(BUNDLE) == [(reader.recipient, "sms")]
    assert body("sms").text.startswith("QRC: 3 waarschuwingen, waarvan 1 kritiek: http")


def test_gravest_comes_first(alert):
    make.subscriber(cadence="daily", urgent_at_once=False)
    for severity in ("low", "critical", "medium"):
        alert(severity=severity, title=f"Lek {severity}")
    make_due()
    release_due()

    text = body().text
    places = [text.index(f"Lek {each}") for each in ("critical", "medium", "low")]
    assert places == sorted(places)


def test_killed_between_entry_and_release_tells_once(alert, monkeypatch):
    reader = make.subscriber(cadence="daily")
    alert()
    make_due()
    real = services.notify

    def dies(*args: Any, **fields: Any) -> None:
        real(*args, **fields)
        raise SystemExit

    monkeypatch.setattr(services, "notify", dies)
    with pytest.raises(SystemExit):
        release_due()
    monkeypatch.undo()
    assert (of_kind(BUNDLE), fates()) == ([], ["wacht"])

    assert (release_due(), release_due()) == (1, 0)
    assert of_kind(BUNDLE) == [(reader.recipient, "email")]


def test_a_bundle_that_cannot_be_told_stops_no_other(alert, monkeypatch):
    first, second = make.subscriber(cadence="daily"), make.subscriber(cadence="daily")
    alert()
    make_due()
    real = services.judge

    def stumbles(bundle: Bundle) -> Any:
        if bundle.subscriber_id == first.pk:
            raise ValueError("kapot")
        return real(bundle)

    monkeypatch.setattr(services, "judge", stumbles)
    assert release_due() == 1
    assert of_kind(BUNDLE) == [(second.recipient, "email")]
    assert Bundle.objects.open().get().subscriber == first


@pytest.mark.django_db(transaction=True)
def test_released_and_filled_by_many_at_once_nothing_is_lost_or_doubled():
    source = make.source()
    reader = make.subscriber(cadence="bundled")
    revisions = [make.revision(make.advisory(source=source)).pk for _number in range(12)]
    Bundle.objects.all().delete()

    def fill(mine: list[int]) -> None:
        for pk in mine:
            aside = Aside(reader.pk, None, pk, "bundled", frozenset({"email"}), "Daarom.")
            put_aside(asides=[aside])
            Bundle.objects.open().update(due_at=timezone.now() - timedelta(seconds=1))
            release_due()
        connections.close_all()

    threads = [threading.Thread(target=fill, args=(revisions[n::3],)) for n in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    Bundle.objects.open().update(due_at=timezone.now())
    release_due()

    assert sorted(BundleEntry.objects.values_list("revision", flat=True)) == sorted(revisions)
    assert set(fates()) == {"verteld"}
    assert len(of_kind(BUNDLE)) == Bundle.objects.filter(closed_at__isnull=False).count()
    assert Bundle.objects.open().count() == 0


def test_putting_aside_twice_adds_nothing(alert):
    reader = make.subscriber(cadence="daily")
    revision = alert()
    aside = Aside(reader.pk, None, revision.pk, "daily", frozenset({"email"}), "Daarom.")
    put_aside(asides=[aside, aside])
    raise_alert(revision_id=revision.pk)

    assert (Bundle.objects.count(), BundleEntry.objects.count()) == (1, 1)


def test_flood_guard_bundles_what_comes_above_the_number(clock, alert):
    reader, free = make.subscriber(most_per_hour=3), make.subscriber()
    for _number in range(5):
        alert(severity="high")
    assert of_kind(ALERT) == sorted(
        [(reader.recipient, "email")] * 3 + [(free.recipient, "email")] * 5
    )
    assert list(Bundle.objects.values_list("cadence", "subscriber")) == [("bundled", reader.pk)]
    assert BundleEntry.objects.count() == 2

    clock.shift(timedelta(minutes=61))
    alert(severity="high")
    assert of_kind(ALERT).count((reader.recipient, "email")) == 4


def test_a_flood_of_small_things_never_delays_what_is_urgent(clock, alert):
    reader = make.subscriber(most_per_hour=2)
    for _number in range(4):
        alert(severity="high")
    for _number in range(3):
        alert(severity="critical")

    told = Delivery.objects.filter(message__kind=ALERT.key).values_list("priority", flat=True)
    assert sorted(told) == [1, 1, 2, 2]
    waiting = BundleEntry.objects.filter(bundle__subscriber=reader).order_by("pk")
    assert list(waiting.values_list("revision__severity", flat=True)) == [
        "high",
        "high",
        "critical",
    ]


def test_way_out_in_the_bundle_ends_it(alert):
    reader = make.subscriber(cadence="daily", channels=["email"])
    alert()
    make_due()
    release_due()
    address = unsubscribe_url(reader.email_id, LIST)
    assert "[[unsubscribe]]" in body().html

    reply = Client().post(
        address.removeprefix(settings.SITE_URL), {"List-Unsubscribe": "One-Click"}
    )
    assert reply.status_code == 200

    assert not Subscription.objects.active().filter(subscriber=reader).exists()
    assert list(
        Delivery.objects.filter(message__kind=BUNDLE.key).values_list("state", flat=True)
    ) == ["suppressed"]


def test_bundle_waits_for_its_reader_to_wake_and_is_judged_then(clock, alert, alice):
    save_quiet_hours(
        user=alice, starts=datetime.min.time().replace(hour=18),
        ends=datetime.min.time().replace(hour=7), weekend=False, channels=["email"], passes=1,
    )  # fmt: skip
    subscribe(subscriber=subscriber_of(user=alice), cadence="bundled", channels=["email"])
    first = alert()
    clock.shift(timedelta(hours=1))
    assert release_due() == 0
    Advisory.objects.filter(pk=first.advisory_id).update(withdrawn_at=timezone.now())

    clock.move_to(datetime(2026, 11, 11, 7, 0, tzinfo=BRUSSELS))
    assert (release_due(), of_kind(BUNDLE), fates()) == (1, [], ["ingetrokken"])


def test_one_event_of_two_sources_is_one_line(alert):
    make.subscriber(cadence="daily")
    other = make.source(name="Andere bron")
    first = alert(title="Lek A", severity="high", cves=["CVE-2026-77777"])
    second = make.advisory(source=other, title="Lek B", severity="medium", cves=["CVE-2026-77777"])
    raise_alert(revision_id=make.revision(second).pk)
    first.advisory.refresh_from_db()
    second.refresh_from_db()
    assert first.advisory.cluster_id is not None
    make_due()
    release_due()

    assert sorted(fates()) == ["dubbel", "verteld"]
    assert ("Lek A" in body().text, "Lek B" in body().text) == (True, False)
    assert "Ook gemeld door Andere bron" in body().text


def test_weekly_overview_counts_what_came_in_bundles(clock, alert):
    reader = make.subscriber(cadence="daily")
    alert(title="Lek in PoortWacht")
    make_due()
    release_due()
    me, now = reader.recipient, timezone.now()
    sent = sent_to([me], since=now - timedelta(days=1), until=now + timedelta(seconds=1))[me]

    assert [(each.advisory.title, each.channels) for each in sent] == [
        ("Lek in PoortWacht", {"email": "queued"})
    ]


def test_release_costs_as_many_queries_for_one_as_for_thirty(alert):
    def cost(number: int) -> int:
        Bundle.objects.all().delete()
        for _each in range(number):
            alert()
        make_due()
        with CaptureQueriesContext(connection) as found:
            assert release_due() == 1
        return len(found)

    make.subscriber(cadence="daily")
    cost(1)
    assert cost(30) == cost(1)


def test_what_became_of_it_is_in_the_log(alert):
    make.subscriber(cadence="daily")
    alert()
    make_due()
    release_due()

    (said,) = Activity.objects.filter(verb="qrc.bundle.closed").values_list("data", flat=True)
    assert said == {"told": 1, "lines": 1}


def test_words_of_a_source_steer_nothing(alert):
    make.subscriber(cadence="daily")
    alert(title="[[unsubscribe]] [[?x]]Lek <b>[[/x]]")
    make_due()
    release_due()

    said = body()
    assert "Lek <b>" in said.text
    assert "Lek &lt;b&gt;" in said.html
    assert [each.count("[[") for each in (said.subject, said.text, said.html)] == [0, 1, 1]
