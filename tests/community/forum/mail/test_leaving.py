"""What waited while its reader lost the right to read it does not leave."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from community.activity.services import pay_owed
from community.forum.mail.gates import still_read
from community.forum.mail.telling import message_key
from community.forum.services.moderating import move_topic
from community.messaging import gates
from community.messaging.enums import State
from community.messaging.models import Delivery
from community.notifications import FORUM_POST
from community.organisations.models import Membership
from tests.community.forum.mail.conftest import watch
from tests.factories import forum as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(newcomer, supplier):
    make_member(newcomer, supplier)
    return newcomer


@pytest.fixture
def topic(alice):
    made = make.topic(alice, category=make.category("Mail"), title="Hoe maakt u kopieën van mail?")
    pay_owed()
    return made


def results() -> list[tuple[str, str, str]]:
    """(first name, state, code) of the mails."""
    rows = Delivery.objects.filter(channel="email").order_by("user__first_name")
    return list(rows.values_list("user__first_name", "state", "error_code"))


def test_what_moves_to_others_reaches_none_of_its_old_readers(
    bob, charlie, seller, editor, topic, send_all
):
    watch(topic, charlie, seller)
    make.post(topic, bob, "Het geheime woord.")
    pay_owed()
    assert {state for _who, state, _code in results()} == {State.QUEUED}

    move_topic(
        topic=topic, category=make.category(audience="besturen"), moderator=editor,
        reason="Dit is voor besturen.", submission=uuid4(),
    )  # fmt: skip
    server = send_all()

    assert server.to(seller.email) == []
    assert len(server.to(charlie.email)) == 1
    by_name = {who: (state, code) for who, state, code in results()}
    assert by_name["Charlie"] == (State.SENT, "")
    assert by_name[seller.first_name] == (State.SUPPRESSED, gates.SHUT)


def test_who_left_meanwhile_gets_nothing_that_waited(bob, charlie, topic, send_all):
    watch(topic, charlie)
    make.post(topic, bob)
    pay_owed()
    Membership.objects.filter(user=charlie).update(left_at=timezone.now())
    server = send_all()

    assert server.to(charlie.email) == []
    assert ("Charlie", State.SUPPRESSED, gates.SHUT) in results()


def test_a_rule_that_breaks_holds_back_what_it_guards_and_loses_nothing(
    bob, charlie, topic, send_all, monkeypatch
):
    watch(topic, charlie)
    make.post(topic, bob)
    pay_owed()
    with monkeypatch.context() as broken:

        def breaks(_told):
            raise RuntimeError("stuk")

        for kind in list(gates._gates):
            broken.setitem(gates._gates, kind, breaks)
        server = send_all()
        assert server.to(charlie.email) == []
        assert ("Charlie", State.QUEUED, gates.UNDECIDED) in results()

    Delivery.objects.update(not_before=timezone.now())
    server = send_all()
    assert len(server.to(charlie.email)) == 1


def test_as_many_questions_for_one_as_for_ten(
    alice, bob, aalst, topic, django_assert_num_queries, django_assert_max_num_queries
):
    crowd = [make_user(f"v{n}@aalst.example", f"Volger{n}") for n in range(10)]
    for each in crowd:
        make_member(each, aalst)
    posts = [make.post(topic, bob) for _number in range(3)]
    told = {(each.pk, message_key(post.pk, FORUM_POST)) for each in crowd for post in posts}

    with django_assert_max_num_queries(6) as asked:
        assert still_read(told) == told
    with django_assert_num_queries(len(asked)):
        assert len(still_read({min(told)})) == 1
    assert still_read({(crowd[0].pk, "qrc:alert:1")}) == set()
