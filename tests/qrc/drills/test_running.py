from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.messaging.enums import AddressState, State
from community.messaging.models import Address, Delivery, Message
from community.organisations.models import Organisation
from qrc.advisories.models import Advisory
from qrc.cases.models import Case
from qrc.contacts.models import WarningContact
from qrc.drills.models import Drill, DrillResult
from qrc.drills.queries import summary_of
from qrc.drills.running import run
from qrc.drills.services import acknowledge, approve_drill, cancel_drill, edit_drill, plan_drill
from qrc.subscriptions.services import subscriber_of
from tests.factories import qrc as make
from tests.people import make_member, make_user, with_second_factor

pytestmark = pytest.mark.django_db
SAID = {"title": "Herfst", "text": "Bevestig.", "channels": ["email", "web"]}


@pytest.fixture
def quinten(qrc_editor):
    return qrc_editor


def close(drill: Drill) -> Drill:
    Drill.objects.filter(pk=drill.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    run()
    return Drill.objects.get(pk=drill.pk)


def outcome(organisation: Organisation) -> tuple[int, str, str]:
    found = DrillResult.objects.get(organisation=organisation)
    return found.score, found.first_reach, found.second_reach


def test_both_contacts_hear_of_it_once_and_marked_as_a_drill(gent, alice, bob, quinten):
    drill = make.drill(gent, actor=quinten)

    sent = Delivery.objects.filter(message__kind="qrc.drill").order_by("user__email", "channel")
    assert list(sent.values_list("user__email", "channel")) == [
        ("alice@gent.example", "email"), ("alice@gent.example", "web"),
        ("bob@gent.example", "email"), ("bob@gent.example", "web"),
    ]  # fmt: skip
    words = {each.channel: each for each in Message.objects.get().bodies.filter(language="nl")}
    assert words["email"].subject == words["web"].subject == "OEFENING: Herfstoefening"
    assert words["email"].text.startswith("OEFENING: Herfstoefening\n")
    assert "<h1>OEFENING: Herfstoefening</h1>" in words["email"].html
    assert words["sms"].text.startswith("OEFENING QRC: Herfstoefening.")
    assert "oefening" in words["web"].text
    assert drill.state == "loopt"


def test_it_opens_no_case_and_touches_no_advisory(gent, alice, bob, quinten):
    advisory = make.advisory()
    before = Advisory.objects.values().get(pk=advisory.pk)

    close(make.drill(gent, actor=quinten))

    assert Advisory.objects.values().get() == before
    assert not Case.objects.exists()


def test_starting_and_closing_twice_tells_once(gent, alice, bob, quinten):
    drill = make.drill(gent, actor=quinten)
    assert run() == 0
    # A worker that was killed before its last line finds the row as it was.
    Drill.objects.filter(pk=drill.pk).update(closes_at=timezone.now())
    assert (run(), run()) == (1, 0)

    assert Delivery.objects.filter(message__kind="qrc.drill").count() == 4
    assert Activity.objects.filter(verb="qrc.drill.started").count() == 1
    assert Activity.objects.filter(verb="qrc.drill.closed").count() == 1


def test_a_planned_drill_waits_for_its_moment(gent, bob, quinten):
    at = timezone.now() + timedelta(hours=2)
    drill = plan_drill(author=quinten, starts_at=at, scope="besturen", organisations=[gent], **SAID)
    approve_drill(drill=drill, actor=quinten)
    run()
    assert (Drill.objects.get().state, Delivery.objects.count()) == ("gepland", 0)

    Drill.objects.update(starts_at=timezone.now())
    run()

    assert Drill.objects.get().state == "loopt"


def test_the_score_says_how_far_it_came(gent, aalst, alice, bob, charlie, quinten):
    drill = make.drill(gent, aalst, actor=quinten)
    assert outcome(gent) == (20, "onderweg", "onderweg")
    Delivery.objects.filter(channel="email").update(state=State.SENT)
    Delivery.objects.filter(channel="email", user=charlie).update(state=State.FAILED)
    run()
    assert outcome(gent) == (50, "geen-antwoord", "geen-antwoord")

    acknowledge(drill=drill, user=alice, via="mail", organisations=[gent.pk, aalst.pk])
    assert outcome(gent) == (85, "geen-antwoord", "bevestigd")
    acknowledge(drill=drill, user=bob, via="sms", organisations=[gent.pk])
    close(drill)

    assert outcome(gent) == (100, "bevestigd", "bevestigd")
    assert outcome(aalst) == (10, "mislukt", "geen-contact")
    summary = summary_of(drill)
    assert (summary.besturen, summary.reached, summary.bands) == (2, 1, (1, 0, 0, 0, 1))
    assert {why.value: n for why, n in summary.missed.items()} == {"mislukt": 1}


@pytest.mark.parametrize(
    ("state", "reach"),
    [
        (AddressState.UNCONFIRMED, "onbevestigd"), (AddressState.BOUNCED, "teruggekeerd"),
        (AddressState.STOPPED, "uitgezet"),
    ],
)  # fmt: skip
def test_who_has_no_way_is_told_apart(gent, bob, quinten, state, reach):
    Address.objects.filter(user=bob).update(state=state)

    close(make.drill(gent, actor=quinten))

    assert outcome(gent) == (10, reach, "geen-contact")
    assert not Delivery.objects.filter(channel="email").exists()


def test_a_channel_that_a_contact_refused_is_not_used(gent, bob, quinten):
    WarningContact.objects.create(organisation=gent, rank=1, user=bob, channels=["web"])

    make.drill(gent, actor=quinten)

    assert list(Delivery.objects.values_list("channel", flat=True)) == ["web"]
    assert outcome(gent)[1] == "uitgezet"


def test_a_bestuur_without_contacts_scores_nothing(gent, quinten):
    close(make.drill(gent, actor=quinten))

    assert outcome(gent) == (0, "geen-contact", "geen-contact")


def test_an_answer_after_the_end_does_not_count(gent, bob, quinten):
    drill = make.drill(gent, actor=quinten)
    Drill.objects.update(closes_at=timezone.now())

    with pytest.raises(ValidationError, match="afgesloten"):
        acknowledge(drill=drill, user=bob, via="mail", organisations=[gent.pk])
    close(drill)

    assert outcome(gent)[1] != "bevestigd"
    # What had not left stays behind.
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.SUPPRESSED}


def test_answering_again_changes_nothing(gent, bob, quinten):
    drill = make.drill(gent, actor=quinten)

    first, again = (
        acknowledge(drill=drill, user=bob, via=via, organisations=[gent.pk])
        for via in ("mail", "sms")
    )

    assert (first, again, DrillResult.objects.get().first_via) == (1, 0, "mail")
    assert Activity.objects.filter(verb="qrc.drill.answered").count() == 1


@pytest.fixture
def dear(gent, alice, bob, settings, quinten) -> Drill:
    """More SMS than one person may send alone."""
    settings.QRC_SMS_ALONE = 0
    for user, value in ((alice, "+32470000111"), (bob, "+32470000112")):
        phone = Address.objects.create(
            channel="sms", value=value, user=user, state=AddressState.CONFIRMED
        )
        person = subscriber_of(user=user)
        person.phone = phone
        person.save()
    fields = SAID | {"channels": ["sms"]}
    return plan_drill(author=quinten, scope="besturen", organisations=[gent], **fields)


def test_many_sms_ask_for_two_people(dear, quinten, platform):
    other = with_second_factor(make_user("tweede@platform.example", "Tine"))
    make_member(other, platform, "qrc-redacteur")
    assert (dear.audience, dear.segments, dear.needs_two) == ({"sms": 2}, 1, True)

    approve_drill(drill=dear, actor=quinten)
    pay_owed()
    with pytest.raises(ValidationError, match="eerste"):
        approve_drill(drill=dear, actor=quinten)
    run()
    assert Drill.objects.get().state == "voorstel"
    asked = Delivery.objects.filter(message__kind="qrc.second_look", channel="email")
    assert [each.user for each in asked] == [other]

    approve_drill(drill=dear, actor=other)
    run()
    assert Drill.objects.get().state == "loopt"


def test_an_audience_that_grew_asks_again(dear, quinten, settings):
    settings.QRC_SMS_ALONE = 5
    approve_drill(drill=dear, actor=quinten)
    settings.QRC_SMS_ALONE = 1

    run()

    drill = Drill.objects.get()
    assert (drill.state, drill.needs_two, drill.first_by, drill.version) == (
        "voorstel", True, None, 2,
    )  # fmt: skip
    assert not Delivery.objects.filter(message__kind="qrc.drill").exists()


def test_an_sms_counts_against_the_allowance_of_its_bestuur(dear, gent, quinten, settings):
    from community.messaging.allowances import set_allowance

    settings.QRC_SMS_ALONE = 5
    set_allowance(organisation=gent, monthly_cap=10, reserve=20, actor=quinten)
    approve_drill(drill=dear, actor=quinten)
    run()

    assert {each.parts["payer"] for each in Delivery.objects.filter(channel="sms")} == {
        str(gent.pk)
    }


def test_a_change_asks_approval_again(gent, bob, quinten):
    at = timezone.now() + timedelta(hours=1)
    drill = plan_drill(author=quinten, starts_at=at, scope="besturen", organisations=[gent], **SAID)
    approve_drill(drill=drill, actor=quinten, version=1)

    edit_drill(drill=drill, actor=quinten, organisations=[gent], text="Anders.")

    drill.refresh_from_db()
    assert (drill.state, drill.first_by, drill.version) == ("voorstel", None, 2)
    with pytest.raises(ValidationError, match="wijzigde"):
        approve_drill(drill=drill, actor=quinten, version=1)


def test_what_is_dropped_never_starts(gent, bob, quinten):
    drill = plan_drill(author=quinten, scope="besturen", organisations=[gent], **SAID)
    approve_drill(drill=drill, actor=quinten)
    cancel_drill(drill=drill, actor=quinten, reason="Te druk.")

    assert run() == 0
    assert (Drill.objects.get().state, Delivery.objects.count()) == ("geschrapt", 0)
