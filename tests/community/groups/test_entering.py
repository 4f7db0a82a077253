from __future__ import annotations

from typing import Any

import pytest

from community.groups.models import Group, GroupInvitation, GroupMembership, GroupRequest
from community.groups.rules import groups_for
from community.groups.services import (
    Refused,
    accept,
    ask,
    change_group,
    decide,
    decline,
    drop_unfit,
    end_group,
    end_hidden,
    invite,
    join,
    leave,
    make_leader,
    make_member,
    remove,
    start_group,
)
from community.messaging.models import Delivery
from community.organisations.models import Membership
from tests.factories.groups import group
from tests.people import make_member as works
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def gita(supplier: Any) -> Any:
    user = make_user("gita@softwarehuis.example", "Gita")
    works(user, supplier)
    return user


def inside(made: Group) -> list[tuple[str, str]]:
    rows = GroupMembership.objects.current().filter(group=made).order_by("pk")
    return list(rows.values_list("user__first_name", "role"))


def place(made: Group, user: Any) -> GroupMembership:
    return GroupMembership.objects.current().get(group=made, user=user)


def heard(user: Any) -> list[str]:
    rows = Delivery.objects.filter(user=user, channel="web").order_by("pk")
    return [each.message.key.split(":")[2] for each in rows.select_related("message")]


def test_members_begin_a_workspace_and_editors_any_kind(alice, editor):
    made = group(alice)

    assert inside(made) == [("Alice", "trekker")]
    with pytest.raises(Refused):
        group(alice, kind="kenniskring", region="Limburg")
    assert group(editor, kind="kenniskring", region="Limburg").region == "Limburg"


def test_into_an_open_group_one_comes_alone_and_once(alice, charlie):
    made = group(alice, entrance="open")

    assert join(group=made, user=charlie) == join(group=made, user=charlie)
    assert inside(made) == [("Alice", "trekker"), ("Charlie", "lid")]


def test_nobody_joins_what_is_on_demand_or_hidden(alice, charlie):
    for entrance in ("op-vraag", "verborgen"):
        with pytest.raises(Refused):
            join(group=group(alice, entrance=entrance), user=charlie)


def test_who_does_not_fit_never_comes_in(alice, gita):
    made = group(alice, entrance="open")

    for way in (
        lambda: join(group=made, user=gita),
        lambda: invite(group=made, user=gita, actor=alice),
        lambda: ask(group=group(alice), user=gita),
    ):
        with pytest.raises(Refused):
            way()
    assert inside(made) == [("Alice", "trekker")]


def test_a_leader_answers_a_question_once(alice, charlie, bob):
    made = group(alice, bob)
    asked = ask(group=made, user=charlie, message="Mag ik?")

    assert ask(group=made, user=charlie) == asked
    with pytest.raises(Refused):
        decide(request=asked, actor=bob, let=True)
    assert [decide(request=asked, actor=alice, let=True) for _ in range(2)] == [True, False]
    assert inside(made)[-1] == ("Charlie", "lid")
    assert heard(alice) == ["asked"]
    assert heard(charlie) == ["decided"]


def test_who_is_refused_reads_why_and_may_ask_again(alice, charlie):
    made = group(alice)
    asked = ask(group=made, user=charlie)

    with pytest.raises(Refused):
        decide(request=asked, actor=alice, let=False, reason=" ")
    decide(request=asked, actor=alice, let=False, reason="Wij zijn voltallig.")
    assert GroupRequest.objects.get().reason == "Wij zijn voltallig."
    assert ask(group=made, user=charlie) != asked


def test_an_invited_one_decides(alice, bob, charlie):
    made = group(alice, entrance="verborgen")
    first, second = (invite(group=made, user=each, actor=alice) for each in (bob, charlie))

    assert invite(group=made, user=bob, actor=alice) == first
    assert heard(bob) == ["invited"]
    with pytest.raises(Refused):
        accept(invitation=first, user=charlie)
    accept(invitation=first, user=bob)
    assert [decline(invitation=second, actor=charlie) for _ in range(2)] == [True, False]
    assert inside(made) == [("Alice", "trekker"), ("Bob", "lid")]
    assert list(GroupInvitation.objects.order_by("pk").values_list("state", flat=True)) == [
        "goedgekeurd", "geweigerd",
    ]  # fmt: skip


def test_only_leaders_invite_remove_and_lead(alice, bob, charlie):
    made = group(alice, bob)

    for way in (
        lambda: invite(group=made, user=charlie, actor=bob),
        lambda: remove(membership=place(made, alice), actor=bob, reason="Zomaar."),
        lambda: make_leader(membership=place(made, bob), actor=bob),
        lambda: change_group(group=made, actor=bob, name="Van mij"),
        lambda: end_group(group=made, actor=bob),
    ):
        with pytest.raises(Refused):
            way()
    made.refresh_from_db()
    assert (made.name, made.ended_at, len(inside(made))) == ("Samen inkopen", None, 2)


def test_the_last_leader_first_makes_another(alice, bob):
    made = group(alice, bob)

    with pytest.raises(Refused):
        leave(group=made, user=alice)
    with pytest.raises(Refused):
        make_member(membership=place(made, alice), actor=alice)
    make_leader(membership=place(made, bob), actor=alice)
    assert leave(group=made, user=alice)
    assert inside(made) == [("Bob", "trekker")]
    assert heard(bob) == ["leads"]


def test_the_last_one_ends_the_group_by_leaving(alice):
    made = group(alice)
    leave(group=made, user=alice)

    made.refresh_from_db()
    assert made.is_ended


def test_who_is_removed_reads_why(alice, bob):
    made = group(alice, bob)

    assert remove(membership=place(made, bob), actor=alice, reason="Andere functie.")
    assert inside(made) == [("Alice", "trekker")]
    mail = Delivery.objects.get(user=bob, channel="email").message.bodies.get(
        channel="email", language="nl"
    )
    assert "Andere functie." in mail.text


def test_who_leaves_his_last_fitting_work_falls_out_and_editors_hear_of_it(alice, bob, editor):
    made, other = group(alice, bob), group(bob, alice, audience="leden")
    Membership.objects.filter(user=alice).update(left_at="2026-01-01T00:00Z")

    assert [drop_unfit(user_id=alice.pk) for _ in range(2)] == [2, 0]
    assert (inside(made), inside(other)) == ([("Bob", "lid")], [("Bob", "trekker")])
    assert heard(editor) == ["leaderless"]


def test_of_a_hidden_group_without_leader_no_editor_reads_the_name(alice, bob, editor):
    group(alice, bob, entrance="verborgen", name="Stil overleg")
    Membership.objects.filter(user=alice).update(left_at="2026-01-01T00:00Z")
    drop_unfit(user_id=alice.pk)

    assert heard(editor) == []
    assert heard(bob) == ["leaderless"]


def test_an_editor_appoints_where_nobody_leads(alice, bob, editor):
    made = group(alice, bob)
    with pytest.raises(Refused):
        make_leader(membership=place(made, bob), actor=editor)
    GroupMembership.objects.filter(group=made, user=alice).update(left_at="2026-01-01T00:00Z")

    assert make_leader(membership=place(made, bob), actor=editor)
    assert inside(made) == [("Bob", "trekker")]


def test_a_group_is_not_narrowed_while_somebody_does_not_fit(alice, gita):
    made = group(alice, gita, audience="leden")

    with pytest.raises(Refused):
        change_group(group=made, actor=alice, audience="besturen")
    remove(membership=place(made, gita), actor=alice, reason="Alleen besturen nu.")
    assert change_group(group=made, actor=alice, audience="besturen").audience == "besturen"


def test_an_ended_group_stays_known_to_who_was_in_it_alone(alice, bob, charlie, editor):
    made = group(alice, bob, entrance="open")
    assert [groups_for(each).count() for each in (alice, bob, charlie, editor)] == [1, 1, 1, 1]
    end_group(group=made, actor=alice)

    assert [groups_for(each).count() for each in (alice, bob, charlie, editor)] == [1, 1, 0, 0]
    with pytest.raises(Refused):
        join(group=made, user=charlie)
    assert end_group(group=made, actor=alice) is False


def test_a_hidden_group_is_known_to_who_is_in_it_or_invited(
    alice, bob, charlie, editor, platform_admin
):
    made = group(alice, entrance="verborgen")
    invite(group=made, user=bob, actor=alice)

    people = (alice, bob, charlie, editor, platform_admin)
    assert [groups_for(each).count() for each in people] == [1, 1, 0, 0, 0]


def test_an_administrator_ends_a_hidden_group_that_he_knows_by_name(alice, editor, platform_admin):
    made = group(alice, entrance="verborgen", name="Stil overleg")
    group(alice, name="Open overleg")

    assert [
        end_hidden(name="Stil overleg", actor=editor),
        end_hidden(name="Stil", actor=platform_admin),
        end_hidden(name="Open overleg", actor=platform_admin),
        end_hidden(name="Stil overleg", actor=platform_admin),
    ] == [False, False, False, True]
    made.refresh_from_db()
    assert made.is_ended


def test_who_no_longer_works_here_starts_nothing(newcomer):
    with pytest.raises(Refused):
        start_group(actor=newcomer, kind="werkruimte", name="Alleen", summary="Ik.")
