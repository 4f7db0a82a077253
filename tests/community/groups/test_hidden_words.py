"""What a group says of itself is flagged, hidden and put back; its name and its talk stay."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.groups.enums import WORDS_KIND
from community.groups.models import Group
from community.groups.services import hide_words, invite
from community.messaging.models import Body, Delivery
from community.moderation.models import ReviewItem
from community.moderation.services import claim, decide
from community.moderation.things import find_all
from community.search.models import SearchEntry
from tests.factories.groups import group
from tests.factories.moderation import reasons

pytestmark = pytest.mark.django_db
SUMMARY, DESCRIPTION = "Wij schelden samen.", "Op **iedereen**, elke week."
NOTICE = "De uitleg van deze groep is verborgen na een signalement."


@pytest.fixture
def made(alice: Any, bob: Any) -> Group:
    found = group(alice, bob, summary=SUMMARY, description=DESCRIPTION)
    pay_owed()
    return found


def at(name: str, *args: Any) -> str:
    return reverse(f"community:{name}", args=args)


def read(client: Client, made: Group) -> tuple[bool, bool, bool]:
    """Whether the page, the list and the talk of the group show its words."""
    pages = at("group", made.pk), at("groups"), at("forum-category", f"groep-{made.pk}")
    shown = [client.get(each).content.decode() for each in pages]
    return SUMMARY in shown[0], SUMMARY in shown[1], SUMMARY in shown[2]


def test_from_the_link_on_its_page_to_out_of_sight_and_back(
    client_of: Any, alice: Any, bob: Any, charlie: Any, editor: Any, made: Group
):
    flag = at("flag", WORDS_KIND, made.pk)
    links = [flag in client_of(each).get(at("group", made.pk)).content.decode()
             for each in (alice, bob, charlie)]  # fmt: skip
    assert links == [False, True, True]
    asked = client_of(charlie).get(flag).content.decode()
    assert (SUMMARY in asked, "en niets van wat erin staat" in asked) == (True, True)
    client_of(charlie).post(flag, {"reason": "spam", "words": ""})
    item = ReviewItem.objects.get(kind=WORDS_KIND, object_id=made.pk)
    claim(item=item, moderator=editor)
    decide(item=item, moderator=editor, reasons=reasons(), submission=uuid4())
    pay_owed()

    assert read(client_of(bob), made) == (False, False, False)
    assert NOTICE in client_of(alice).get(at("group", made.pk)).content.decode()
    assert NOTICE not in client_of(bob).get(at("group", made.pk)).content.decode()
    form = client_of(alice).get(at("group-edit", made.pk)).content.decode()
    assert (SUMMARY in form, DESCRIPTION in form) == (True, True)
    assert client_of(charlie).get(flag).status_code == 404
    found = SearchEntry.objects.get(object_id=str(made.pk), kind="community.group")
    assert (found.title, found.summary, found.body) == (made.name, "", "")
    assert Delivery.objects.filter(user=alice, message__kind="community.statement").exists()

    hide_words(pk=made.pk, actor=editor, hidden=False)
    pay_owed()
    assert read(client_of(bob), made) == (True, True, True)


def test_the_queue_asks_as_much_for_one_group_as_for_many(
    alice: Any, charlie: Any, made: Group, django_assert_num_queries: Any
):
    others = [group(charlie, alice, name=f"Kring {n}") for n in range(3)]
    keys = [(WORDS_KIND, each.pk) for each in (made, *others)]
    for asked in (keys[:1], keys):
        with django_assert_num_queries(2):
            found = find_all(asked)
    assert [found[each].author for each in keys] == [alice, charlie, charlie, charlie]
    # Who began it and leads it no more is not who answers for its words.
    made.memberships.filter(user=alice).update(role="lid")
    made.memberships.exclude(user=alice).update(role="trekker")
    assert find_all(keys[:1])[keys[0]].author != alice


def test_hidden_twice_is_hidden_once(editor: Any, made: Group):
    for hidden in (True, True, False, False):
        hide_words(pk=made.pk, actor=editor, hidden=hidden)
    told = Activity.objects.filter(verb="community.group.hidden").order_by("pk")
    assert [each.data["hidden"] for each in told] == [True, False]


def test_an_invitation_says_nothing_of_what_is_hidden(alice: Any, charlie: Any, made: Group):
    hide_words(pk=made.pk, actor=None, hidden=True)
    made.refresh_from_db()
    invite(group=made, actor=alice, user=charlie)
    pay_owed()
    bodies = Body.objects.filter(message__key__contains="invited")
    said = " ".join(f"{each.subject} {each.text} {each.html}" for each in bodies)
    assert (made.name in said, "U beslist zelf" in said, "schelden" in said) == (True, True, False)


def test_nobody_flags_a_group_that_he_may_not_know_of(client_of: Any, alice: Any, charlie: Any):
    hidden = group(alice, name="Stil", entrance="verborgen", summary=SUMMARY)
    assert client_of(charlie).get(at("flag", WORDS_KIND, hidden.pk)).status_code == 404
