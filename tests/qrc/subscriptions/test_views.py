"""Choosing what to be warned of, on the screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.activity.models import Activity
from qrc.subscriptions.models import Subscription
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
MINE, NEW, PREVIEW = "/qrc/abonnement/", "/qrc/abonnement/nieuw/", "/qrc/abonnement/voorproef/"
WISH = {"min_severity": "high", "words": "PoortWacht, Dijkwacht", "channels": ["email", "sms"]}


@pytest.fixture
def wish(alice, gent) -> Subscription:
    return subscribe(
        subscriber=subscriber_of(user=alice), organisation=gent, words=["PoortWacht"],
        channels=["email"],
    )  # fmt: skip


def trail() -> list[tuple[str, int | None, int | None, object]]:
    rows = Activity.objects.filter(verb="qrc.subscription.changed").order_by("pk")
    return [(row.subject_id, row.actor_id, row.organisation_id, row.data["active"]) for row in rows]


def test_mine_shows_mine_and_nobody_elses(wish, bob, charlie, alice, client_of):
    subscribe(subscriber=subscriber_of(user=charlie), words=["Charlies pakket"])

    pages = {each: client_of(each).get(MINE).content.decode() for each in (alice, bob, charlie)}

    assert ["PoortWacht" in page for page in pages.values()] == [True, False, False]
    assert ["Charlies pakket" in page for page in pages.values()] == [False, False, True]
    assert "Nog geen abonnement" in pages[bob]
    assert "alice@gent.example" in pages[alice]


def test_mine_leaves_out_what_was_stopped(wish, alice, client_of):
    Subscription.objects.update(active=False)

    assert "PoortWacht" not in client_of(alice).get(MINE).content.decode()


def test_mine_costs_the_same_with_one_and_three_rows(wish, alice, client_of, costs):
    client = client_of(alice)
    one = costs(client, MINE)
    for word in ("Twee", "Drie"):
        subscribe(subscriber=subscriber_of(user=alice), words=[word])

    assert costs(client, MINE) == one


def test_mine_comes_in_pages(alice, client_of):
    for number in range(60):
        subscribe(subscriber=subscriber_of(user=alice), words=[f"Pakket {number:02}"])
    client = client_of(alice)
    shown = [client.get(MINE, {"page": page}).content.decode() for page in (1, 2, 3)]

    assert [page.count('class="card stack">\n    <div class="row between">') for page in shown] == [
        25, 25, 10,
    ]  # fmt: skip
    assert "U hebt 60 abonnementen" in shown[2]


def test_adding_subscribes_and_is_kept_in_the_trail(alice, gent, client_of):
    response = client_of(alice).post(NEW, WISH | {"organisation": gent.pk, "mail_on_changed": "on"})

    made = Subscription.objects.get()
    assert response["Location"] == MINE
    assert (made.subscriber.user, made.organisation, made.active) == (alice, gent, True)
    assert (made.words, made.channels) == (["Dijkwacht", "PoortWacht"], ["email", "sms"])
    assert made.mail_on_changed is True
    assert trail() == [(str(made.pk), alice.pk, gent.pk, True)]


def test_adding_offers_own_organisations_only(alice, charlie, gent, client_of, fields):
    client = client_of(charlie)
    response = client.post(NEW, WISH | {"organisation": gent.pk})

    assert not Subscription.objects.exists()
    found = fields(response.content.decode())
    assert found.errors["organisation"].startswith("Selecteer een geldige keuze")
    assert list(response.context["form"].fields["organisation"].queryset) == [
        charlie.memberships.get().organisation
    ]


@pytest.mark.parametrize(
    ("bad", "field", "error"),
    [
        ({"channels": []}, "channels", "Kies minstens één manier, anders hoort u niets."),
        ({"words": "x" * 81}, "words", f"“{'x' * 30}…” is te lang. Zet komma's tussen de namen."),
        ({"keywords": ",".join(f"w{n}" for n in range(51))}, "keywords", "Dit zijn 51 woorden. Meer dan 50 kan niet."),
        ({"min_severity": "unknown"}, "min_severity", "Selecteer een geldige keuze."),
    ],
)  # fmt: skip
def test_adding_what_cannot_be_says_why_and_keeps_what_was_typed(
    bad, field, error, alice, client_of, fields
):
    given = {**WISH, "keywords": "phishing"} | bad
    response = client_of(alice).post(NEW, given)

    found = fields(response.content.decode())
    assert response.status_code == 200
    assert set(found.errors) == {field}
    assert found.errors[field].startswith(error)
    for name in ("words", "keywords"):
        kept = [word.strip() for word in given[name].split(",")]
        assert [word.strip() for word in found.values[name].split(",")] == kept
    assert not Subscription.objects.exists()


def test_changing_shows_the_wish_and_puts_another_in_its_place(
    wish, alice, gent, client_of, fields
):
    client = client_of(alice)
    shown = fields(client.get(f"{MINE}{wish.pk}/").content.decode())
    assert (shown.values["words"], shown.values["organisation"]) == ("PoortWacht", str(gent.pk))

    assert client.post(f"{MINE}{wish.pk}/", WISH | {"organisation": gent.pk}).status_code == 302
    old, new = Subscription.objects.order_by("pk")
    assert (old.pk, old.active, new.active, new.words) == (
        wish.pk,
        False,
        True,
        ["Dijkwacht", "PoortWacht"],
    )
    assert trail()[1:] == [
        (str(new.pk), alice.pk, gent.pk, True), (str(old.pk), alice.pk, gent.pk, False),
    ]  # fmt: skip


def test_changing_badly_keeps_both_the_wish_and_the_words(wish, alice, client_of, fields):
    response = client_of(alice).post(f"{MINE}{wish.pk}/", {"words": "Nieuw", "min_severity": "low"})

    found = fields(response.content.decode())
    assert found.errors == {"channels": "Kies minstens één manier, anders hoort u niets."}
    assert found.values["words"] == "Nieuw"
    wish.refresh_from_db()
    assert (wish.active, wish.words) == (True, ["PoortWacht"])


def test_stopping_stops_and_is_kept_in_the_trail(wish, alice, gent, client_of):
    response = client_of(alice).post(f"{MINE}{wish.pk}/stop/")

    assert response["Location"] == MINE
    wish.refresh_from_db()
    assert wish.active is False
    assert trail()[-1] == (str(wish.pk), alice.pk, gent.pk, False)
    assert client_of(alice).post(f"{MINE}{wish.pk}/stop/").status_code == 404


@pytest.mark.parametrize("path", ["{}/", "{}/stop/"])
def test_somebody_elses_wish_is_not_there(path, wish, bob, charlie, client_of):
    for person in (bob, charlie):
        response = client_of(person).post(MINE + path.format(wish.pk), WISH)
        assert response.status_code == 404
    wish.refresh_from_db()
    assert (wish.active, wish.words, Subscription.objects.count()) == (True, ["PoortWacht"], 1)


def test_preview_counts_what_the_wish_would_have_brought(alice, client_of):
    make.advisory(severity="critical")
    make.advisory(severity="high")
    make.advisory(title="Dijkwacht: lek", products=[])
    make.advisory(severity="low")
    old = make.advisory(severity="critical")
    type(old).objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=91))

    page = client_of(alice).get(PREVIEW, {"min_severity": "high", "words": "PoortWacht"})

    found = page.context["found"]
    assert (found.count, found.critical) == (2, 1)
    assert "<strong>2 berichten</strong>" in page.content.decode()


def test_preview_tells_of_nothing_that_one_may_not_read(charlie, newcomer, client_of):
    make.advisory(tlp="AMBER", title="Alleen voor besturen")

    pages = [client_of(each).get(PREVIEW).content.decode() for each in (charlie, newcomer)]
    assert ["Alleen voor besturen" in page for page in pages] == [True, False]


@pytest.mark.parametrize("query", [{}, {"min_severity": "zeer"}, {"words": "x" * 500}])
def test_preview_of_half_a_form_answers(query, alice, client_of):
    response = client_of(alice).get(PREVIEW, query)

    assert response.status_code == 200
    assert "geen enkele waarschuwing" in response.content.decode()
