from __future__ import annotations

import pytest

from community.messaging.models import Delivery
from qrc.cases.enums import Via
from qrc.cases.models import Case
from qrc.cases.services import acknowledge, change_cases
from tests.factories import portfolio
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
LIST = "/qrc/ons/"


@pytest.fixture
def at_aalst(case, charlie, aalst, told) -> Case:
    """Aalst uses it too, under a name of its own, and wrote a note."""
    portfolio.known(aalst, name="Poort van Aalst")
    advisory = told(title="Iets voor Aalst en Gent")
    found: Case = Case.objects.get(organisation=aalst, advisory=advisory)
    change_cases(
        cases=Case.objects.filter(pk=found.pk), state="in-behandeling", note="geheim van Aalst",
        actor=charlie,
    )  # fmt: skip
    return found


def test_the_warning_leads_to_the_follow_up_of_ones_own_alone(client_of, alice, charlie, case):
    address = f"/qrc/waarschuwingen/{case.advisory_id}/"

    assert f'href="/qrc/ons/{case.pk}/"' in client_of(alice).get(address).content.decode()
    assert "/qrc/ons/" + str(case.pk) not in client_of(charlie).get(address).content.decode()


def test_the_list_shows_ones_own_and_why(client_of, alice, case, at_aalst):
    page = client_of(alice).get(LIST).content.decode()

    assert case.advisory.title in page
    assert "PoortWacht VPN: na te kijken" in page
    assert "2 waarschuwingen over wat Gent gebruikt, wachten op u." in page
    for foreign in ("geheim van Aalst", "Poort van Aalst", f"/qrc/ons/{at_aalst.pk}/"):
        assert foreign not in page


def test_the_overview_counts_ones_own_and_says_what_nobody_saw(
    client_of, alice, charlie, case, at_aalst
):
    acknowledge(cases=[case], user=alice, via=Via.SCREEN)

    def said(user) -> list[bool]:
        page = client_of(user).get("/overzicht/").content.decode()
        return [words in page for words in (
            "waarschuwingen over uw portfolio", "waarschuwing over uw portfolio",
            "1 nog niet gezien",
        )]  # fmt: skip

    assert (said(alice), said(charlie)) == ([True, False, True], [False, True, False])


def test_somebody_elses_case_is_not_there(client_of, alice, case, at_aalst):
    client = client_of(alice)

    assert client.get(f"{LIST}{at_aalst.pk}/").status_code == 404
    for end in ("stand/", "gezien/"):
        data = {"state": "verholpen"}
        assert client.post(f"{LIST}{at_aalst.pk}/{end}", data).status_code == 404
    client.post(f"{LIST}stand/", {"cases": [case.pk, at_aalst.pk], "state": "verholpen"})
    states = Case.objects.order_by("pk").values_list("pk", "state")
    assert dict(states)[at_aalst.pk] == "in-behandeling"
    assert dict(states)[case.pk] == "nieuw"


def test_the_state_is_changed_in_place(client_of, bob, case):
    answer = client_of(bob).post(
        f"{LIST}{case.pk}/stand/", {"state": "verholpen", "note": "Bijgewerkt naar 7.2.9."},
        headers={"HX-Request": "true"},
    )  # fmt: skip

    assert answer.status_code == 200
    assert answer.content.decode().count("<tr ") == 1
    assert f'id="case-{case.pk}"' in answer.content.decode()
    assert "Bijgewerkt naar 7.2.9." in answer.content.decode()
    case.refresh_from_db()
    assert (case.state, case.note) == ("verholpen", "Bijgewerkt naar 7.2.9.")


def test_too_long_a_note_is_refused_and_not_lost(client_of, bob, case):
    long = "x" * 1001
    for headers in ({}, {"HX-Request": "true"}):
        page = client_of(bob).post(
            f"{LIST}{case.pk}/stand/", {"state": "verholpen", "note": long}, headers=headers
        )
        assert "Houd het bij 1000 tekens." in page.content.decode()
        assert long in page.content.decode()
    case.refresh_from_db()
    assert (case.state, case.note) == ("nieuw", "")


def test_many_at_once_keep_their_notes(client_of, bob, case, told):
    told(title="Nog iets")
    Case.objects.filter(pk=case.pk).update(note="blijft")
    keys = list(Case.objects.values_list("pk", flat=True))
    page = client_of(bob).post(f"{LIST}stand/", {"cases": keys, "state": "verholpen"}, follow=True)

    assert "2 waarschuwingen: verholpen." in page.content.decode()
    assert set(Case.objects.values_list("state", flat=True)) == {"verholpen"}
    assert Case.objects.get(pk=case.pk).note == "blijft"


def test_nothing_ticked_is_said(client_of, bob, case):
    page = client_of(bob).post(f"{LIST}stand/", {"state": "verholpen"}, follow=True)

    assert "Kruis eerst aan welke waarschuwingen u bedoelt." in page.content.decode()


def test_filters(client_of, bob, case, told):
    other = told(title="Iets middelmatigs", severity="medium")
    change_cases(cases=Case.objects.filter(advisory=other), state="verholpen", note="", actor=bob)
    client = client_of(bob)

    def found(query: str) -> list[str]:
        rows = client.get(f"{LIST}?{query}").context["page"]
        return [row.advisory.title for row in rows]

    title = case.advisory.title
    assert found("") == [title, "Iets middelmatigs"]
    assert found("state=open") == [title]
    assert found("state=verholpen") == ["Iets middelmatigs"]
    assert found("severity=critical") == [title]
    assert found("version=unknown") == [title, "Iets middelmatigs"]
    assert found("version=affected") == []
    assert found("q=middelm") == ["Iets middelmatigs"]
    assert found("q=poortwacht+vpn&state=open") == [title]


def test_what_may_not_be_read_is_not_listed(client_of, bob, case):
    case.advisory.tlp = "RED"
    case.advisory.save()

    assert list(client_of(bob).get(LIST).context["page"]) == []
    assert client_of(bob).get(f"{LIST}{case.pk}/").status_code == 404


def test_who_acknowledged_is_seen_by_colleagues(client_of, alice, bob, case):
    acknowledge(cases=[case], user=bob, via="sms")

    assert f"{bob}</span>" in client_of(alice).get(f"{LIST}{case.pk}/").content.decode()
    assert "via de sms" in client_of(alice).get(LIST).content.decode()


def test_the_export_carries_what_the_list_shows(client_of, bob, case):
    rows = b"".join(client_of(bob).get(f"{LIST}export.csv").streaming_content).decode()

    assert rows.splitlines()[1].startswith(
        "Kritiek;PoortWacht-VPN: overname zonder wachtwoord;PoortWacht VPN;Na te kijken;Nieuw;;"
    )
    assert len(rows.splitlines()) == 2


def test_the_list_costs_the_same_for_one_and_for_three(client_of, costs, bob, case, told):
    one = costs(client_of(bob), LIST)
    told(title="Twee")
    told(title="Drie")

    assert len(client_of(bob).get(LIST).context["page"].object_list) == 3
    assert costs(client_of(bob), LIST) == one


def test_the_menu_counts_what_is_open(client_of, alice, bob, case):
    badge = '<span>Wat ons raakt</span><span class="tag info">1<'
    assert badge in client_of(alice).get("/overzicht/").content.decode()
    change_cases(cases=Case.objects.all(), state="verholpen", note="", actor=bob)

    assert badge not in client_of(alice).get("/overzicht/").content.decode()


def test_outside_the_desk_a_count_is_told_from_five(client_of, charlie, told, gent, aalst):
    from community.organisations.models import Organisation
    from tests.people import make_user

    advisory = told()
    user, page = make_user("teller@stad.example"), f"/qrc/waarschuwingen/{advisory.pk}/"
    here = Organisation.objects.active().governments().order_by("pk")[:5]
    for organisation in here[:4]:
        Case.objects.create(organisation=organisation, advisory=advisory)
    acknowledge(cases=Case.objects.all(), user=user, via="mail")
    few = client_of(charlie).get(page).content.decode()
    acknowledge(
        cases=[Case.objects.create(organisation=here[4], advisory=advisory)], user=user, via="mail"
    )

    assert "bevestigden dat ze" not in few
    assert "5 besturen bevestigden dat ze" in client_of(charlie).get(page).content.decode()
    assert "bevestigden dat ze" not in client_of(user).get(page).content.decode()


def test_the_overview_of_a_portfolio_leads_to_the_list(bob, gent, settings):
    from qrc.alerts.standing import follow_items
    from qrc.matching.services import match_advisories

    match_advisories([make.advisory()])
    follow_items(items=[portfolio.known(gent).pk], ended=[], key="proef:9")
    row = Delivery.objects.get(message__kind="qrc.portfolio_overview", channel="email")

    assert (
        row.message.bodies.get(channel="email", language="nl").url == f"{settings.SITE_URL}{LIST}"
    )
