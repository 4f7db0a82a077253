"""What an invitation tells whom, who is left alone, and what becomes of a group when somebody leaves
the house for good."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from community.activity.services import pay_owed
from community.conversations.services import block
from community.groups.models import Group, GroupInvitation, GroupMembership
from community.groups.services import Refused, invite, leave_for_good, make_leader
from community.groups.services import ask as ask_in
from community.groups.services.entering import MOST_A_DAY
from community.messaging.models import Delivery
from community.profiles.services import save_profile
from tests.factories.groups import group
from tests.people import make_member as works
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def gita(supplier: Any) -> Any:
    user = make_user("gita@softwarehuis.example", "Gita")
    works(user, supplier)
    return user


def ask(client: Any, made: Group, **asked: str) -> str:
    address = reverse("community:group-invite", args=(made.pk,))
    return client.post(address, asked, follow=True).content.decode()


def test_an_address_tells_its_leader_nothing(client_of, alice, charlie, bob):
    save_profile(user=charlie, is_listed=False)
    made, client = group(alice), client_of(alice)

    pages = [ask(client, made, email=each) for each in ("charlie@aalst.example", "x@y.example")]
    assert list(GroupInvitation.objects.values_list("user", flat=True)) == [charlie.pk]
    assert [("Charlie" in page, "Nog geen antwoord" in page) for page in pages] == [
        (False, False), (False, False),
    ]  # fmt: skip
    page = ask(client, made, email="bob@gent.example")
    assert "Bob Proef" in page
    assert "Charlie" not in page


def test_a_supplier_invites_whom_he_finds_and_nobody_else(client_of, gita, charlie):
    made, client = group(gita, audience="leden"), client_of(gita)

    ask(client, made, email="charlie@aalst.example")
    assert GroupInvitation.objects.count() == 0
    assert Delivery.objects.filter(user=charlie).count() == 0
    save_profile(user=charlie, shown_to_suppliers=True)
    ask(client, made, email="charlie@aalst.example")
    assert GroupInvitation.objects.get().user == charlie


def test_who_blocked_a_leader_is_left_alone(client_of, alice, charlie):
    block(user=charlie, other=alice)
    made, client = group(alice), client_of(alice)

    assert "U kunt deze persoon niet uitnodigen." in ask(client, made, member_words="Charlie")
    assert "niet uitnodigen" not in ask(client, made, email="charlie@aalst.example")
    assert (GroupInvitation.objects.count(), Delivery.objects.filter(user=charlie).count()) == (
        0, 0,
    )  # fmt: skip


def test_the_second_leader_to_decide_hears_that_the_first_did(client_of, alice, bob, charlie):
    made = group(alice, bob)
    make_leader(membership=GroupMembership.objects.get(group=made, user=bob), actor=alice)
    found = ask_in(group=made, user=charlie)
    address = reverse("community:group-request", args=(found.pk,))
    said = [
        client_of(each).post(address, {"antwoord": wish, "reason": "Vol."}, follow=True)
        for each, wish in ((alice, "ja"), (bob, "nee"))
    ]
    assert ["intussen beslist" in each.content.decode() for each in said] == [False, True]
    assert GroupMembership.objects.current().filter(group=made, user=charlie).exists()


def test_an_invitation_into_a_hidden_group_tells_of_no_member(client_of, alice, bob, charlie):
    made = group(alice, bob, name="Kwikstaart", entrance="verborgen")
    page = reverse("community:member", args=(bob.pk,))
    invite(group=made, user=charlie, actor=alice)

    shown = {
        each: "Kwikstaart" in client_of(each).get(page).content.decode()
        for each in (alice, charlie)
    }
    assert shown == {alice: True, charlie: False}


def test_invitations_of_a_day_end_alike_for_an_address_of_somebody_and_of_nobody(alice, charlie):
    made = group(alice)
    for _ in range(MOST_A_DAY):
        assert invite(group=made, user=None, actor=alice) is None

    for user in (None, charlie):
        with pytest.raises(Refused, match="Ga morgen verder") as refused:
            invite(group=made, user=user, actor=alice)
        assert refused.value.field == "member"


def test_who_leaves_the_house_leaves_no_group_without_a_leader_that_nobody_hears_of(
    alice, bob, editor
):
    shared, own = group(alice, bob, name="Samen"), group(alice, name="Alleen")

    assert leave_for_good(user=alice) == 2
    assert not GroupMembership.objects.filter(user=alice, left_at=None).exists()
    for each in (shared, own):
        each.refresh_from_db()
    assert (shared.is_ended, own.is_ended) == (False, True)
    said = Delivery.objects.filter(user=editor, channel="web").select_related("message")
    assert [each.message.key.split(":")[:3] for each in said] == [
        ["group", str(shared.pk), "leaderless"]
    ]
    assert leave_for_good(user=alice) == 0


def test_the_address_of_a_groups_talk_tells_of_no_other_group(alice, charlie):
    group(alice, name="Reorganisatie", entrance="verborgen")
    made = group(charlie, name="Reorganisatie")
    pay_owed()

    assert made.category.slug == f"groep-{made.pk}"
