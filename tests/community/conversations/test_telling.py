from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.activity.services import pay_owed
from community.conversations.gates import still_told
from community.conversations.models import Conversation, Participant, PrivateMessage
from community.conversations.services import archive, leave, read_up_to, start_conversation, write
from community.conversations.telling import tell_waiting
from community.messaging.bell import news_of
from community.messaging.delivering import deliver
from community.messaging.enums import State
from community.messaging.gates import SHUT
from community.messaging.models import Body, Delivery
from tests.community.forum.killing import fails_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(alice, charlie) -> Conversation:
    made = start_conversation(
        starter=alice, recipients=[charlie], subject="Firewall", source="Welke [[merk]] hebt u?"
    )
    pay_owed()
    return made


def mails() -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(channel="email", message__key__startswith="conversation:")
    return list(rows.order_by("pk").values_list("user__first_name", "message__key"))


def an_hour_later(talk: Conversation) -> None:
    rows = Participant.objects.filter(conversation=talk)
    rows.update(told_at=timezone.now() - timedelta(minutes=61))


def test_who_is_written_to_gets_the_text_and_no_address(talk, alice, charlie):
    assert mails() == [("Charlie", f"conversation:{talk.pk}:{charlie.pk}:1")]
    said = "".join(
        Body.objects.filter(message__key=mails()[0][1]).values_list("text", flat=True)
    ) + "".join(Body.objects.filter(message__key=mails()[0][1]).values_list("html", flat=True))
    assert "Welke" in said
    assert "[[merk]]" not in said
    assert alice.email not in said


def test_one_mail_an_hour_until_it_is_read(talk, alice):
    for text in ("Twee.", "Drie."):
        write(conversation=talk, author=alice, source=text)
        pay_owed()
    assert len(mails()) == 1
    an_hour_later(talk)

    assert [tell_waiting() for _ in range(2)] == [1, 0]
    assert len(mails()) == 2
    body = Body.objects.get(message__key=mails()[1][1], channel="email", language="nl")
    assert ("Twee." in body.text, "Drie." in body.text, "Welke" in body.text) == (True, True, False)


def test_who_read_it_hears_at_once_of_the_next(talk, alice, charlie):
    read_up_to(conversation=talk, user=charlie, number=1)
    write(conversation=talk, author=alice, source="Nog iets.")
    pay_owed()

    assert len(mails()) == 2


def test_who_read_or_left_before_the_mail_hears_nothing(alice, charlie, bob):
    talk = start_conversation(
        starter=alice, recipients=[charlie, bob], subject="Vraag", source="Dag."
    )
    read_up_to(conversation=talk, user=charlie, number=1)
    leave(conversation=talk, user=bob)
    pay_owed()

    assert mails() == []


def test_what_was_put_away_is_told_again_when_somebody_writes(talk, alice, charlie):
    archive(conversation=talk, user=charlie)
    an_hour_later(talk)
    assert tell_waiting() == 0
    write(conversation=talk, author=alice, source="Toch nog.")

    assert tell_waiting(talk.pk) == 1


def test_a_writer_is_not_told_of_himself(talk, alice, charlie):
    write(conversation=talk, author=charlie, source="Antwoord.")
    pay_owed()

    assert [name for name, _key in mails()] == ["Charlie", "Alice"]


def test_one_who_cannot_be_told_holds_up_no_other(talk, alice, bob, charlie):
    other = start_conversation(
        starter=alice, recipients=[bob], subject="Back-up", source="En welke back-up?"
    )
    an_hour_later(talk)
    write(conversation=talk, author=alice, source="Weet u het al?")
    first = Participant.objects.get(conversation=talk, user=charlie)

    with fails_at('UPDATE "community_participant"', first.pk):
        assert tell_waiting() == 1
    assert mails()[-1] == ("Bob", f"conversation:{other.pk}:{bob.pk}:1")
    assert tell_waiting() == 1
    assert mails()[-1] == ("Charlie", f"conversation:{talk.pk}:{charlie.pk}:2")


def results(channel: str = "web") -> list[tuple[str, str, str]]:
    rows = Delivery.objects.filter(channel=channel, message__key__startswith="conversation:")
    return list(rows.order_by("pk").values_list("user__first_name", "state", "error_code"))


def test_who_left_while_it_waited_gets_nothing(talk, charlie):
    leave(conversation=talk, user=charlie)
    deliver("web")

    assert results() == [("Charlie", State.SUPPRESSED, SHUT)]


def test_what_was_hidden_while_it_waited_does_not_leave(talk, alice, bob, charlie):
    other = start_conversation(starter=alice, recipients=[bob], subject="X", source="En u?")
    pay_owed()
    talk.messages.update(hidden_at=timezone.now())
    deliver("web")
    assert results() == [("Charlie", State.SUPPRESSED, SHUT), ("Bob", State.DELIVERED, "")]
    assert news_of(bob)["count"] == 1

    # Hidden words of before the message was made are not in it.
    write(conversation=other, author=bob, source="Ja.")
    PrivateMessage.objects.filter(conversation=other, number=1).update(
        hidden_at=timezone.now() - timedelta(hours=1)
    )
    pay_owed()
    deliver("web")
    assert results()[-1] == ("Alice", State.DELIVERED, "")
    PrivateMessage.objects.filter(conversation=other, number=2).update(hidden_at=timezone.now())
    assert news_of(alice)["text"] == "Dit bericht kunt u niet meer lezen"


def test_as_many_questions_for_one_notice_as_for_more(talk, charlie, django_assert_num_queries):
    mine = (charlie.pk, mails()[0][1])
    for told in ({mine}, {mine, (charlie.pk, "forum:post:1:answer"), (talk.pk, "")}):
        with django_assert_num_queries(3):
            assert still_told(told) == {mine}
