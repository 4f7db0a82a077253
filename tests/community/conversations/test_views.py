from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.admin import admin
from community.conversations import flagging
from community.conversations.models import Block, Conversation, Participant, PrivateMessage
from community.conversations.services import block, leave, start_conversation, write
from community.profiles.services import save_profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(alice, charlie) -> Conversation:
    return start_conversation(
        starter=alice, recipients=[charlie], subject="Firewall", source="Welk *merk* hebt u?"
    )


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/overzicht/")
    return client


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_reading_moves_the_pointer_and_empties_the_count(talk, charlie):
    client = signed_in(charlie)

    assert client.get("/berichten/aantal/").json() == {"count": 1}
    said = read(client, f"/berichten/{talk.pk}/")
    assert "<em>merk</em>" in said
    assert client.get("/berichten/aantal/").json() == {"count": 0}


def test_nobody_reads_along_whatever_his_role(talk, bob, editor, helpdesk, platform_admin):
    root = platform_admin
    root.is_superuser = root.is_staff = True
    root.save()
    for each in (bob, editor, helpdesk, root):
        client = signed_in(each)
        assert client.get(f"/berichten/{talk.pk}/").status_code == 404
        assert (
            client.post(f"/berichten/{talk.pk}/schrijven/", {"source": "Hallo"}).status_code == 404
        )
        assert "Firewall" not in read(client, "/berichten/")
        assert "Firewall" not in read(client, "/zoeken/?q=firewall")
    tables = {Conversation, Participant, PrivateMessage}
    assert not tables & set(admin.site._registry)


def test_the_list_asks_as_much_for_three_as_for_one(talk, alice, charlie):
    client = signed_in(charlie)
    with CaptureQueriesContext(connection) as one:
        read(client, "/berichten/")
    for n in range(3):
        start_conversation(starter=alice, recipients=[charlie], subject=f"{n}", source="Dag.")
    with CaptureQueriesContext(connection) as four:
        read(client, "/berichten/")

    assert len(four) == len(one)


def test_the_page_asks_as_much_for_many_messages_as_for_one(talk, alice, charlie):
    client = signed_in(charlie)
    read(client, f"/berichten/{talk.pk}/")
    with CaptureQueriesContext(connection) as one:
        read(client, f"/berichten/{talk.pk}/")
    for n in range(6):
        write(conversation=talk, author=alice if n % 2 else charlie, source=f"{n}.")
    read(client, f"/berichten/{talk.pk}/")
    with CaptureQueriesContext(connection) as seven:
        read(client, f"/berichten/{talk.pk}/")

    assert len(seven) == len(one)


def test_one_finds_in_ones_own_messages_alone(talk, alice, bob, charlie):
    assert "Firewall" in read(signed_in(charlie), "/berichten/?q=merk")
    assert "Firewall" not in read(signed_in(charlie), "/berichten/?q=printer")
    assert "Firewall" not in read(signed_in(bob), "/berichten/?q=merk")


def test_writing_and_what_was_refused_stays_typed(talk, alice, charlie):
    client, address = signed_in(charlie), f"/berichten/{talk.pk}/schrijven/"
    token = str(uuid.uuid4())
    answer = client.post(address, {"source": "Merk A.", "submission": token})
    assert answer["Location"] == f"/berichten/{talk.pk}/#bericht-2"

    block(user=alice, other=charlie)
    said = client.post(address, {"source": "Nog iets.", "submission": str(uuid.uuid4())})
    assert "niet meer schrijven" in said.content.decode()
    assert "Nog iets.</textarea>" in said.content.decode()
    assert "blokkeert" not in said.content.decode()


def test_script_in_a_message_does_no_harm(alice, charlie):
    made = start_conversation(
        starter=alice, recipients=[charlie], subject="<script>alert(1)</script>",
        source="<script>alert(2)</script> [x](javascript:alert(3)) ![y](https://elders.example/z.png)",
    )  # fmt: skip
    said = read(signed_in(charlie), f"/berichten/{made.pk}/").split("<main")[1]

    for bad in ("<script>alert", 'href="javascript:', '<img src="https://elders'):
        assert bad not in said


def test_who_left_finds_it_no_more(talk, charlie):
    leave(conversation=talk, user=charlie)

    assert signed_in(charlie).get(f"/berichten/{talk.pk}/").status_code == 404


def test_of_a_reported_message_two_neighbours_are_read_and_no_more(talk, alice, charlie, bob):
    for n in range(2, 7):
        write(conversation=talk, author=charlie if n % 2 else alice, source=f"Zin {n}.")
    middle = PrivateMessage.objects.get(number=4)

    assert [(each.words, each.is_it) for each in flagging.context(middle.pk)] == [
        ("Zin 3.", False), ("Zin 4.", True), ("Zin 5.", False),
    ]  # fmt: skip
    assert list(flagging.resolve([middle.pk], charlie)) == [middle.pk]
    assert list(flagging.resolve([middle.pk], bob)) == []


def test_who_left_a_conversation_can_still_block_who_was_in_it(client_of, alice, charlie):
    save_profile(user=charlie, is_listed=False)
    talk = start_conversation(starter=charlie, recipients=[alice], subject="Vraag", source="Dag.")
    leave(conversation=talk, user=alice)

    client_of(alice).post(reverse("community:block", args=(charlie.pk,)))
    assert list(Block.objects.values_list("blocker", "blocked")) == [(alice.pk, charlie.pk)]
