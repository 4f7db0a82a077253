from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.activity.services import pay_owed
from community.dashboard.tiles import Tile, tiles
from community.dashboard.views import greeting
from community.organisations.enums import Role
from community.organisations.services import ask_to_join, invite
from qrc.alerts.services import raise_alert
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import qrc
from tests.people import make_user

pytestmark = pytest.mark.django_db
OVERVIEW = "/overzicht/"


@pytest.mark.parametrize(
    ("hour", "words"),
    [(6, "Goedemorgen"), (12, "Goedemiddag"), (17, "Goedemiddag"), (18, "Goedenavond")],
)
def test_greeting_follows_the_clock(hour, words):
    assert greeting("Alice", datetime(2026, 1, 5, hour)) == f"{words}, Alice"  # noqa: DTZ001 - a wall clock


def subscribed(user, **wish):
    return subscribe(subscriber=subscriber_of(user=user), **wish)


def warn(**fields):
    advisory = qrc.advisory(**fields)
    revision = qrc.revision(advisory)
    raise_alert(revision_id=revision.pk)
    return advisory


def said(response) -> str:
    return response.context["overview"].sentence


def test_dashboard_of_a_visitor_asks_to_sign_in(client):
    response = client.get(OVERVIEW)

    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={OVERVIEW}")


def test_dashboard_opens_with_the_warnings_that_reached_this_person(alice, charlie, client_of):
    subscribed(alice, words=["PoortWacht"])
    subscribed(charlie, words=["Zaakpad"])
    warn(title="PoortWacht lekt", severity="critical")
    warn(
        title="Andere lekt", severity="critical", products=[{"vendor": "Ander", "product": "Ding"}]
    )
    warn(title="PoortWacht kraakt", severity="low")

    page = client_of(alice).get(OVERVIEW)

    assert said(page) == "1 waarschuwing vraagt uw aandacht. De rest is in orde."
    assert [item.title for item in page.context["overview"].items] == ["PoortWacht lekt"]
    assert "PoortWacht lekt" in page.content.decode()
    assert said(client_of(charlie).get(OVERVIEW)).startswith("Alles rustig.")


def test_dashboard_is_calm_about_what_was_withdrawn(alice, client_of):
    subscribed(alice)
    advisory = warn(severity="critical")
    advisory.withdrawn_at = advisory.changed_at
    advisory.save()

    page = client_of(alice).get(OVERVIEW)

    assert said(page) == (
        "Alles rustig. Geen waarschuwing van de voorbije twee weken vraagt actie van u."
    )


def test_dashboard_puts_the_gravest_first_whatever_its_age(alice, client_of):
    subscribed(alice)
    for severity, exploited in (("critical", False), ("high", False), ("low", True)):
        warn(title=severity, severity=severity, exploited=exploited)

    page = client_of(alice).get(OVERVIEW)

    assert [item.title for item in page.context["overview"].items] == ["critical", "high", "low"]
    assert 'data-severity="critical"' in page.content.decode()


def test_dashboard_of_who_cannot_be_reached_says_so(alice, client_of):
    page = client_of(alice).get(OVERVIEW)

    assert said(page) == "Wij kunnen u nog niet overal bereiken. De rest is in orde."
    assert [item.title for item in page.context["overview"].items] == [
        "U krijgt nog geen waarschuwingen"
    ]


def test_dashboard_asks_administrators_and_no_one_else_to_decide(
    alice, bob, newcomer, gent, client_of
):
    for person in (alice, bob):
        subscribed(person)
    ask_to_join(user=newcomer, organisation=gent, roles=[Role.STAFF])

    assert said(client_of(alice).get(OVERVIEW)) == (
        "1 aanvraag wacht op uw beslissing. De rest is in orde."
    )
    assert said(client_of(bob).get(OVERVIEW)).startswith("Alles rustig.")


def test_dashboard_of_a_newcomer_starts_with_joining(newcomer, alice, gent, client_of):
    invite(organisation=gent, email=newcomer.email, roles=[Role.STAFF], by=alice)

    page = client_of(newcomer).get(OVERVIEW)
    html = page.content.decode()

    assert html.index("Sluit u aan bij uw bestuur") < html.index("Gent nodigt u uit")
    assert 'href="/aansluiten/"' in html


def test_dashboard_shows_each_role_its_own_tiles(
    alice, newcomer, qrc_editor, helpdesk, editor, client_of
):
    titles = (
        "Wat ons raakt", "Waarschuwingen", "Mijn abonnement", "Bestuur en leden", "Meldingen",
        "Bronnen", "Verzendregister", "Inhoud van de site", "Helpdesk", "Indicatoren",
    )  # fmt: skip

    def shown(user) -> list[str]:
        html = client_of(user).get(OVERVIEW).content.decode()
        return [title for title in titles if f">{title}</a></h3>" in html]

    everyone = ["Waarschuwingen", "Mijn abonnement"]
    member = [*everyone, "Bestuur en leden", "Meldingen"]
    assert shown(newcomer) == [*everyone, "Meldingen"]
    assert shown(alice) == ["Wat ons raakt", *member]
    assert shown(qrc_editor) == [*member, "Bronnen", "Verzendregister", "Indicatoren"]
    assert shown(helpdesk) == [*member, "Helpdesk", "Indicatoren"]
    assert shown(editor) == [*member, "Inhoud van de site", "Indicatoren"]


def test_dashboard_has_its_tiles_in_parts_and_leaves_out_an_empty_one(
    alice, platform_admin, client_of
):
    def parts(user) -> dict[str, list[str]]:
        shelves = client_of(user).get(OVERVIEW).context["shelves"]
        return {
            str(each.part.label): [tile.key for tile in each.tiles if tile.key in known]
            for each in shelves
        }

    known = ("qrc.open_cases", "community.forum", "content.library", "community.figures")
    assert parts(alice) == {
        "Mijn bestuur": ["qrc.open_cases"],
        "Met collega’s": ["community.forum"],
        "Leren en lezen": ["content.library"],
    }
    assert parts(platform_admin)["Beheer van het platform"] == ["community.figures"]


def test_dashboard_stands_when_a_tile_falls(alice, client_of):
    class Broken(Tile):
        key = "community.broken"
        title = "Stuk instrument"

        def get_context(self, request, subject=None):
            raise RuntimeError

    with tiles.temporarily(Broken()):
        page = client_of(alice).get(OVERVIEW)

    assert page.status_code == 200
    html = page.content.decode()
    assert [word in html for word in ("Stuk instrument", "niet ophalen", "leden van Gent")] == [
        True, True, False,
    ]  # fmt: skip
    assert "lid van Gent" in html


def queries_for(user, client_of) -> int:
    browser = client_of(user)
    browser.get(OVERVIEW)
    with CaptureQueriesContext(connection) as asked:
        browser.get(OVERVIEW)
    return len(asked)


def test_dashboard_asks_as_much_with_one_row_as_with_three(alice, gent, platform_admin, client_of):
    subscribed(alice)
    warn(severity="critical")
    ask_to_join(user=make_user("een@gent.example"), organisation=gent, roles=[Role.STAFF])
    pay_owed()
    one = queries_for(alice, client_of), queries_for(platform_admin, client_of)
    for number in range(2):
        warn(severity="critical")
        person = make_user(f"meer{number}@gent.example")
        ask_to_join(user=person, organisation=gent, roles=[Role.STAFF])
    pay_owed()
    three = queries_for(alice, client_of), queries_for(platform_admin, client_of)

    assert one == three
    assert max(three) <= 15
