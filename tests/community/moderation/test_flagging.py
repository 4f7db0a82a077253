"""Who flags what, once each, and what becomes of it."""

from __future__ import annotations

import pytest

from community.activity.models import Activity
from community.messaging.models import Delivery, Message
from community.moderation.models import Flag, ReviewItem
from community.moderation.refusing import NotFound, Refused
from community.moderation.services import flag, flag_as_visitor, withdraw_flag
from community.organisations.enums import Audience
from tests.factories import forum
from tests.factories.moderation import POST, decided, flagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(alice):
    return forum.post(forum.topic(alice), alice)


def told(user) -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(user=user, message__kind__startswith="community.")
    return sorted(rows.values_list("message__kind", "channel"))


def test_a_flag_waits_in_the_queue_and_the_trail_knows_not_who(post, charlie, editor):
    item = flagged(post, charlie)

    assert (item.kind, item.object_id, item.why, item.gravity) == (POST, post.pk, "signaal", 1)
    assert [each.reporter for each in Flag.objects.all()] == [charlie]
    flagging = Activity.objects.filter(verb__startswith="community.moderation").order_by("pk")
    assert list(flagging.values_list("verb", "actor", "data")) == [
        ("community.moderation.waiting", None, {"kind": POST, "object": post.pk, "why": "signaal"}),
        ("community.moderation.flagged", None, {"kind": POST, "object": post.pk, "reason": "spam"}),
    ]
    assert told(editor) == [("community.review_item", "web")]
    assert told(post.author) == []


def test_the_same_person_has_one_open_flag_and_others_add_theirs(post, charlie, bob, editor):
    flagged(post, charlie)
    flag(kind=POST, pk=post.pk, reporter=charlie, reason="kwetsend", words="Bij nader inzien.")
    flagged(post, bob, "persoonsgegevens")

    rows = Flag.objects.order_by("pk").values_list("reporter", "reason", "words")
    assert list(rows) == [
        (charlie.pk, "kwetsend", "Bij nader inzien."),
        (bob.pk, "persoonsgegevens", ""),
    ]
    assert list(ReviewItem.objects.values_list("gravity", "for_editors")) == [(3, True)]
    # Graver than before: told again, now by mail too.
    assert told(editor).count(("community.review_item", "email")) == 1


def test_nobody_flags_what_he_may_not_read_nor_his_own(alice, bob, newcomer, supplier):
    inside = forum.category(audience=Audience.GOVERNMENTS)
    post = forum.post(forum.topic(alice, category=inside), alice)

    with pytest.raises(NotFound):
        flagged(post, newcomer)
    with pytest.raises(Refused):
        flagged(post, alice)
    assert flagged(post, bob).is_open


def test_twenty_flags_a_day_are_enough(alice, charlie):
    topic = forum.topic(alice)
    posts = [forum.post(topic, alice, f"Bericht {n}") for n in range(21)]
    for each in posts[:20]:
        flagged(each, charlie)

    with pytest.raises(Refused):
        flagged(posts[20], charlie)
    assert Flag.objects.count() == 20
    # Changing one that stands is no new one.
    assert flagged(posts[0], charlie, "anders", "Toch iets anders.").is_open


def test_a_flag_taken_back_empties_the_queue(post, charlie, bob):
    item = flagged(post, charlie)
    flagged(post, bob)
    first, second = Flag.objects.order_by("pk")

    assert withdraw_flag(flag=first)
    assert not withdraw_flag(flag=first)
    item.refresh_from_db()
    assert item.is_open
    assert withdraw_flag(flag=second)
    item.refresh_from_db()
    assert not item.is_open


def test_who_flagged_hears_the_outcome_and_the_writer_never_who(post, charlie, editor):
    item = flagged(post, charlie)
    decision = decided(post, editor, item=item)

    row = Flag.objects.get()
    assert (row.outcome, row.decision) == ("gevolgd", decision)
    assert ("community.flag_outcome", "email") in told(charlie)
    statement = Message.objects.get(key=f"moderation:decision:{decision.pk}")
    said = "".join(f"{each.subject}{each.text}{each.html}" for each in statement.bodies.all())
    assert "Charlie" not in said
    assert "charlie" not in said
    assert "Geen reclame" in said
    assert "U noemt een prijs" in said


def test_a_visitor_gives_notice_of_what_is_public_alone(alice, editor):
    public = forum.category(audience=Audience.PUBLIC)
    open_post = forum.post(forum.topic(alice, category=public), alice)
    closed = forum.post(forum.topic(alice), alice)
    asked = {"name": "An Elders", "email": "An@Elders.example", "words": "Art. 443: laster."}

    with pytest.raises(NotFound):
        flag_as_visitor(kind=POST, pk=closed.pk, **asked)
    made = flag_as_visitor(kind=POST, pk=open_post.pk, **asked)
    again = flag_as_visitor(kind=POST, pk=open_post.pk, **asked)

    assert again == made
    assert (made.reporter, made.email, made.reason) == (None, "an@elders.example", "illegaal")
    decided(open_post, editor, "niets", item=made.item)
    heard = Delivery.objects.filter(address__value="an@elders.example").order_by("pk")
    assert [each.message.key for each in heard] == [
        f"moderation:flag:{made.pk}:received", f"moderation:flag:{made.pk}:outcome",
    ]  # fmt: skip
