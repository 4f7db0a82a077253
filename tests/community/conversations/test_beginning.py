from __future__ import annotations

import uuid
from typing import Any

import pytest

from community.activity.models import Activity
from community.conversations.models import Conversation, Participant, PrivateMessage
from community.conversations.services import Refused, block, start_conversation, write
from community.profiles.models import MemberProfile
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def gita(supplier: Any) -> Any:
    user = make_user("gita@softwarehuis.example", "Gita")
    make_member(user, supplier)
    return user


def begin(starter: Any, *recipients: Any, **more: Any) -> Conversation:
    return start_conversation(
        starter=starter, recipients=recipients, subject="Vraag", source="Dag.", **more
    )


def test_everybody_in_it_is_there_with_for_whom_he_speaks(alice, charlie, gent, aalst):
    made = begin(alice, charlie)

    assert list(
        Participant.objects.filter(conversation=made).order_by("pk")
        .values_list("user", "organisation", "last_read")
    ) == [(alice.pk, gent.pk, 1), (charlie.pk, aalst.pk, 0)]  # fmt: skip
    assert list(
        PrivateMessage.objects.values_list("number", "author", "organisation", "source")
    ) == [(1, alice.pk, gent.pk, "Dag.")]


def test_the_trail_tells_neither_to_whom_nor_what(alice, charlie):
    begin(alice, charlie)

    assert [
        (each.verb, sorted(each.data))
        for each in Activity.objects.filter(actor=alice).order_by("pk")
    ] == [
        ("community.message.written", ["message", "number"]),
        ("community.conversation.started", ["people"]),
    ]


def test_the_same_form_twice_is_one_conversation(alice, charlie):
    token = uuid.uuid4()

    assert begin(alice, charlie, submission=token) == begin(alice, charlie, submission=token)
    assert (Conversation.objects.count(), PrivateMessage.objects.count()) == (1, 1)


def test_who_blocked_and_who_wants_no_messages_refuse_in_the_same_words(alice, bob, charlie):
    block(user=charlie, other=alice)
    MemberProfile.objects.create(user=bob, contact="niemand")

    said = []
    for each in (charlie, bob):
        with pytest.raises(Refused) as refusal:
            begin(alice, each)
        said.append(str(refusal.value).replace(each.get_full_name(), "X"))
    assert said == ["U kunt X geen bericht sturen."] * 2
    assert not Conversation.objects.exists()


def test_a_supplier_begins_with_nobody_of_a_bestuur(gita, alice):
    MemberProfile.objects.create(user=alice, shown_to_suppliers=True)

    with pytest.raises(Refused):
        begin(gita, alice)


def test_a_supplier_answers_who_wrote_first_and_may_then_begin(gita, alice, bob):
    MemberProfile.objects.create(user=bob, shown_to_suppliers=True)
    asked = begin(alice, gita)

    write(conversation=asked, author=gita, source="Graag.")
    begin(gita, alice)
    with pytest.raises(Refused):
        begin(gita, bob)


def test_a_relayed_conversation_asks_no_preference_but_a_block_holds(gita, alice):
    made = begin(gita, alice, is_relayed=True, about="offers.inquiry:1")
    block(user=alice, other=gita)

    assert (made.is_relayed, made.about) == (True, "offers.inquiry:1")
    with pytest.raises(Refused):
        begin(gita, alice, is_relayed=True)


def test_who_is_only_for_besturen_hears_no_supplier_and_hears_a_colleague(gita, bob, alice):
    MemberProfile.objects.create(user=bob, contact="besturen", shown_to_suppliers=True)

    assert begin(alice, bob).pk
    with pytest.raises(Refused):
        begin(gita, bob)


def test_a_newcomer_begins_three_a_day(gita, alice, bob, charlie, supplier):
    colleagues = [make_user(f"c{n}@softwarehuis.example", f"C{n}") for n in range(4)]
    for each in colleagues:
        make_member(each, supplier)
    for each in colleagues[:3]:
        begin(gita, each)

    with pytest.raises(Refused, match="vandaag al 3"):
        begin(gita, colleagues[3])


@pytest.mark.parametrize(
    ("subject", "source"),
    [("", "Dag."), ("   ", "Dag."), ("Vraag", " \n"), ("Vraag", "x" * 10_001)],
)
def test_nothing_said_is_refused(alice, charlie, subject, source):
    with pytest.raises(Refused):
        start_conversation(starter=alice, recipients=[charlie], subject=subject, source=source)
    assert not Conversation.objects.exists()


def test_nobody_twenty_and_oneself(alice, newcomer):
    crowd = [make_user(f"v{n}@elders.example") for n in range(20)]

    for recipients in ([], [alice], crowd):
        with pytest.raises(Refused):
            begin(alice, *recipients)
    with pytest.raises(Refused, match="Sluit eerst aan"):
        begin(newcomer, alice)
