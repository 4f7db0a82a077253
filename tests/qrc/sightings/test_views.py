"""Melden aan de QRC: one form, and what became of it; anonymous means anonymous for colleagues."""

from __future__ import annotations

from typing import Any

import pytest

from community.activity.models import Activity
from community.messaging.models import Delivery
from qrc.sightings.models import Sighting
from qrc.sightings.services import follow_up, tell_qrc

pytestmark = pytest.mark.django_db
NEW, MINE = "/qrc/melden/", "/qrc/meldingen/"
GIVEN = {
    "kind": "phishing", "title": "Valse facturen", "text": "Drie collega's kregen ze.",
    "since": "2026-01-05T09:30", "product": "Boekhouding", "pasted": "boef@fout.example",
    "may_contact": "on",
}  # fmt: skip


def seen(client: Any) -> str:
    return client.get(MINE).content.decode()


def test_a_member_reports_and_follows_it(alice, gent, client_of):
    client = client_of(alice)
    assert client.post(NEW, GIVEN)["Location"] == MINE
    row = Sighting.objects.get()

    assert (row.reporter, row.organisation, row.kind, row.state) == (
        alice, gent, "phishing", "ontvangen",
    )  # fmt: skip
    assert "Valse facturen" in seen(client)


def test_colleagues_see_it_others_do_not(alice, bob, charlie, gent, client_of):
    tell_qrc(reporter=alice, organisation=gent, kind="aanval", title="Vreemde aanmelding")

    assert "Vreemde aanmelding" in seen(client_of(bob))
    assert "Alice" in seen(client_of(bob))
    assert "Vreemde aanmelding" not in seen(client_of(charlie))


def test_colleagues_never_see_who_reported_an_anonymous_one(
    alice, bob, gent, client_of, qrc_editor
):
    made = tell_qrc(
        reporter=alice,
        organisation=gent,
        kind="datalek",
        title="Lijst op straat",
        is_anonymous=True,
    )
    page = seen(client_of(bob))

    assert "Lijst op straat" in page
    assert "Een collega, zonder naam" in page
    assert "Alice" not in page
    assert Activity.objects.get(verb="qrc.sighting.received").actor is None
    desk = client_of(qrc_editor).get(f"/qrc/desk/meldingen/{made.pk}/").content.decode()
    assert "alice@gent.example" in desk


def test_who_has_no_organisation_cannot_report(newcomer, client_of):
    assert client_of(newcomer).get(NEW).status_code == 403
    assert client_of(newcomer).post(NEW, GIVEN).status_code == 403
    assert Sighting.objects.count() == 0


def test_bad_input_says_so_beside_the_field(alice, client_of, fields):
    answer = client_of(alice).post(
        NEW, GIVEN | {"title": "", "since": "2099-01-01T10:00", "text": "x" * 5001}
    )
    shown = fields(answer.content.decode())

    assert shown.errors == {
        "title": "Vertel in één zin wat u ziet.",
        "since": "Dit ligt in de toekomst. Kies een moment dat voorbij is.",
        "text": "Hou het bij 5000 tekens. De rest bespreken we samen.",
    }
    assert shown.values["product"] == "Boekhouding"


def test_bell_rings_once_per_state(alice, gent, qrc_editor):
    row = tell_qrc(reporter=alice, organisation=gent, kind="storing", title="Plat")
    assert follow_up(sighting=row, state="bekeken", actor=qrc_editor)
    assert not follow_up(sighting=row, state="bekeken", actor=qrc_editor)
    assert follow_up(sighting=row, state="afgesloten", actor=qrc_editor, note="Opgelost.")

    bells = Delivery.objects.filter(message__kind="qrc.sighting").order_by("pk")
    assert [row.user for row in bells] == [alice, alice]
    assert "Opgelost." in bells[1].message.bodies.get(channel="web", language="nl").text


def test_lists_cost_the_same_with_three(alice, bob, gent, client_of, costs):
    def add() -> None:
        tell_qrc(reporter=alice, organisation=gent, kind="storing", title="Plat")
        tell_qrc(reporter=bob, organisation=gent, kind="storing", title="Plat")

    add()
    client = client_of(alice)
    one = costs(client, MINE)
    add()
    add()
    assert costs(client, MINE) == one
