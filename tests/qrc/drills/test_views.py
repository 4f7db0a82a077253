from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree, html

from community.activity.models import Activity
from community.organisations.models import Organisation
from qrc.alerts.cap import NAMESPACE
from qrc.drills.links import answer_token
from qrc.drills.models import Drill, DrillResult
from qrc.drills.running import run
from qrc.drills.services import acknowledge
from qrc.subscriptions.services import subscriber_of
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
LIST, OWN = "/qrc/oefeningen/", "/qrc/oefeningen/ons/"
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "alerts" / "cap12.xsd"))
ASKED = {
    "title": "Herfst", "text": "Bevestig.", "channels": ["email"], "audience": "provincie",
    "province": "Limburg", "hours": "24",
}  # fmt: skip


@pytest.fixture
def drill(gent, aalst, alice, bob, charlie, qrc_editor) -> Drill:
    return make.drill(gent, aalst, actor=qrc_editor)


def token(user, drill, via="mail") -> str:
    return f"/oef/{answer_token(subscriber=subscriber_of(user=user).pk, drill=drill.pk, via=via)}"


def words(page: bytes) -> str:
    return " ".join(html.fromstring(page).xpath("//main")[0].text_content().split())


def test_opening_the_link_changes_nothing_and_the_button_answers(drill, bob, gent):
    client, address = Client(), token(bob, drill, "sms")

    for _n in range(3):
        assert client.get(address).status_code == 200
    assert client.head(address).status_code == 405
    assert not DrillResult.objects.reached().exists()
    assert client.post(address).status_code == 302

    found = DrillResult.objects.reached().get()
    assert (found.organisation, found.first, found.first_via) == (gent, bob, "sms")
    assert "Dank u" in words(client.get(address).content)


def test_a_link_of_something_else_opens_nothing(drill, bob):
    assert Client().post("/oef/kapot").status_code == 404
    foreign = token(bob, drill).replace("/oef/", "/b/")
    assert Client().get(foreign).status_code == 404


def test_the_link_of_a_closed_drill_says_so(drill, bob):
    Drill.objects.update(closes_at=timezone.now())

    page = Client().post(token(bob, drill))

    assert "afgesloten" in words(page.content)
    assert not DrillResult.objects.reached().exists()


def test_who_left_the_bestuur_answers_no_more(drill, bob):
    bob.memberships.update(left_at=timezone.now())

    assert Client().post(token(bob, drill)).status_code == 410


def test_the_screen_answers_for_contacts_only(client_of, drill, alice, bob, charlie, newcomer):
    for user, status in ((newcomer, 404), (bob, 302)):
        assert client_of(user).post(f"{LIST}{drill.pk}/gezien/").status_code == status

    assert [each.first_via for each in DrillResult.objects.reached()] == ["scherm"]
    assert "Wij hebben het gezien" in words(client_of(alice).get(OWN).content)
    assert "Wij hebben het gezien" not in words(client_of(bob).get(OWN).content)


def test_a_bestuur_sees_its_own_result_and_what_to_mend(
    client_of, drill, alice, bob, charlie, gent
):
    acknowledge(drill=drill, user=bob, via="mail", organisations=[gent.pk])
    Drill.objects.update(closes_at=timezone.now())
    run()

    mine, other = (words(client_of(user).get(OWN).content) for user in (alice, charlie))

    assert "Gent haalde in de laatste oefening 90 van 100" not in other
    assert ("Bob" in mine, "Bob" in other, "Gent" in other) == (True, False, False)
    assert "Kies een tweede contact: er is niemand." in other
    # Two took part: too few to be told.
    assert ("besturen deel" in mine, "besturen deel" in other) == (False, False)


@pytest.mark.parametrize(("answering", "split"), [(4, False), (5, True)])
def test_others_are_counted_from_five(client_of, drill, alice, gent, answering, split):
    more = Organisation.objects.governments().exclude(
        pk__in=DrillResult.objects.values("organisation")
    )
    for n, each in enumerate(more.order_by("pk")[:9]):
        at = timezone.now() if n < answering else None
        DrillResult.objects.create(drill=drill, organisation=each, first_seen_at=at)

    page = words(client_of(alice).get(OWN).content)

    assert "11 besturen deel" in page
    assert ("5 antwoordden op tijd" in page) is split
    assert "4 antwoordden op tijd" not in page


def test_a_proposal_shows_its_cost_and_nothing_leaves(client_of, qrc_editor, bob, fields):
    client = client_of(qrc_editor)

    page = client.post(f"{LIST}nieuw/", ASKED | {"channels": ["web"], "province": ""})
    shown = fields(page.content.decode())
    assert (
        shown.errors["channels"] == "Kies minstens e-mail of sms: het scherm alleen wekt niemand."
    )
    assert shown.errors["province"] == "Kies een provincie."
    assert shown.values["text"] == "Bevestig."
    made = client.post(f"{LIST}nieuw/", ASKED)
    page = words(client.get(made.url).content)

    assert "OEFENING: Herfst" in page
    assert "Goedkeuren en versturen" in page
    assert Drill.objects.get().besturen > 40
    assert client.post(f"{made.url}goedkeuren/", {"version": "7"}).status_code == 302
    assert Drill.objects.get().state == "voorstel"
    client.post(f"{made.url}goedkeuren/", {"version": "1"})
    assert Drill.objects.get().state == "gepland"


def test_results_are_filtered_sorted_exported_and_each_view_is_noted(
    client_of, drill, qrc_editor, bob, gent, costs
):
    acknowledge(drill=drill, user=bob, via="mail", organisations=[gent.pk])
    client, address = client_of(qrc_editor), f"{LIST}{drill.pk}/"
    few = costs(client, address)

    def rows(query: str) -> list[str]:
        tree = html.fromstring(client.get(address + query).content)
        return [each.text_content() for each in tree.xpath("//*[@id='results']//tbody/tr/th")]

    assert (rows(""), rows("?sort=-score")) == (["Aalst", "Gent"], ["Gent", "Aalst"])
    assert (rows("?outcome=gemist"), rows("?province=Limburg"), rows("?q=gen")) == (
        ["Aalst"], [], ["Gent"],
    )  # fmt: skip
    export = b"".join(client.get(f"{address}export.csv?outcome=bereikt").streaming_content).decode()
    assert [line.split(";")[0] for line in export.splitlines()][1:] == ["Gent"]
    assert Activity.objects.filter(verb="qrc.drill.viewed", actor=qrc_editor).count() == 8
    more = Organisation.objects.governments().exclude(
        pk__in=DrillResult.objects.values("organisation")
    )
    DrillResult.objects.bulk_create(
        DrillResult(drill=drill, organisation=each) for each in more[:60]
    )
    assert costs(client, address) == few


def test_the_chart_carries_no_style_and_no_script(client_of, drill, qrc_editor):
    tree = html.fromstring(client_of(qrc_editor).get(f"{LIST}{drill.pk}/").content)

    (chart,) = tree.xpath("//figure//*[local-name()='svg']")
    assert chart.get("aria-label") == "Besturen per score"
    assert not chart.xpath(".//*[local-name()='style' or local-name()='script'] | .//@style")
    assert "0–19 – Besturen: 1" in chart.text_content()


def test_cap_says_that_it_is_an_exercise(client_of, drill, alice, newcomer):
    address = f"{LIST}{drill.pk}/cap.xml"
    assert Client().get(address).status_code == 302
    assert client_of(newcomer).get(address).status_code == 404

    running = etree.fromstring(client_of(alice).get(address).content)
    Drill.objects.update(closes_at=timezone.now())
    run()
    closed = etree.fromstring(client_of(alice).get(address).content)

    for tree, kind in ((running, "Alert"), (closed, "Cancel")):
        SCHEMA.assertValid(tree)
        said = {
            each: tree.findtext(f"{{{NAMESPACE}}}{each}") for each in ("status", "msgType", "scope")
        }
        assert said == {"status": "Exercise", "msgType": kind, "scope": "Restricted"}
        info = tree.find(f"{{{NAMESPACE}}}info")
        assert info.findtext(f"{{{NAMESPACE}}}headline") == "OEFENING: Herfstoefening"
        assert info.findtext(f"{{{NAMESPACE}}}event") == "Oefening"
