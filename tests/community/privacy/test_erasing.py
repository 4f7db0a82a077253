"""Who is forgotten stands nowhere any more: every table, every file, every line of the log."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from community.accounts.models import User
from community.activity.models import Activity
from community.activity.services import pay_owed
from community.events.enums import SeatState
from community.events.models import Registration
from community.experts.models import ExpertProfile
from community.experts.services import keep_skill
from community.messaging.enums import State
from community.messaging.models import Delivery, Message
from community.offers.models import ServiceOffer
from community.organisations.models import Membership
from community.organisations.services import ask_to_join
from community.privacy import services
from community.privacy.holdings import Holding, Keep, holdings
from community.privacy.models import Erasure, Kept
from community.privacy.services import ask_copy, ask_erasure, cancel_erasure, erase_due, make_copies
from community.profiles.services import save_profile
from community.search.services import catch_up
from qrc.advisories.models import Advisory
from tests.community.privacy.dump import places_of
from tests.factories import achievements, events, experts, offers
from tests.factories import qrc as make
from tests.factories.groups import group
from tests.house import canary
from tests.house.canary import MARKERS
from tests.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db

OF_THE_PERSON = (
    "first name", "last name", "mail address", "second mail address", "phone", "stopped phone",
    "asked phone", "job title", "notification", "notification's text", "delivery's error",
    "delivery's event", "device", "device's place", "subscription's words",
    "subscription's keywords", "bundle's reason", "followed course", "answer to a question",
    "name on a certificate", "state of a package", "registration's note", "list's file",
    "row's product", "row's note",
)  # fmt: skip
"""Marks of Kanarie's boss himself; all others are his organisation's, which stays."""


@pytest.fixture
def advisory(db: None) -> Advisory:
    found = make.advisory(
        title="Dijkwacht laat binnen zonder wachtwoord", cves=["CVE-2026-00001"],
        products=[{"vendor": "Dijkwacht", "product": "Dijkwacht poort"}],
    )  # fmt: skip
    make.revision(found)
    catch_up()
    return found


@pytest.fixture
def boss(advisory: Advisory) -> User:
    """Somebody of whom the house holds one of everything."""
    made = canary.settle(canary.organisation(), advisory)
    return made.boss


def erase(user: User) -> Erasure:
    planned = ask_erasure(user=user)
    with time_machine.travel(planned.due_at + timedelta(minutes=1), tick=False):
        assert erase_due() == 1
    return Erasure.objects.get(pk=planned.pk)


def test_nothing_of_the_person_is_left_in_any_table(boss: User):
    marks = [MARKERS[each] for each in OF_THE_PERSON]
    assert len(places_of(marks)) == len(marks)

    erase(boss)

    assert places_of(marks) == {}


def test_what_is_of_the_organisation_stays(boss: User):
    theirs = (
        "colleague's name",
        "webhook",
        "item's own name",
        "sighting",
        "document",
        "motivation",
    )
    erase(boss)
    assert set(places_of(MARKERS[each] for each in theirs)) == {MARKERS[each] for each in theirs}


def test_a_name_goes_from_what_others_were_told(alice: User, gent: Any):
    """A colleague who asked to join is named in the mail and the bell of the administrator."""
    asker = make_user("kim@gent.example", "Kimberley")
    User.objects.filter(pk=asker.pk).update(last_name="Vandewalle")
    asker.refresh_from_db()
    ask_to_join(user=asker, organisation=gent, roles=["medewerker"], message="Graag")
    pay_owed()
    assert "community_body" in places_of(["Kimberley Vandewalle"])["kimberley vandewalle"]

    erase(asker)

    assert places_of(["Kimberley Vandewalle", "kim@gent.example"]) == {}
    assert "een vroeger lid" in "".join(
        Message.objects.filter(kind="community.join_request").values_list("bodies__text", flat=True)
    )


def test_a_name_goes_from_what_colleagues_wrote_of_themselves_and_their_groups(
    alice: User, bob: User, charlie: User, gent: Any
):
    User.objects.filter(pk=charlie.pk).update(first_name="Kimberley", last_name="Vandewalle")
    words = "Vraag het Kimberley Vandewalle (charlie@aalst.example)."
    group(alice, name="Kring van Kimberley Vandewalle", summary=words, description=words)
    save_profile(user=bob, function="Opvolger van Kimberley Vandewalle", bio=words)
    keep_skill(user=bob, skill=experts.skill("gis"), level=3, shared="leden", evidence=words)
    experts.profile(bob, subjects=words)
    ExpertProfile.objects.update(verified_reason=words, verified_at=timezone.now())
    made = achievements.achievement()
    achievements.award(made, gent, reason=words, rule=None)
    here, hand = offers.provider("Huis")
    offers.offer(hand, here)
    ServiceOffer.objects.update(reason=words)
    found = places_of(["Kimberley Vandewalle"])["kimberley vandewalle"]
    assert len(found) == 6, found

    erase(User.objects.get(pk=charlie.pk))

    assert places_of(["Kimberley Vandewalle", "charlie@aalst.example"]) == {}


def test_a_short_name_in_a_full_box_holds_nothing_up(alice: User):
    asker = make_user("an@gent.example", "An")
    User.objects.filter(pk=asker.pk).update(last_name="Claes")
    made = group(alice, name=("An Claes " * 9)[:80].strip())

    erase(User.objects.get(pk=asker.pk))

    made.refresh_from_db()
    assert made.name == ("een vroeger lid " * 9)[:80]


def test_a_name_inside_another_stays(alice: User, gent: Any):
    asker = make_user("an@gent.example", "Annie")
    User.objects.filter(pk=asker.pk).update(last_name="Claes")
    other = make_user("joanniea@gent.example", "Joannie")
    User.objects.filter(pk=other.pk).update(last_name="Claessens")
    other.refresh_from_db()
    ask_to_join(user=other, organisation=gent, roles=["medewerker"], message="Graag")

    erase(User.objects.get(pk=asker.pk))

    assert "community_body" in places_of(["Joannie Claessens"])["joannie claessens"]


def test_what_still_waits_does_not_leave(boss: User):
    Delivery.objects.filter(user=boss).update(state=State.QUEUED)
    mine = set(Delivery.objects.filter(user=boss).values_list("pk", flat=True))
    assert mine
    erase(boss)
    assert set(Delivery.objects.filter(pk__in=mine).values_list("state", "recipient", "user")) == {
        (State.SUPPRESSED, "gewist", None)
    }


@pytest.mark.django_db(transaction=True)
def test_the_picture_goes_from_the_disk(alice: User, disk: Path):
    alice.avatar.save("gezicht.png", ContentFile(b"een gezicht"))
    path = alice.avatar.path
    assert Path(path).exists()
    copy = ask_copy(user=alice)
    assert make_copies() == 1
    copy.refresh_from_db()
    assert copy.path.exists()

    erase(alice)

    assert not Path(path).exists()
    assert not copy.path.exists()


def test_a_place_comes_free_for_who_waits_and_no_group_is_left_alone(
    alice: User, bob: User, charlie: User, editor: User
):
    event = events.event(capacity=1, sessions=[events.wish(days=30)])
    events.seat(event, alice)
    assert events.seat(event, bob).state == SeatState.WAITING
    shared, own = group(alice, charlie, name="Samen"), group(alice, name="Alleen")

    erase(alice)

    assert dict(Registration.objects.values_list("user", "state")) == {bob.pk: SeatState.SEATED}
    for each in (shared, own):
        each.refresh_from_db()
    assert (shared.is_ended, own.is_ended) == (False, True)
    told = Message.objects.filter(key__startswith=f"group:{shared.pk}:leaderless")
    assert list(told.values_list("deliveries__user", flat=True).distinct()) == [editor.pk]


def test_who_worked_there_is_told_to_whoever_listens(alice: User, bob: User, gent: Any):
    erase(bob)
    assert not Membership.objects.filter(organisation=gent).exclude(user=alice).exists()
    left = Activity.objects.filter(verb="community.member.left", organisation=gent)
    assert list(left.values_list("actor", "data")) == [(None, {"user": bob.pk})]


def test_nothing_happens_before_the_week_is_over_or_after_it_was_called_off(alice: User):
    planned = ask_erasure(user=alice)
    assert ask_erasure(user=alice) == planned
    assert erase_due() == 0
    assert cancel_erasure(erasure=planned) is True
    assert cancel_erasure(erasure=planned) is False
    with time_machine.travel(planned.due_at + timedelta(days=1), tick=False):
        assert erase_due() == 0
    assert User.objects.filter(pk=alice.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_failure_halfway_leaves_the_person_whole(alice: User, gent: Any, disk: Path):
    def broken(user: Any, traces: Any) -> None:
        raise RuntimeError("stroom weg")

    alice.avatar.save("gezicht.png", ContentFile(b"een gezicht"))
    copy = ask_copy(user=alice)
    assert make_copies() == 1
    planned = ask_erasure(user=alice)
    # The last to wipe: all the others did it already.
    with (
        holdings.temporarily(Holding("a.broken", "x", "x", wipe=broken, order=-1)),
        time_machine.travel(planned.due_at + timedelta(minutes=1), tick=False),
    ):
        assert erase_due() == 0
    assert Membership.objects.filter(user=alice, organisation=gent).exists()
    assert Path(alice.avatar.path).read_bytes() == b"een gezicht"
    assert copy.path.exists()
    with time_machine.travel(planned.due_at + timedelta(minutes=2), tick=False):
        assert erase_due() == 1
        assert erase_due() == 0
    assert not Path(alice.avatar.path).exists()
    assert not copy.path.exists()
    assert Activity.objects.filter(verb="community.erasure.done").count() == 1


def test_what_a_law_keeps_is_said_and_ends_on_its_day(alice: User):
    ended: list[str] = []
    today = timezone.localdate()
    keeping = Holding(
        "a.keeping", "Winst", "x", let_go=ended.append,
        keeps=lambda _user: [Keep("prijs:1", "Uw prijs", "De boekhoudwet vraagt dit.", today + timedelta(days=30))],
    )  # fmt: skip
    with holdings.temporarily(keeping):
        erasure = erase(alice)
        page = Client().get(f"/gewist/{erasure.code}/").content.decode()
        assert "Uw prijs" in page
        assert "De boekhoudwet vraagt dit." in page
        assert services.let_go_due(today=today + timedelta(days=30)) == 0
        assert services.let_go_due(today=today + timedelta(days=31)) == 1
        assert services.let_go_due(today=today + timedelta(days=31)) == 0
    assert ended == ["prijs:1"]
    assert Kept.objects.get().ended_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_that_erase_at_once_do_it_once(alice: User):
    planned = ask_erasure(user=alice)
    Erasure.objects.filter(pk=planned.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    outcomes: list[bool] = []

    def run() -> None:
        try:
            outcomes.append(services.erase(pk=planned.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes) == [False, False, False, True]
    assert not User.objects.filter(pk=alice.pk).exists()


def test_only_who_just_proved_it_is_him_can_ask(alice: User, client_of: Callable[[User], Client]):
    client = client_of(alice)
    response = client.get("/mijn-account/gegevens/wissen/")
    assert response.status_code == 302
    assert response["Location"].startswith("/account/reauthenticate/")
    client.post("/mijn-account/gegevens/wissen/", {"sure": "on"})
    assert not Erasure.objects.exists()


def test_asking_on_screen_and_calling_it_off_without_an_account(
    alice: User, client_of: Callable[[User], Client]
):
    browser = client_of(alice)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    refused = browser.post("/mijn-account/gegevens/wissen/", {"sent": "1"})
    assert "Vink dit aan als u het zeker weet" in refused.content.decode()
    asked = browser.post("/mijn-account/gegevens/wissen/", {"sure": "on"})
    planned = Erasure.objects.get()
    assert asked["Location"] == f"/gewist/{planned.code}/"
    page = browser.get("/mijn-account/gegevens/").content.decode()
    assert f"/gewist/{planned.code}/" in page

    stranger = Client()
    assert "Toch niet wissen" in stranger.get(f"/gewist/{planned.code}/").content.decode()
    stranger.post(f"/gewist/{planned.code}/")
    planned.refresh_from_db()
    assert planned.cancelled_at is not None
    assert stranger.get("/gewist/een-andere-code/").status_code == 404


def test_the_database_refuses_an_erasure_that_is_done_and_names_somebody(alice: User):
    planned = ask_erasure(user=alice)
    with pytest.raises(IntegrityError, match="erasure_done_names_nobody"), transaction.atomic():
        Erasure.objects.filter(pk=planned.pk).update(done_at=timezone.now())
