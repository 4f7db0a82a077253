"""The warnings and the ledger on the screen."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.activity.models import Activity
from community.messaging.enums import Channel, State
from community.messaging.models import Delivery, DeliveryEvent
from community.messaging.own_kinds import CONFIRM_EMAIL
from qrc.alerts.services import raise_alert
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import messaging
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
LIST, LEDGER = "/qrc/waarschuwingen/", "/qrc/verzendregister/"


def rows(response: Any) -> list[str]:
    return [each.title for each in response.context["page"]]


def read_csv(response: Any) -> list[list[str]]:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def told(alice, gent) -> list[Delivery]:
    """Alice heard of a warning by mail and on the screen."""
    subscribe(
        subscriber=subscriber_of(user=alice), organisation=gent, words=["PoortWacht"],
        channels=["email", "web"],
    )  # fmt: skip
    raise_alert(revision_id=make.revision().pk)
    return list(Delivery.objects.filter(message__kind="qrc.alert").order_by("channel"))


def test_list_shows_each_what_its_label_allows(
    alice, bob, charlie, newcomer, qrc_editor, client_of
):
    for label in ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"):
        make.advisory(title=label, tlp=label)
    seen = {each: sorted(rows(client_of(each).get(LIST))) for each in (alice, bob, charlie)}

    assert seen == {each: ["AMBER", "CLEAR", "GREEN"] for each in (alice, bob, charlie)}
    assert sorted(rows(client_of(newcomer).get(LIST))) == ["CLEAR"]
    assert len(rows(client_of(qrc_editor).get(LIST))) == 5


def test_detail_of_what_one_may_not_read_is_404(newcomer, alice, qrc_editor, client_of):
    hidden, strict = make.advisory(tlp="AMBER"), make.advisory(tlp="RED")
    people = (newcomer, alice, qrc_editor)
    codes = [
        [client_of(each).get(f"{LIST}{row.pk}/").status_code for each in people]
        for row in (hidden, strict)
    ]

    assert codes == [[404, 200, 200], [404, 404, 200]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "dijkwacht"}, ["Dijkwacht: lek"]),
        ({"q": "cve-2026-77777"}, ["Dijkwacht: lek"]),
        ({"q": "Sluiswachter"}, ["Sluis: lek"]),
        ({"severity": "critical"}, ["Sluis: lek"]),
        ({"sign": "exploited"}, ["Sluis: lek"]),
        ({"state": "withdrawn"}, ["Oud: lek"]),
        ({"q": "niets van dit alles"}, []),
        ({"sort": "-severity"}, ["Sluis: lek", "Dijkwacht: lek", "Oud: lek"]),
        ({"sort": "severity"}, ["Oud: lek", "Dijkwacht: lek", "Sluis: lek"]),
    ],
)  # fmt: skip
def test_list_filters_and_sorts(query, found, alice, client_of):
    make.advisory(title="Dijkwacht: lek", cves=["CVE-2026-77777"], severity="medium")
    make.advisory(
        title="Sluis: lek", severity="critical", exploited=True, summary="x",
        products=[{"vendor": "Sluiswachter", "product": "Sluis"}],
    )  # fmt: skip
    make.advisory(title="Oud: lek", severity="low", withdrawn_at=timezone.now())

    shown = rows(client_of(alice).get(LIST, query))

    assert shown == found if "sort" in query else sorted(shown) == sorted(found)


@pytest.mark.parametrize(
    "query", ["?severity=zeer", "?source=abc", "?page=x", "?page=99", "?sort=q"]
)
def test_list_takes_nonsense_calmly(query, alice, client_of):
    make.advisory(title="Eén")

    response = client_of(alice).get(f"{LIST}{query}")

    assert response.status_code == 200
    assert "Eén" in response.content.decode() or response.context["filter"].form.errors


def test_list_costs_the_same_with_one_and_three_rows(alice, client_of, costs):
    client = client_of(alice)
    make.advisory()
    one = costs(client, LIST)
    make.advisory()
    make.advisory()

    assert costs(client, LIST) == one


def test_list_comes_in_pages(alice, client_of):
    source = make.source()
    for _number in range(60):
        make.advisory(source=source)
    client = client_of(alice)

    assert [len(rows(client.get(LIST, {"page": page}))) for page in (1, 2, 3)] == [25, 25, 10]


def test_export_holds_what_the_list_shows(newcomer, client_of):
    make.advisory(title="=1+1 Dijkwacht", cves=["CVE-2026-00007"])
    make.advisory(title="Verborgen", tlp="GREEN")

    head, *found = read_csv(client_of(newcomer).get(f"{LIST}export.csv"))

    assert head[:3] == ["Ernst", "Titel", "CVE"]
    # A cell that a spreadsheet would compute is made harmless.
    assert [row[:3] for row in found] == [["Hoog", "'=1+1 Dijkwacht", "CVE-2026-00007"]]


def test_detail_tells_each_what_he_got_himself(told, alice, bob, charlie, client_of):
    advisory = told[0].message.alert.revision.advisory
    pages = {each: client_of(each).get(f"{LIST}{advisory.pk}/") for each in (alice, bob, charlie)}

    got = {each: [row.channel for row in page.context["received"]] for each, page in pages.items()}
    assert got == {alice: ["email", "web"], bob: [], charlie: []}
    assert "voor Gent" in pages[alice].content.decode()
    for other in (bob, charlie):
        html = pages[other].content.decode()
        assert "U kreeg hiervan geen bericht" in html
        assert "Gent" not in html.partition("<main")[2] or other == bob


def test_detail_tells_the_whole_history(alice, client_of):
    advisory = make.advisory(
        summary="Wie de VPN openstelt, loopt gevaar.", action="Werk bij naar 9.1.",
        references=[{"url": "https://cert.example/1", "title": "Bericht"}], due_on="2026-12-01",
        scores=[{"version": "3.1", "score": 9.8, "rating": "critical"}], cves=["CVE-2026-00001"],
    )  # fmt: skip
    make.revision(advisory)
    change = {"field": "severity", "label": "Ernst", "before": "laag", "after": "hoog"}
    make.revision(advisory, kind="escalated", changes=[change])
    html = client_of(alice).get(f"{LIST}{advisory.pk}/").content.decode()

    words = (
        "Werk bij naar 9.1.",
        "loopt gevaar",
        "CVSS 9,8",
        "1 december 2026",
        "Ernst: ",
        "CVE-2026-00001",
    )
    assert [word for word in words if word not in html] == []
    assert html.index("Ernstiger geworden</strong>") < html.index("Nieuw</strong>")


def test_short_address_of_an_sms_leads_to_the_warning(told, alice, client_of):
    advisory = told[0].message.alert.revision.advisory

    assert client_of(alice).get(f"/w/{advisory.pk}")["Location"] == f"{LIST}{advisory.pk}/"


def test_ledger_is_for_qrc_editors(told, alice, bob, charlie, helpdesk, qrc_editor, client_of):
    paths = (LEDGER, f"{LEDGER}export.csv", f"{LEDGER}{told[0].pk}/")
    for person in (alice, bob, charlie, helpdesk):
        assert [client_of(person).get(path).status_code for path in paths] == [403] * 3
    assert [client_of(qrc_editor).get(path).status_code for path in paths] == [200] * 3


def test_ledger_shows_warnings_only(told, alice, qrc_editor, client_of):
    """A private message, such as a code, is nobody else's business."""
    private = messaging.say(messaging.mail_address(), kind=CONFIRM_EMAIL).deliveries.get()
    client = client_of(qrc_editor)

    assert set(client.get(LEDGER).context["page"]) == set(told)
    assert client.get(f"{LEDGER}{private.pk}/").status_code == 404
    assert client.post(f"{LEDGER}{private.pk}/opnieuw/").status_code == 404


@pytest.mark.parametrize(
    ("query", "channels"),
    [
        ({}, ["email", "web"]),
        ({"channel": "email"}, ["email"]),
        ({"state": "failed"}, ["web"]),
        ({"q": "alice@gent"}, ["email", "web"]),
        ({"q": "PoortWacht"}, ["email", "web"]),
        ({"q": "charlie"}, []),
        ({"maybe_double": "true"}, ["email"]),
        ({"maybe_double": "false"}, ["web"]),
    ],
)  # fmt: skip
def test_ledger_filters(query, channels, told, qrc_editor, client_of):
    Delivery.objects.filter(channel="web").update(state=State.FAILED)
    Delivery.objects.filter(channel="email").update(maybe_double=True)

    page = client_of(qrc_editor).get(LEDGER, query).context["page"]

    assert sorted(row.channel for row in page) == channels


def test_ledger_sums_up_the_day(told, qrc_editor, client_of):
    Delivery.objects.filter(channel="web").update(state=State.FAILED)

    html = client_of(qrc_editor).get(LEDGER).content.decode()

    assert "1 van 2 zendingen van vandaag vraagt aandacht." in html


def test_ledger_costs_the_same_with_one_and_three_rows(qrc_editor, client_of, costs):
    def deliver_one() -> None:
        make.subscriber(words=["PoortWacht"])
        raise_alert(revision_id=make.revision().pk)

    client = client_of(qrc_editor)
    deliver_one()
    one = costs(client, LEDGER)
    deliver_one()
    assert Delivery.objects.filter(message__kind="qrc.alert").count() == 3

    assert costs(client, LEDGER) == one


def test_ledger_comes_in_pages(qrc_editor, client_of):
    for _number in range(60):
        make.subscriber(words=["PoortWacht"])
    raise_alert(revision_id=make.revision().pk)
    client = client_of(qrc_editor)

    sizes = [len(client.get(LEDGER, {"page": page}).context["page"]) for page in (1, 2)]
    assert sizes == [50, 10]


def test_ledger_export_holds_what_the_filter_chose(told, qrc_editor, client_of):
    head, *found = read_csv(client_of(qrc_editor).get(f"{LEDGER}export.csv", {"channel": "web"}))

    assert head[:3] == ["Kenmerk", "Kanaal", "Toestand"]
    assert [row[:2] for row in found] == [[told[1].key, "web"]]


def test_ledger_detail_tells_what_happened(told, qrc_editor, client_of):
    DeliveryEvent.objects.create(delivery=told[0], event="callback", detail="30005")
    html = client_of(qrc_editor).get(f"{LEDGER}{told[0].pk}/").content.decode()

    words = ("alice@gent.example", "PoortWacht-VPN", "callback", "30005", "voor Gent")
    assert [word for word in words if word not in html] == []
    # The reason may name what a bestuur uses: who read it is written down.
    seen = Activity.objects.filter(verb="qrc.hits.viewed").values_list("actor", "data__delivery")
    assert list(seen) == [(qrc_editor.pk, told[0].pk)]


def test_resending_queues_once_and_is_kept_in_the_trail(told, qrc_editor, client_of):
    mail = told[0]
    Delivery.objects.filter(pk=mail.pk).update(state=State.FAILED, attempts=3, error="vol")
    client = client_of(qrc_editor)

    first = client.post(f"{LEDGER}{mail.pk}/opnieuw/", follow=True)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == (State.QUEUED, 0, "")
    assert "De zending staat opnieuw in de wachtrij." in first.content.decode()
    act = Activity.objects.get(verb="qrc.delivery.resent")
    assert (act.actor, act.subject_id) == (qrc_editor, str(mail.pk))

    again = client.post(f"{LEDGER}{mail.pk}/opnieuw/", follow=True)
    assert "Deze zending kan niet opnieuw" in again.content.decode()
    assert Activity.objects.filter(verb="qrc.delivery.resent").count() == 1


@pytest.mark.parametrize("state", [State.SENT, State.DELIVERED, State.UNKNOWN, State.SENDING])
def test_what_may_have_arrived_is_never_sent_again(state, told, qrc_editor, client_of):
    Delivery.objects.filter(pk=told[0].pk).update(state=state)

    client_of(qrc_editor).post(f"{LEDGER}{told[0].pk}/opnieuw/")

    assert Delivery.objects.get(pk=told[0].pk).state == state
    assert not Activity.objects.filter(verb="qrc.delivery.resent").exists()


def test_asking_about_what_is_known_changes_nothing(told, qrc_editor, client_of):
    page = client_of(qrc_editor).post(f"{LEDGER}{told[0].pk}/navragen/", follow=True)

    assert "nog geen uitsluitsel" in page.content.decode()
    assert Delivery.objects.get(pk=told[0].pk).state == State.QUEUED


def test_asking_the_provider_settles_an_unknown_sms(twilio, qrc_editor, client_of):
    make.subscriber("alice@gent.example", "+32470000001", channels=["sms"])
    raise_alert(revision_id=make.revision().pk)
    sms = Delivery.objects.get(channel=Channel.SMS, message__kind="qrc.alert")
    Delivery.objects.filter(pk=sms.pk).update(
        state=State.UNKNOWN, not_before=timezone.now() - timedelta(hours=1)
    )
    page = client_of(qrc_editor).post(f"{LEDGER}{sms.pk}/navragen/", follow=True).content.decode()

    assert "De aanbieder gaf uitsluitsel." in page
    sms.refresh_from_db()
    assert sms.state == State.QUEUED
    assert sms.events.get().detail == "Niet bekend bij de aanbieder; opnieuw in de wachtrij."
