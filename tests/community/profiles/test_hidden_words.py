"""What somebody says of himself is flagged, hidden and put back; his name and other lines stay."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from community.activity.models import Activity
from community.moderation.models import ReviewItem
from community.moderation.services import claim, decide
from community.profiles.enums import WORDS_KIND
from community.profiles.models import MemberProfile
from community.profiles.queries import words_read_by, words_told
from community.profiles.services import hide_words, save_profile
from tests.factories.moderation import reasons
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db
FUNCTION, BIO, PHONE = "Scheldmeester", "Ik scheld **graag**.", "09 123 45 67"
NOTICE = "zijn verborgen na een signalement."


@pytest.fixture
def told(bob: Any) -> MemberProfile:
    return save_profile(user=bob, function=FUNCTION, bio=BIO, phone=PHONE, phone_for="leden")


def at(name: str, *args: Any) -> str:
    return reverse(f"community:{name}", args=args)


def test_from_the_link_on_the_profile_to_out_of_sight_and_back(
    client_of: Any, alice: Any, bob: Any, charlie: Any, editor: Any, told: MemberProfile
):
    page, flag = at("member", bob.pk), at("flag", WORDS_KIND, bob.pk)
    assert [flag in client_of(each).get(page).content.decode() for each in (charlie, bob)] == [
        True, False,
    ]  # fmt: skip
    assert client_of(bob).get(flag).status_code == 404
    client_of(charlie).post(flag, {"reason": "spam", "words": ""})
    item = ReviewItem.objects.get(kind=WORDS_KIND, object_id=bob.pk)
    claim(item=item, moderator=editor)
    decide(item=item, moderator=editor, reasons=reasons(), submission=uuid4())

    others = client_of(charlie).get(page).content.decode()
    assert (FUNCTION in others, "Ik scheld" in others, PHONE in others, flag in others) == (
        False, False, True, False,
    )  # fmt: skip
    members = client_of(charlie).get(at("members"), {"q": "Bob"}).content.decode()
    assert ("Bob" in members, FUNCTION in members) == (True, False)
    found = client_of(charlie).get(at("members"), {"q": FUNCTION}).content.decode()
    assert page not in found
    for where in (page, at("profile")):
        own = client_of(bob).get(where).content.decode()
        assert (NOTICE in own, FUNCTION in own) == (True, True)
    assert client_of(charlie).get(flag).status_code == 404

    hide_words(pk=bob.pk, actor=editor, hidden=False)
    assert "Ik scheld" in client_of(charlie).get(page).content.decode()
    shown = client_of(charlie).get(at("members"), {"q": FUNCTION}).content.decode()
    assert page in shown


def test_one_flags_only_what_one_reads(client_of: Any, bob: Any, charlie: Any, supplier: Any):
    seller = make_user("verkoop@proef.example", "Sam")
    make_member(seller, supplier)
    save_profile(user=bob, bio=BIO, function=FUNCTION, function_for="besturen", bio_for="niemand")
    flag = at("flag", WORDS_KIND, bob.pk)
    assert [client_of(each).get(flag).status_code for each in (charlie, seller)] == [200, 404]
    assert [(each.function, each.bio) for each in words_read_by(charlie, [bob.pk])] == [
        (FUNCTION, "")
    ]
    # Who judges it reads what anybody may read, and not what is for nobody.
    assert [(each.function, each.bio) for each in words_told([bob.pk])] == [(FUNCTION, "")]


def test_who_says_nothing_cannot_be_flagged(client_of: Any, bob: Any, charlie: Any):
    save_profile(user=bob, phone=PHONE, phone_for="leden")
    assert client_of(charlie).get(at("flag", WORDS_KIND, bob.pk)).status_code == 404
    assert "Signaleren" not in client_of(charlie).get(at("member", bob.pk)).content.decode()


def test_hidden_twice_is_hidden_once(editor: Any, bob: Any, told: MemberProfile):
    for hidden in (True, True, False, False):
        hide_words(pk=bob.pk, actor=editor, hidden=hidden)
    trail = Activity.objects.filter(verb="community.profile.hidden").order_by("pk")
    assert [each.data["hidden"] for each in trail] == [True, False]
