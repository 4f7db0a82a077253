"""A warning opens its topic on the forum, once, for governments."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from community.forum.enums import Follow, FollowReason
from community.forum.models import Topic, TopicLink, TopicReader
from community.forum.services.following import follow_topic
from community.forum.services.joining import merge_topics
from qrc.advisories.models import Advisory, Cluster
from qrc.alerts.discussing import open_topic, topics_of, watch_topics
from qrc.alerts.services import raise_alert
from tests.factories import forum, portfolio
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db


def told(**fields: Any) -> Advisory:
    """A warning that was told to others."""
    advisory = make.advisory(summary="Wie de VPN openstelt, loopt *gevaar*.", **fields)
    raise_alert(revision_id=make.revision(advisory).pk)
    return advisory


def test_warning_opens_one_topic_however_often_it_is_revised(alice: Any):
    advisory = told()
    first = open_topic(advisory_id=advisory.pk)
    raise_alert(revision_id=make.revision(advisory).pk)
    second = open_topic(advisory_id=advisory.pk)

    assert first == second == Topic.objects.get()
    assert first is not None
    first.refresh_from_db()
    assert (first.category.slug, first.author, first.organisation) == ("waarschuwingen", None, None)
    assert first.title == "PoortWacht-VPN: overname zonder wachtwoord"
    assert first.pinned_until is not None
    links = TopicLink.objects.values_list("kind", "object_id")
    assert list(links) == [("qrc.warning", str(advisory.pk))]
    assert "*gevaar*" in first.posts.get().html


@pytest.mark.parametrize("tlp", ["AMBER+STRICT", "RED"])
def test_warning_of_a_narrow_circle_opens_none(tlp: str):
    assert open_topic(advisory_id=told(tlp=tlp).pk) is None
    assert not Topic.objects.exists()


def test_warning_that_waits_at_the_desk_opens_none():
    source = make.source(release_policy="na-nazicht")

    assert open_topic(advisory_id=told(source=source).pk) is None


def test_sources_that_tell_one_event_share_its_topic():
    cluster = Cluster.objects.create()
    one, two = told(cluster=cluster), told(cluster=cluster)

    topic, same = open_topic(advisory_id=one.pk), open_topic(advisory_id=two.pk)

    assert topic == same
    assert list(topics_of([two])) == [topic]


def test_besturen_that_use_it_watch_without_anybody_seeing_it(
    alice: Any, bob: Any, charlie: Any, gent: Any, client_of: Any
):
    portfolio.known(gent)
    advisory = told()
    topic = open_topic(advisory_id=advisory.pk)
    assert topic is not None

    rows = TopicReader.objects.filter(topic=topic, level=Follow.WATCHED)
    assert set(rows.values_list("user", "reason")) == {
        (bob.pk, FollowReason.USES), (alice.pk, FollowReason.USES),
    }  # fmt: skip
    page = client_of(charlie).get(f"/forum/onderwerp/{topic.pk}/").content.decode()
    assert "Gent" not in page
    assert "Wie antwoordt, laat zien dat zijn bestuur dit gebruikt." in page


def test_own_word_is_kept_and_whoever_uses_it_later_watches_too(alice: Any, bob: Any, gent: Any):
    topic = open_topic(advisory_id=told().pk)
    assert topic is not None
    follow_topic(user=bob, topic=topic, level=Follow.MUTED)
    item = portfolio.known(gent)
    from qrc.matching.services import match_items

    match_items(items=[item.pk])

    for _twice in range(2):
        watch_topics(items=[item.pk])

    levels = dict(TopicReader.objects.filter(topic=topic).values_list("user", "level"))
    assert levels == {bob.pk: Follow.MUTED, alice.pk: Follow.WATCHED}


def test_suppliers_never_read_the_topic(alice: Any, supplier: Any, client_of: Any):
    from tests.people import make_member, make_user

    seller = make_user("verkoper@softwarehuis.example", "Sien")
    make_member(seller, supplier)
    topic = open_topic(advisory_id=told().pk)
    assert topic is not None

    assert client_of(seller).get(f"/forum/onderwerp/{topic.pk}/").status_code == 404
    assert client_of(alice).get(f"/forum/onderwerp/{topic.pk}/").status_code == 200


def test_a_topic_that_editors_put_into_another_goes_on_there(alice: Any, gent: Any, editor: Any):
    portfolio.known(gent)
    advisory = told()
    topic = open_topic(advisory_id=advisory.pk)
    assert topic is not None
    other = forum.topic(alice)
    merge_topics(topic=topic, into=other, moderator=editor, reason="Dubbel.", submission=uuid4())

    assert open_topic(advisory_id=advisory.pk) == other
    assert Topic.objects.shown().count() == 1
