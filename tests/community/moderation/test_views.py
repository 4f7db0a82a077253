"""The screens: who sees the queue, what a decision looks like before it is taken, and one's own."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.forum.services import edit_post
from community.groups.models import Group, GroupMembership
from community.moderation.figures import figures_of, make_quarter, quarter_of
from community.moderation.models import Appeal, CannedReason, Decision, Flag, ReviewItem
from community.moderation.services import put
from tests.factories import forum
from tests.factories.moderation import POST, decided, flagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(alice):
    return forum.post(forum.topic(alice, title="Kluizen"), alice, "Koop nu ons pakket.")


def form(**fields) -> dict[str, str]:
    return {
        "submission": str(uuid4()), "measure": "verbergen", "ground": "huisregels",
        "article": "art. 5 (Geen reclame)", "facts": "U noemt een prijs.",
        "explanation": "Niemand vroeg daarnaar.",
    } | fields  # fmt: skip


def test_the_queue_asks_as_much_for_three_rows_as_for_one(alice, bob, charlie, editor, client_of):
    topic = forum.topic(alice)
    client = client_of(editor)
    flagged(forum.post(topic, alice, "Een"), bob)
    client.get("/nazicht/")
    with CaptureQueriesContext(connection) as one:
        assert client.get("/nazicht/").content.decode().count("<article") == 1
    for n in range(3):
        flagged(forum.post(topic, alice, f"Nog {n}"), charlie)
    with CaptureQueriesContext(connection) as four:
        assert client.get("/nazicht/").content.decode().count("<article") == 4
    assert len(one) == len(four)


def test_filters_tabs_and_badge(alice, bob, editor, client_of, post):
    item = flagged(post, bob, "persoonsgegevens")
    client = client_of(editor)

    page = client.get("/nazicht/").content.decode()
    assert "Ernstig" in page
    assert "Koop nu ons pakket." in page
    assert 'Nazicht van berichten</span><span class="tag info">1' in page
    assert "Niets gevonden" in client.get("/nazicht/?why=bezwaar").content.decode()
    assert "U nam niets" in client.get("/nazicht/?toon=mijn").content.decode()
    client.post(f"/nazicht/{item.pk}/nemen/")
    assert "Koop nu" in client.get("/nazicht/?toon=mijn").content.decode()
    assert "Nog niets beslist" in client.get("/nazicht/?toon=beslist").content.decode()


def test_first_the_statement_then_the_decision(alice, bob, editor, client_of, post):
    item = flagged(post, bob)
    client, address = client_of(editor), f"/nazicht/{item.pk}/beslissen/"

    preview = client.post(address, form()).content.decode()
    assert "Dit leest de schrijver" in preview
    assert "U noemt een prijs." in preview
    assert not Decision.objects.exists()
    assert client.post(address, form(bevestigd="1")).status_code == 302
    assert Decision.objects.get().item == item


def test_what_is_missing_stands_beside_its_field_and_nothing_is_lost(bob, editor, client_of, post):
    item = flagged(post, bob)
    asked = form(facts="", article="", explanation="Wat ik al typte.", bevestigd="1")
    page = client_of(editor).post(f"/nazicht/{item.pk}/beslissen/", asked).content.decode()

    assert "Zeg wat u zag. Wie het schreef, leest dit." in page
    assert "Noem het artikel van de huisregels, of de wet." in page
    assert "Wat ik al typte." in page
    assert not Decision.objects.exists()
    silence = form(measure="schrijfverbod", until="2020-01-01", bevestigd="1")
    page = client_of(editor).post(f"/nazicht/{item.pk}/beslissen/", silence).content.decode()
    assert "Kies een dag na vandaag" in page


def test_a_ready_made_reason_fills_the_form(bob, editor, client_of, post):
    item = flagged(post, bob)
    page = client_of(editor).get(f"/nazicht/{item.pk}/").content.decode()
    assert "Reclame" in page
    reason = CannedReason.objects.get(name="Kwetsend")
    filled = client_of(editor).get(f"/nazicht/{item.pk}/?motivering={reason.pk}")
    assert reason.explanation in filled.content.decode()


def test_names_of_who_flagged_are_for_editors_alone(alice, bob, charlie, editor, client_of):
    group = Group.objects.create(kind="werkruimte", name="Kring", summary="Wij.")
    for user, role in ((alice, "trekker"), (bob, "lid"), (charlie, "lid")):
        GroupMembership.objects.create(group=group, user=user, role=role)
    inside = forum.category(audience="groep", group=group)
    post = forum.post(forum.topic(bob, category=inside), bob)
    item = flagged(post, charlie, "persoonsgegevens", "Hier staat een naam.")
    address = f"/nazicht/{item.pk}/"

    assert "Charlie Proef" in client_of(editor).get(address).content.decode()
    of_leader = client_of(alice).get(address).content.decode()
    assert "Hier staat een naam." in of_leader
    assert "Charlie Proef" not in of_leader
    assert client_of(bob).get(address).status_code == 403
    assert client_of(charlie).get(address).status_code == 403


def test_ones_own_statement_and_appeal(alice, bob, charlie, editor, client_of, post):
    decision = decided(post, editor)
    address = f"/beslissingen/{decision.pk}/"

    page = client_of(alice).get(address).content.decode()
    for part in ("U noemt een prijs en een bestelformulier.", "art. 5", "Koop nu ons pakket.",
                 "Een mens besliste", "Bezwaar maken"):  # fmt: skip
        assert part in page
    for other in (bob, charlie, editor):
        assert client_of(other).get(address).status_code == 404
        assert client_of(other).post(address, {"words": "Nee."}).status_code == 404
    assert client_of(alice).post(address, {"words": ""}).status_code == 200
    assert client_of(alice).post(address, {"words": "Het was een antwoord."}).status_code == 302
    assert Appeal.objects.get().words == "Het was een antwoord."
    page = client_of(alice).get(address).content.decode()
    assert "U krijgt antwoord uiterlijk op" in page
    assert "Kluizen" in client_of(alice).get("/beslissingen/").content.decode()
    assert "Kluizen" not in client_of(bob).get("/beslissingen/").content.decode()


def test_flagging_by_form_says_what_is_missing(alice, bob, client_of, post):
    address = f"/signaleren/{POST}/{post.pk}/"

    assert "Zeg in enkele zinnen wat er mis is." in (
        client_of(bob).post(address, {"reason": "illegaal", "words": ""}).content.decode()
    )
    assert client_of(bob).post(address, {"reason": "spam"}).status_code == 302
    assert client_of(alice).get(address).status_code == 404
    assert client_of(bob).get(f"/signaleren/geen.soort/{post.pk}/").status_code == 404
    mine = client_of(bob).get("/signaleren/mijn/").content.decode()
    assert "Wordt bekeken" in mine
    assert Flag.objects.get().reporter == bob


def test_moderating_of_ones_own_accord_asks_first(alice, editor, platform_admin, client_of, post):
    address = f"/nazicht/{POST}/{post.pk}/"

    assert client_of(alice).get(address).status_code == 404
    assert "Dit nazien?" in client_of(editor).get(address).content.decode()
    assert not ReviewItem.objects.exists()
    client_of(editor).post(address)
    item = ReviewItem.objects.get()
    assert (item.why, item.claimed_by) == ("eigen", editor)
    other = client_of(platform_admin).get(f"/nazicht/{item.pk}/").content.decode()
    assert "Een collega bekijkt dit nu" in other


def test_figures_count_what_was_decided_in_the_quarter(alice, bob, editor, client_of, post):
    decided(post, editor, item=flagged(post, bob))
    figures = figures_of(quarter_of(timezone.localdate()))

    assert (figures.flags, figures.decisions, figures.restricting, figures.automated) == (
        1,
        1,
        1,
        0,
    )
    assert [(str(each.label), each.number) for each in figures.by_ground] == [
        ("Onze huisregels", 1)
    ]
    assert figures.hours is not None
    assert figures_of(make_quarter(2020, 4)).decisions == 0
    assert make_quarter(2025, 4).end == make_quarter(2026, 1).begin
    page = client_of(bob).get("/nazicht/cijfers/").content.decode()
    assert "1 keer grepen zij in" in page
    assert "Alice" not in page


def test_who_previews_what_was_changed_meanwhile_reads_it_first(alice, editor, client_of):
    post = forum.post(forum.topic(alice), alice, "Koop nu ons pakket.")
    item = put(kind=POST, pk=post.pk, why="eigen")
    client = client_of(editor)
    form = client.get(f"/nazicht/{item.pk}/").context["form"]
    data = {
        "submission": str(uuid4()), "seen": form["seen"].value(), "measure": "verbergen",
        "ground": "huisregels", "article": "art. 5", "facts": "Reclame.", "explanation": "Mag niet.",
    }  # fmt: skip
    edit_post(post=post, editor=alice, source="Iets heel anders.", seen_revision=1)
    page = client.post(f"/nazicht/{item.pk}/beslissen/", data)
    said = page.content.decode()
    assert ("wijzigde dit intussen" in said, "Dit leest de schrijver" in said) == (True, False)
    # The page stands beside the new words now: sent again, it is about those.
    data["seen"] = page.context["form"]["seen"].value()
    again = client.post(f"/nazicht/{item.pk}/beslissen/", data)
    assert "Dit leest de schrijver" in again.content.decode()
