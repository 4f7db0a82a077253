"""Saying otherwise what a topic is about: by whom, and when two do at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.forum.rules import may_retag
from community.forum.services import Refused
from community.forum.services.tagging import retag_topic
from community.moderation.enums import Measure
from community.organisations.enums import Audience
from community.search.models import SearchEntry
from community.trust.enums import Level
from community.trust.services import set_level
from tests.factories import forum
from tests.factories.moderation import decided
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def sharer(aalst, editor) -> Any:
    user = make_user("kenner@aalst.example", "Karel")
    make_member(user, aalst)
    set_level(user=user, level=Level.SHARER, reason="Deelt veel.", editor=editor)
    return user


def test_only_who_began_it_looks_after_it_or_shared_much_may(
    alice, bob, charlie, sharer, editor, newcomer
):
    topic = forum.topic(alice, tags=["vpn"])
    people = (alice, sharer, editor, bob, charlie, newcomer)
    assert [may_retag(each, topic) for each in people] == [True, True, True, False, False, False]
    topic.locked_at = timezone.now()
    assert [may_retag(each, topic) for each in people[:3]] == [False, False, True]


def test_it_is_found_by_its_new_tags_and_the_change_is_noted(alice, sharer, client_of):
    topic = forum.topic(alice, tags=["vpn"])
    pay_owed()
    page = client_of(sharer).get(reverse("community:forum-topic", args=(topic.pk,)))
    address = reverse("community:forum-retag", args=(topic.pk,))
    assert address in page.content.decode()
    form = client_of(sharer).get(address).content.decode()
    assert 'value="vpn"' in form
    answer = client_of(sharer).post(address, {"seen": "vpn", "tags": "Netwerk, vpn"})
    assert answer.url == reverse("community:forum-topic", args=(topic.pk,))
    topic.refresh_from_db()
    assert topic.tags == ["netwerk", "vpn"]
    noted = Activity.objects.get(verb="community.topic.retagged")
    assert (noted.actor, noted.data["was"], noted.data["tags"]) == (
        sharer, ["vpn"], ["netwerk", "vpn"],
    )  # fmt: skip
    pay_owed()
    assert "netwerk" in SearchEntry.objects.get(object_id=f"{topic.pk}:1").summary


def test_who_was_overtaken_keeps_his_words_and_reads_the_others(alice, sharer, client_of):
    topic = forum.topic(alice, tags=["vpn"])
    address = reverse("community:forum-retag", args=(topic.pk,))
    client_of(alice).post(address, {"seen": "vpn", "tags": "firewall"})
    page = client_of(sharer).post(address, {"seen": "vpn", "tags": "netwerk"})
    said = page.content.decode()
    assert ("intussen" in said, 'value="netwerk"' in said, "Nu staan er: firewall" in said) == (
        True, True, True,
    )  # fmt: skip
    topic.refresh_from_db()
    assert topic.tags == ["firewall"]
    again = client_of(sharer).post(address, {"seen": "firewall", "tags": "netwerk"})
    topic.refresh_from_db()
    assert (again.status_code, topic.tags) == (302, ["netwerk"])


def test_no_more_than_five_and_the_same_again_changes_nothing(alice, client_of):
    topic = forum.topic(alice, tags=["vpn"])
    address = reverse("community:forum-retag", args=(topic.pk,))
    many = client_of(alice).post(address, {"seen": "vpn", "tags": "a, b, c, d, e, f"})
    assert "hoogstens vijf trefwoorden" in many.content.decode()
    client_of(alice).post(address, {"seen": "iets anders", "tags": "VPN"})
    topic.refresh_from_db()
    assert (topic.tags, Activity.objects.filter(verb="community.topic.retagged").count()) == (
        ["vpn"], 0,
    )  # fmt: skip


def test_of_what_he_does_not_read_or_while_he_may_not_write_nobody_does(
    alice, bob, editor, supplier, client_of
):
    seller = make_user("verkoper@proef.example", "Vera")
    make_member(seller, supplier)
    topic = forum.topic(alice, category=forum.category(audience=Audience.GOVERNMENTS))
    address = reverse("community:forum-retag", args=(topic.pk,))
    assert [client_of(each).get(address).status_code for each in (seller, bob, alice)] == [
        404, 404, 200,
    ]  # fmt: skip
    own = forum.post(topic, alice)
    decided(own, editor, Measure.RESTRICT, until=timezone.now() + timedelta(days=3))
    with pytest.raises(Refused, match="niet schrijven"):
        retag_topic(topic=topic, user=alice, tags=["x"], seen=[])
    with pytest.raises(Refused, match="niet meer wijzigen"):
        retag_topic(topic=topic, user=bob, tags=["x"], seen=[])
