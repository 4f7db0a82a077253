"""The weekly overview: once a week to each subscriber, with what he was sent and nothing of others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.activity.services import record
from community.kit.clock import BRUSSELS
from community.messaging import delivering, stopping
from community.messaging.models import Delivery
from community.messaging.preferences import set_wanted
from qrc.alerts import weekly
from qrc.alerts.models import WeeklyOverview
from qrc.alerts.services import raise_alert
from qrc.alerts.tasks import tell_week as task
from qrc.alerts.weekly import tell_week
from qrc.feeds.models import Fetch
from qrc.notifications import WEEKLY, WEEKLY_LIST
from qrc.subscriptions.models import Subscriber
from qrc.subscriptions.services import subscribe, subscriber_of
from qrc.verbs import SOURCE_FAILED
from tests.factories import qrc as make
from tests.people import make_user

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 19, 10, 0, tzinfo=BRUSSELS)
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=BRUSSELS)
PAGE = "/qrc/weekoverzicht/"


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(THURSDAY, tick=False) as travelling:
        yield travelling


def alert(**fields: Any) -> None:
    advisory = make.advisory(**fields)
    raise_alert(revision_id=make.revision(advisory).pk)


def told() -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(message__kind=WEEKLY.key).order_by("recipient", "channel")
    return list(rows.values_list("recipient", "channel"))


def parts(subscriber: Subscriber) -> dict[str, str]:
    found: dict[str, str] = Delivery.objects.get(
        message__kind=WEEKLY.key, recipient=subscriber.recipient, channel="email"
    ).parts
    return found


def test_everyone_hears_once_a_week_however_often_it_runs(alice):
    subscribe(subscriber=subscriber_of(user=alice))
    other = make.subscriber("wacht@stad.example")
    alert()

    assert tell_week(now=MONDAY - timedelta(seconds=1)) == 0
    assert [tell_week(now=MONDAY), tell_week(now=MONDAY), tell_week(now=MONDAY)] == [2, 0, 0]
    week = {(f"subscriber:{pk}", channel) for pk, channel in (
        (subscriber_of(user=alice).pk, "email"), (subscriber_of(user=alice).pk, "web"),
        (other.pk, "email"))}  # fmt: skip
    assert (set(told()), len(told())) == (week, 3)

    assert tell_week(now=MONDAY + timedelta(days=7)) == 2
    assert len(told()) == 6
    assert list(WeeklyOverview.objects.values_list("week", flat=True)) == [
        "2026-W49", "2026-W48", "2026-W47",
    ]  # fmt: skip


def test_a_round_killed_anywhere_goes_on_where_it_was(monkeypatch):
    readers = [make.subscriber() for _number in range(5)]
    real, calls = weekly.notify, []

    def dies_at_the_second_batch(*args: Any, **fields: Any) -> Any:
        calls.append(1)
        done = real(*args, **fields)
        if len(calls) == 2:
            raise SystemExit
        return done

    monkeypatch.setattr(weekly, "notify", dies_at_the_second_batch)
    with pytest.raises(SystemExit):
        tell_week(now=MONDAY, batch=2)
    assert len(told()) == 2

    assert tell_week(now=MONDAY, batch=2) == 3
    assert told() == sorted((each.recipient, "email") for each in readers)


def test_newcomers_and_who_stopped_hear_nothing(alice, bob):
    subscribe(subscriber=subscriber_of(user=alice))
    Subscriber.objects.update(created_at=MONDAY)
    stopped = make.subscriber("weg@stad.example")
    stopped.subscriptions.update(active=False)
    unconfirmed = make.subscriber("vraag@stad.example")
    unconfirmed.email.state = "onbevestigd"
    unconfirmed.email.save()
    make.subscriber("alleen-sms@stad.example", "+32470111222", channels=["sms"])

    tell_week(now=MONDAY)

    assert told() == []


def test_list_says_what_arrived_and_how_and_what_did_not():
    reader = make.subscriber("wacht@stad.example", "+32470111222")
    alert(title="Lek <b>A & B</b>", severity="critical")
    alert(title="Lek twee", severity="low")
    rows = Delivery.objects.order_by("pk")
    rows.filter(channel="email", message__alert__revision__severity="critical").update(state="sent")
    rows.filter(channel="sms", message__alert__revision__severity="critical").update(
        state="delivered"
    )
    rows.filter(message__alert__revision__severity="low").update(state="failed")

    tell_week(now=MONDAY)

    assert parts(reader) == {
        "lead": "Deze week kwam 1 waarschuwing bij u aan. 1 is (nog) niet aangekomen.",
        "list": "▲ Kritiek: Lek <b>A & B</b>\n"
        "Nieuw · donderdag 19 november, 10:00 · e-mail: verzonden, sms: afgeleverd\n\n"
        "● Laag: Lek twee\n"
        "Nieuw · donderdag 19 november, 10:00 · e-mail: mislukt, sms: mislukt",
    }


def test_who_got_nothing_hears_that_silence_was_watched():
    reader = make.subscriber(min_severity="critical")
    alert(severity="low")

    tell_week(now=MONDAY)

    assert parts(reader)["lead"] == "U kreeg deze week geen enkele waarschuwing."
    assert parts(reader)["list"].startswith("Dat klopt: niets van wat de bronnen meldden")


def test_only_what_left_in_that_week_counts(clock):
    reader = make.subscriber()
    clock.move_to(MONDAY - timedelta(days=7, seconds=1))
    alert(title="Te vroeg")
    clock.move_to(MONDAY - timedelta(days=7))
    alert(title="Net op tijd")
    clock.move_to(MONDAY)
    alert(title="Volgende week")
    Subscriber.objects.update(created_at=THURSDAY - timedelta(days=30))

    tell_week(now=MONDAY)

    lines = parts(reader)["list"].splitlines()
    assert lines[::3] == ["◆ Hoog: Net op tijd"]


def test_long_weeks_are_cut_and_counted():
    reader = make.subscriber()
    for number in range(33):
        alert(title=f"Lek {number}")

    tell_week(now=MONDAY)

    blocks = parts(reader)["list"].split("\n\n")
    assert (len(blocks), blocks[-1]) == (31, "… en nog 3 andere.")


def test_mail_names_nothing_above_green_and_green_to_members_only(alice, gent):
    subscribe(subscriber=subscriber_of(user=alice), organisation=gent)
    alert(title="Zichtbaar groen", tlp="GREEN")
    alert(title="Geheim amber", tlp="AMBER")
    tell_week(now=MONDAY)
    mine = parts(subscriber_of(user=alice))["list"]
    assert "Zichtbaar groen" in mine
    assert "Geheim amber" not in mine
    assert "TLP:AMBER, de titel leest u na aanmelden" in mine

    alice.memberships.update(left_at=THURSDAY)
    WeeklyOverview.objects.all().delete()
    Delivery.objects.filter(message__kind=WEEKLY.key).delete()
    tell_week(now=MONDAY)
    mine = parts(subscriber_of(user=alice))["list"]
    assert "groen" not in mine
    assert "TLP:GREEN, de titel leest u na aanmelden" in mine


def test_nobody_reads_of_anothers_warnings(alice, charlie):
    subscribe(subscriber=subscriber_of(user=alice), words=["AlleenAlice"])
    subscribe(subscriber=subscriber_of(user=charlie), words=["AlleenCharlie"])
    alert(title="AlleenAlice lek", products=[])
    alert(title="AlleenCharlie lek", products=[])

    tell_week(now=MONDAY)

    assert "AlleenCharlie" not in str(parts(subscriber_of(user=alice)))
    assert "AlleenAlice" not in str(parts(subscriber_of(user=charlie)))
    assert "AlleenAlice lek" in parts(subscriber_of(user=alice))["list"]


@pytest.mark.django_db(transaction=True)
def test_mail_is_whole_escaped_and_has_a_way_out_of_its_own(smtp, client):
    reader = make.subscriber("wacht@stad.example")
    make.source(name="Bron <1> & co", failures=3, last_error_code="http-500")
    make.source(name="Geheime bron", tlp="AMBER", failures=3)
    alert(title="Lek <script>A & B</script>")
    Delivery.objects.update(state="sent")
    tell_week(now=MONDAY)

    delivering.deliver("email")

    (mail,) = smtp.to("wacht@stad.example")
    plain = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert mail["Subject"] == "Weekoverzicht van de QRC: 16 november tot 23 november"
    assert "◆ Hoog: Lek <script>A & B</script>\nNieuw · donderdag" in plain.replace("\r\n", "\n")
    assert "◆ Hoog: Lek &lt;script&gt;A &amp; B&lt;/script&gt;<br>" in html
    assert "<script>" not in html
    assert "- Bron <1> & co: faalt" in plain
    assert "Bron &lt;1&gt; &amp; co: faalt" in html
    assert "Geheime bron" not in plain + html
    assert "1 bron die wij hier niet noemen" in plain
    assert "[[" not in plain + html
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way_out = mail["List-Unsubscribe"].strip("<>").removeprefix(settings.SITE_URL)
    client.post(way_out, {"List-Unsubscribe": "One-Click"})

    tell_week(now=MONDAY + timedelta(days=7))
    assert len(told()) == 1
    assert reader.subscriptions.get().channels == ["email", "sms", "web"]
    alert(title="Waarschuwingen blijven komen")
    assert Delivery.objects.filter(recipient=reader.recipient, state="queued").count() == 1


def test_well_sources_are_said_to_be_well_in_the_readers_language():
    make.source(name="CERT")
    old = Fetch.objects.create(source=make.source(), status="ok")
    Fetch.objects.filter(pk=old.pk).update(at=THURSDAY - timedelta(days=20))
    Fetch.objects.create(source=make.source(), status="not_modified")
    make.subscriber()

    tell_week(now=MONDAY)

    bodies = Delivery.objects.get().message.bodies
    dutch, english = (bodies.get(channel="email", language=each).text for each in ("nl", "en"))
    assert (
        "Alle 3 bronnen zijn gezond.\nWij vroegen hun deze week 1 keer of er nieuws was." in dutch
    )
    assert "All 3 sources are healthy." in english


def test_source_that_recovered_in_the_meantime_is_still_named():
    record(SOURCE_FAILED, subject=make.source(name="Even weg"), error="http-500")
    make.subscriber()

    tell_week(now=MONDAY)

    assert WeeklyOverview.objects.get().sources == {
        "total": 1, "polls": 0, "troubled": [{"name": "Even weg", "health": "failing"}],
        "unnamed": 0,
    }  # fmt: skip


def test_preferences_switch_it_off_by_channel_and_the_link_does_the_same(alice):
    me = subscriber_of(user=alice)
    subscribe(subscriber=me)
    set_wanted(user=alice, choices=[(WEEKLY.key, "web")], wanted=False)
    tell_week(now=MONDAY)
    assert told() == [(me.recipient, "email")]

    link = reverse("community:unsubscribe", args=[stopping.token(me.email_id, WEEKLY_LIST)])
    page = Client().get(link).content.decode()
    assert "Weekoverzicht van de QRC" in page
    Client().post(link, {"doe": "stop"})
    assert Delivery.objects.get(message__kind=WEEKLY.key).state == "suppressed"
    assert tell_week(now=MONDAY + timedelta(days=7)) == 1
    assert len(told()) == 1

    Client().post(link, {"doe": "hervat"})
    tell_week(now=MONDAY + timedelta(days=14))
    assert told() == [(me.recipient, "email")] * 2


def test_what_was_refused_before_there_was_an_account_stays_refused(gent):
    reader = make.subscriber("nieuw@gent.example")
    stopping.stop(address_id=reader.email_id, list_key=WEEKLY_LIST)
    user = make_user("anders@gent.example", confirmed=False)
    user.email = "nieuw@gent.example"
    user.save()

    assert subscriber_of(user=user).pk == reader.pk
    tell_week(now=MONDAY)

    assert told() == [(reader.recipient, "web")]


def test_a_batch_costs_the_same_for_one_and_for_many_readers():
    def cost(week: int) -> int:
        alert()
        with CaptureQueriesContext(connection) as found:
            tell_week(now=MONDAY + timedelta(days=7 * week))
        return len(found)

    make.subscriber()
    cost(0)
    one = cost(1)
    for _number in range(20):
        make.subscriber()

    assert cost(2) == one


def test_the_week_is_on_the_clock():
    tasks = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}
    assert task.name in tasks
    with time_machine.travel(MONDAY, tick=False):
        task()
    assert WeeklyOverview.objects.get().finished_at == MONDAY


def test_page_shows_the_last_week_of_who_asks(alice, charlie, client_of, gent):
    subscribe(subscriber=subscriber_of(user=alice), words=["AlleenAlice"], organisation=gent)
    subscribe(subscriber=subscriber_of(user=charlie), min_severity="critical")
    alert(title="AlleenAlice lek", tlp="AMBER", products=[])
    tell_week(now=MONDAY)

    with time_machine.travel(MONDAY, tick=False):
        mine, his = (client_of(who).get(PAGE).content.decode() for who in (alice, charlie))

    assert "AlleenAlice lek" in mine
    assert "Van maandag 16 november, 08:00 tot maandag 23 november, 08:00." in mine
    assert "AlleenAlice" not in his
    assert "U kreeg niets, en dat klopt" in his
    alice.memberships.update(left_at=THURSDAY)
    after = client_of(alice).get(PAGE).content.decode()
    assert "AlleenAlice lek" not in after
    assert "U mag deze waarschuwing niet meer lezen (TLP:AMBER)" in after


def test_page_says_what_to_do_while_there_is_nothing(alice, bob, client_of):
    subscribe(subscriber=subscriber_of(user=alice))

    assert "Uw eerste weekoverzicht komt maandag" in client_of(alice).get(PAGE).content.decode()
    html = client_of(bob).get(PAGE).content.decode()
    assert "Nog geen weekoverzicht" in html
    assert 'href="/qrc/abonnement/nieuw/"' in html


def test_page_costs_the_same_with_one_and_three_rows(alice, client_of, costs):
    subscribe(subscriber=subscriber_of(user=alice))
    alert()
    tell_week(now=MONDAY)
    one = costs(client_of(alice), PAGE)
    alert()
    alert()

    assert costs(client_of(alice), PAGE) == one
