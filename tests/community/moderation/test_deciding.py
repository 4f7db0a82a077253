"""Decisions: carried out, said with their reasons, kept for ever, and never on one's own."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.activity.models import Activity
from community.forum.services import Refused as NotWritten
from community.forum.services import edit_post, reply
from community.groups.enums import GroupRole
from community.groups.models import Group, GroupMembership
from community.messaging.models import Message
from community.moderation.enums import Ground, Measure, Why
from community.moderation.models import Decision, Restriction, ReviewItem
from community.moderation.refusing import Refused
from community.moderation.rules import items_for, may_judge
from community.moderation.services import claim, decide, let_go, put, reverse
from community.moderation.things import find
from community.organisations.enums import Audience
from tests.factories import forum
from tests.factories.moderation import POST, decided, flagged, reasons

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(alice):
    return forum.post(forum.topic(alice), alice, "Koop nu ons pakket.")


def words_of(key: str) -> str:
    message = Message.objects.get(key=key)
    return "\n".join(f"{each.subject}\n{each.text}" for each in message.bodies.all())


def test_hiding_says_each_thing_that_the_law_asks(post, charlie, editor):
    decision = decided(post, editor, item=flagged(post, charlie))

    post.refresh_from_db()
    assert post.state == "verborgen"
    assert (decision.measure, decision.found, decision.is_automated) == (
        "verbergen", "signaal", False,
    )  # fmt: skip
    assert decision.words == "Koop nu ons pakket."
    assert decision.rules_version == "2026-1"
    assert decision.scope.startswith("Niemand anders leest dit nog")
    said = words_of(f"moderation:decision:{decision.pk}")
    for part in (
        "Niemand anders leest dit nog", "U noemt een prijs en een bestelformulier.",
        "een mens besliste", "art. 5 (Geen reclame)", "Niemand vroeg naar een aanbod.",
        "Maak tot", "rechtbank",
    ):  # fmt: skip
        assert part in said
    told = Activity.objects.filter(verb="community.moderation.decided").get()
    assert (told.actor, told.data) == (
        editor,
        {"kind": POST, "object": post.pk, "measure": "verbergen", "ground": "huisregels",
         "found": "signaal"},
    )  # fmt: skip


def test_the_same_form_twice_is_one_decision(post, editor):
    item, token = put(kind=POST, pk=post.pk, why=Why.OWN), uuid4()

    first = decide(item=item, moderator=editor, reasons=reasons(), submission=token)
    again = decide(item=item, moderator=editor, reasons=reasons(), submission=token)
    with pytest.raises(Refused):
        decide(item=item, moderator=editor, reasons=reasons(), submission=uuid4())

    assert first == again
    assert Decision.objects.count() == 1


def test_a_decision_is_never_changed_but_people_may_leave_it(post, editor):
    decision = decided(post, editor)

    for change in ({"explanation": "Anders."}, {"measure": "niets"}, {"made_by": post.author}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**change)
    assert Decision.objects.filter(pk=decision.pk).update(made_by=None, words="", author=None) == 1
    row = Decision.objects.get(pk=decision.pk)
    assert (row.explanation, row.words, row.made_by) == ("Niemand vroeg naar een aanbod.", "", None)


def test_a_restriction_without_its_reasons_cannot_be_kept(post, editor):
    for missing in ("facts", "explanation", "article"):
        item = put(kind=POST, pk=post.pk, why=Why.OWN)
        with pytest.raises(IntegrityError), transaction.atomic():
            decide(
                item=item, moderator=editor, reasons=reasons(**{missing: ""}), submission=uuid4()
            )
    post.refresh_from_db()
    assert post.state == "zichtbaar"


def test_nobody_judges_his_own_post_or_his_own_flag(alice, editor, platform_admin, charlie):
    topic = forum.topic(alice)
    own, flagged_by_him = forum.post(topic, editor), forum.post(topic, charlie)
    item, other = flagged(own, charlie), flagged(flagged_by_him, editor)

    assert not items_for(editor).filter(pk=item.pk).exists()
    assert items_for(editor).filter(pk=other.pk).exists()
    for each in (item, other):
        assert not may_judge(editor, each)
        assert may_judge(platform_admin, each)
        with pytest.raises(Refused):
            decided(None, editor, item=each)
    for nobody in (alice, charlie):
        assert list(items_for(nobody)) == []


def test_what_a_colleague_took_is_his_for_half_an_hour(post, charlie, editor, platform_admin):
    item = flagged(post, charlie)

    assert claim(item=item, moderator=editor)
    assert not claim(item=item, moderator=platform_admin)
    with pytest.raises(Refused):
        decide(item=item, moderator=platform_admin, reasons=reasons(), submission=uuid4())
    assert not let_go(item=item, moderator=platform_admin)
    ReviewItem.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert claim(item=item, moderator=platform_admin)
    assert let_go(item=item, moderator=platform_admin)
    assert not claim(item=item, moderator=charlie)


def test_who_may_not_write_reads_until_when(post, alice, editor):
    until = timezone.now() + timedelta(days=7)
    decision = decided(post, editor, Measure.RESTRICT, until=until)

    assert list(Restriction.objects.values_list("user", "until")) == [(alice.pk, until)]
    with pytest.raises(NotWritten, match="U kunt niet schrijven tot en met"):
        reply(topic=post.topic, author=alice, organisation=None, source="Toch.")
    with pytest.raises(NotWritten, match="U kunt niet schrijven"):
        forum.topic(alice, category=post.topic.category)
    reverse(decision=decision, moderator=editor, explanation="Vergissing.", submission=uuid4())
    assert reply(topic=post.topic, author=alice, organisation=None, source="Dank.").is_shown
    post.refresh_from_db()
    assert post.state == "zichtbaar"


def test_taking_back_is_a_new_decision_and_happens_once(post, editor, alice):
    decision = decided(post, editor)
    back = reverse(
        decision=decision, moderator=editor, explanation="Te streng.", submission=uuid4()
    )
    again = reverse(decision=decision, moderator=editor, explanation="Weer.", submission=uuid4())

    assert back == again
    assert (back.measure, back.reverses) == ("terugzetten", decision)
    assert [each.pk for each in Decision.objects.about(alice)] == [back.pk, decision.pk]
    post.refresh_from_db()
    assert post.state == "zichtbaar"


def test_a_measure_that_no_longer_fits_is_refused(post, editor):
    item = put(kind=POST, pk=post.pk, why=Why.OWN)
    with pytest.raises(Refused):
        decide(item=item, moderator=editor, reasons=reasons("terugzetten"), submission=uuid4())
    assert item.decisions.count() == 0


@pytest.fixture
def circle(alice, bob, db):
    group = Group.objects.create(kind="werkruimte", name="Kring", summary="Wij.")
    for user, role in ((alice, GroupRole.LEADER), (bob, GroupRole.MEMBER)):
        GroupMembership.objects.create(group=group, user=user, role=role)
    return group


def test_leaders_look_after_their_group_and_editors_come_when_it_is_grave(
    circle, alice, bob, charlie, editor
):
    inside = forum.category(audience=Audience.GROUP, group=circle)
    topic = forum.topic(bob, category=inside)
    by_member, by_leader = forum.post(topic, bob), forum.post(topic, alice)
    plain = put(kind=POST, pk=by_member.pk, why=Why.OWN)
    of_leader = put(kind=POST, pk=by_leader.pk, why=Why.OWN)

    assert set(items_for(alice)) == {plain}
    assert set(items_for(editor)) == {of_leader}
    assert set(items_for(charlie)) == set(items_for(bob)) == set()
    put(kind=POST, pk=by_member.pk, why=Why.FLAG, gravity=3)
    assert set(items_for(editor)) == {plain, of_leader}
    ReviewItem.objects.filter(pk=plain.pk).update(for_editors=False)
    assert set(items_for(editor)) == {of_leader}
    ReviewItem.objects.filter(pk=plain.pk).update(created_at=timezone.now() - timedelta(days=4))
    assert set(items_for(editor)) == {plain, of_leader}
    assert decided(by_member, alice, item=plain, ground=Ground.RULES).group == circle


def test_who_judges_what_was_changed_meanwhile_reads_it_first(post, editor, alice):
    item = put(kind=POST, pk=post.pk, why=Why.OWN)
    read = find(POST, post.pk)
    assert read is not None
    edit_post(post=post, editor=alice, source="Iets heel anders.", seen_revision=1)
    asked = {"item": item, "moderator": editor, "reasons": reasons()}
    with pytest.raises(Refused, match="wijzigde dit intussen"):
        decide(submission=uuid4(), seen=read.fingerprint, **asked)
    now = find(POST, post.pk)
    assert now is not None
    assert decide(submission=uuid4(), seen=now.fingerprint, **asked).words == "Iets heel anders."


def test_only_editors_keep_somebody_from_writing(circle, alice, bob):
    category = forum.category(audience=Audience.GROUP, group=circle)
    said = forum.post(forum.topic(alice, category=category), bob)
    until = timezone.now() + timedelta(days=3)
    with pytest.raises(Refused, match="Alleen de redactie"):
        decided(said, alice, Measure.RESTRICT, until=until)
    assert not Restriction.objects.exists()
