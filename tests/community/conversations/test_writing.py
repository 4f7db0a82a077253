from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection

from community.conversations.models import Conversation, Participant, PrivateMessage
from community.conversations.services import (
    Refused,
    archive,
    block,
    leave,
    read_up_to,
    start_conversation,
    unblock,
    write,
)


@pytest.fixture
def talk(alice, charlie) -> Conversation:
    return start_conversation(
        starter=alice, recipients=[charlie], subject="Vraag", source="Dag Charlie."
    )


def pointers(talk: Conversation) -> dict[str, int]:
    rows = Participant.objects.filter(conversation=talk)
    return dict(rows.values_list("user__first_name", "last_read"))


@pytest.mark.django_db
def test_who_writes_has_read(talk, charlie):
    write(conversation=talk, author=charlie, source="Dag Alice.")

    assert pointers(talk) == {"Alice": 1, "Charlie": 2}


@pytest.mark.django_db
def test_a_pointer_never_goes_back_nor_past_the_end(talk, alice, charlie):
    write(conversation=talk, author=charlie, source="Twee.")
    talk.refresh_from_db()

    assert [read_up_to(conversation=talk, user=alice, number=n) for n in (99, 1, 2)] == [
        True, False, False,
    ]  # fmt: skip
    assert pointers(talk) == {"Alice": 2, "Charlie": 2}


@pytest.mark.django_db
def test_the_same_form_twice_is_one_message(talk, charlie):
    token = uuid.uuid4()
    for _ in range(2):
        write(conversation=talk, author=charlie, source="Eén.", submission=token)

    assert list(PrivateMessage.objects.values_list("number", "source")) == [
        (1, "Dag Charlie."), (2, "Eén."),
    ]  # fmt: skip


@pytest.mark.django_db
def test_who_is_no_part_of_it_writes_nothing(talk, bob, editor, platform_admin):
    for each in (bob, editor, platform_admin):
        with pytest.raises(Refused):
            write(conversation=talk, author=each, source="Hallo?")


@pytest.mark.django_db
def test_a_blocked_one_only_reads_and_the_blocker_is_reminded(talk, alice, charlie):
    block(user=alice, other=charlie)

    with pytest.raises(Refused, match="niet meer schrijven"):
        write(conversation=talk, author=charlie, source="Hoezo?")
    with pytest.raises(Refused, match="blokkeert"):
        write(conversation=talk, author=alice, source="Toch nog.")
    unblock(user=alice, other=charlie)
    assert write(conversation=talk, author=charlie, source="Dank.").number == 2


@pytest.mark.django_db
def test_who_left_reads_and_writes_no_more_and_alone_one_writes_to_nobody(talk, alice, charlie):
    assert [leave(conversation=talk, user=charlie) for _ in range(2)] == [True, False]

    for each in (alice, charlie):
        with pytest.raises(Refused):
            write(conversation=talk, author=each, source="Iemand?")


@pytest.mark.django_db
def test_what_was_put_away_comes_back_with_a_message(talk, alice, charlie):
    archive(conversation=talk, user=charlie)
    write(conversation=talk, author=alice, source="Nog iets.")

    assert not Participant.objects.exclude(archived_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_twenty_numbers(talk, alice, charlie):
    def say(author):
        for n in range(5):
            write(conversation=talk, author=author, source=f"{n}")
        connection.close()

    threads = [threading.Thread(target=say, args=(each,)) for each in (alice, charlie) * 2]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert list(PrivateMessage.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, 22)
    )
    talk.refresh_from_db()
    assert talk.highest_number == 21
