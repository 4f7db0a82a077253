"""A source in trouble: its editors hear of it, once, and by the words they need to act."""

from __future__ import annotations

import pytest
from django.conf import settings

from community.activity.services import pay_owed
from community.messaging.models import Body, Delivery
from community.messaging.preferences import set_wanted
from qrc.feeds.services import follow_move, poll
from qrc.feeds.tasks import prune
from qrc.notifications import SOURCE_ALARM
from tests.people import make_member, make_user
from tests.qrc.feeds.writing import item, poll_again, rss

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str, str]]:
    """(address or person, channel, subject) of every alarm, oldest first."""
    pay_owed()
    rows = Delivery.objects.filter(message__kind=SOURCE_ALARM.key).order_by("message", "channel")
    return [
        (str(row.address or row.user), row.channel, _body(row).subject)
        for row in rows.select_related("address", "user", "message")
    ]


def _body(row: Delivery) -> Body:
    return row.message.bodies.get(channel=row.channel, language="nl")


def text() -> str:
    return _body(Delivery.objects.filter(channel="email").latest("pk")).text


def test_gone_source_alarms_the_editors_by_mail_and_bell(
    feeds, follow, qrc_editor, alice, helpdesk
):
    source = follow(name="CERT")
    feeds.serve("/feed.xml", b"weg", status=410)

    poll(source)
    poll_again(source)

    subject = "Bron CERT is opgeheven"
    assert told() == [
        ("qrc@platform.example", "email", subject), (str(qrc_editor), "web", subject),
    ]  # fmt: skip
    assert "niet meer bestaat (410)" in text()
    assert f"/qrc/bronnen/{source.pk}/" in text()


def test_failing_source_alarms_at_its_third_failure_with_the_reason(feeds, follow, qrc_editor):
    source = follow(name="CERT")
    feeds.serve("/feed.xml", "<html></html>")
    heard = []
    for _turn in range(5):
        poll_again(source)
        heard.append(len(told()))

    assert heard == [0, 0, 2, 2, 2]
    assert "De laatste fout: Dit is geen RSS- of Atom-feed." in text()


def test_half_a_list_is_called_by_its_name(feeds, follow, qrc_editor):
    source = follow(name="CERT")
    feeds.serve("/feed.xml", rss(item())[:-20])
    for _turn in range(3):
        poll_again(source)

    assert {subject for *_who, subject in told()} == {"Bron CERT stuurt een afgebroken lijst"}
    assert "De laatste fout: De feed breekt halverwege af." in text()


def test_source_that_recovered_and_fails_again_alarms_again(feeds, follow, qrc_editor):
    source = follow(name="CERT")
    for _streak in range(2):
        feeds.serve("/feed.xml", b"", status=500)
        for _turn in range(3):
            poll_again(source)
        feeds.serve("/feed.xml", rss(item()))
        poll_again(source)

    assert [channel for _who, channel, _subject in told()] == ["email", "web"] * 2


def test_moved_source_names_its_new_address(feeds, follow, qrc_editor):
    source = follow("/oud.xml", name="CERT")
    feeds.serve("/nieuw.xml", rss(item()))
    feeds.serve("/oud.xml", b"", status=301, headers={"Location": "/nieuw.xml"})

    poll(source)
    poll_again(source)

    assert [subject for *_who, subject in told()] == ["Bron CERT is verhuisd"] * 2
    assert feeds.url("/nieuw.xml") in text()
    source.refresh_from_db()
    follow_move(source=source)
    poll_again(source)
    assert len(told()) == 2


def test_without_editors_the_administrators_hear_it(feeds, follow, platform_admin, editor):
    source = follow()
    feeds.serve("/feed.xml", b"weg", status=410)

    poll(source)

    assert {who for who, *_rest in told()} == {"beheer@platform.example", str(platform_admin)}


def test_editor_who_left_hears_nothing(feeds, follow, platform, qrc_editor):
    other = make_user("weg@platform.example", "Wim")
    make_member(other, platform, "qrc-redacteur")
    qrc_editor.memberships.update(left_at="2026-01-01T00:00:00Z")
    source = follow()
    feeds.serve("/feed.xml", b"weg", status=410)

    poll(source)

    assert {who for who, *_rest in told()} == {"weg@platform.example", str(other)}


def test_editor_may_choose_the_bell_alone(feeds, follow, qrc_editor):
    set_wanted(user=qrc_editor, choices=[(SOURCE_ALARM.key, "email")], wanted=False)
    source = follow()
    feeds.serve("/feed.xml", b"weg", status=410)

    poll(source)

    assert [channel for _who, channel, _subject in told()] == ["web"]


def test_pruning_is_on_the_clock():
    assert prune.name in {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}
