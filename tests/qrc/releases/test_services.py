"""A warning that waits: held, approved, planned, overtaken; told once, or never."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.messaging.models import Delivery, Message
from qrc.alerts.models import Alert
from qrc.alerts.queries import status
from qrc.alerts.services import raise_alert
from qrc.desk.services import approve, edit, merge
from qrc.feeds.enums import ReleasePolicy
from qrc.releases.models import Release
from qrc.releases.services import free_due, reject
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
PHONE = "+32470111222"


def held(policy: str = ReleasePolicy.REVIEW, **fields: Any) -> Release:
    """One subscriber, and a warning of a source whose warnings wait."""
    make.subscriber("alice@gent.example", PHONE)
    source = make.source(release_policy=policy)
    revision = make.revision(make.advisory(source=source, **fields))
    assert raise_alert(revision_id=revision.pk) is None
    return Release.objects.select_related("revision__advisory__source").get(revision=revision)


def told() -> list[str]:
    return sorted(
        Delivery.objects.filter(message__kind="qrc.alert").values_list("channel", flat=True)
    )


def state(release: Release) -> str:
    return Release.objects.get(pk=release.pk).state


def test_what_must_be_looked_at_waits_and_is_counted_as_held():
    release = held()

    assert (release.state, release.why, release.audience, release.segments, release.needs_two) == (
        "te-bekijken", "nazicht", {"email": 1, "sms": 1}, 1, False,
    )  # fmt: skip
    assert (told(), Alert.objects.count()) == ([], 0)
    channels = status()["deliveries"]
    assert {name: states["held"] for name, states in channels.items()} == {
        "email": 1, "sms": 1, "web": 0, "webhook": 0, "teams": 0,
    }  # fmt: skip


def test_holding_again_adds_nothing():
    release = held()
    raise_alert(revision_id=release.revision_id)

    assert (Release.objects.count(), Activity.objects.filter(verb="qrc.release.held").count()) == (
        1,
        1,
    )


@pytest.mark.parametrize(
    ("policy", "fields", "why"),
    [
        ("automatisch", {}, None),
        ("na-nazicht", {"severity": "critical"}, "nazicht"),
        ("kev-of-kritiek", {"severity": "high"}, "niet-ernstig"),
        ("kev-of-kritiek", {"severity": "unknown"}, "niet-ernstig"),
        ("kev-of-kritiek", {"severity": "critical"}, None),
        ("kev-of-kritiek", {"severity": "low", "exploited": True}, None),
    ],
)
def test_policy_says_what_waits(policy, fields, why):
    revision = make.revision(make.advisory(source=make.source(release_policy=policy), **fields))
    alert = raise_alert(revision_id=revision.pk)

    assert list(Release.objects.values_list("why", flat=True)) == ([] if why is None else [why])
    assert (alert is None) is (why is not None)


def test_approving_tells_once_however_often_it_is_paid(qrc_editor):
    release = held()
    approve(release=release, actor=qrc_editor)
    assert (state(release), told()) == ("vrijgegeven", [])  # freed, and owed

    pay_owed()
    raise_alert(revision_id=release.revision_id)

    assert (told(), Alert.objects.count(), Message.objects.filter(kind="qrc.alert").count()) == (
        ["email", "sms"], 1, 1,
    )  # fmt: skip
    assert status()["deliveries"]["email"]["held"] == 0


def test_a_decision_falls_once(qrc_editor, platform_admin):
    release = held()
    approve(release=release, actor=qrc_editor)

    with pytest.raises(ValidationError, match="al beslist: Vrijgegeven"):
        reject(release=release, actor=platform_admin, reason="Te laat")
    with pytest.raises(ValidationError, match="al beslist"):
        approve(release=release, actor=platform_admin)
    assert Activity.objects.filter(verb="qrc.release.freed").count() == 1


def test_rejected_is_told_to_nobody(qrc_editor):
    release = held()
    reject(release=release, actor=qrc_editor, reason="Niet voor ons")
    raise_alert(revision_id=release.revision_id)

    assert (state(release), told(), status()["deliveries"]["email"]["held"]) == ("afgewezen", [], 0)


def test_amber_needs_two_different_people(qrc_editor, platform_admin, gent):
    release = held(tlp="AMBER")
    assert release.needs_two
    approve(release=release, actor=qrc_editor)
    with pytest.raises(ValidationError, match="Een andere redacteur"):
        approve(release=release, actor=qrc_editor)
    assert state(release) == "te-bekijken"

    approve(release=release, actor=platform_admin)

    row = Release.objects.get()
    assert (row.state, row.first_by, row.second_by) == ("vrijgegeven", qrc_editor, platform_admin)
    trail = Activity.objects.filter(verb="qrc.release.approved").order_by("pk")
    assert [(each.actor, each.data) for each in trail] == [
        (qrc_editor, {"by_two": False}), (platform_admin, {"by_two": True}),
    ]  # fmt: skip


@pytest.mark.parametrize(("alone", "needs_two"), [(0, True), (1, False)])
def test_many_sms_need_two(alone, needs_two, settings):
    settings.QRC_SMS_ALONE = alone

    assert held().needs_two is needs_two


def test_the_database_refuses_one_person_twice_and_a_release_nobody_approved(qrc_editor):
    release = held()
    rows, now = Release.objects.filter(pk=release.pk), timezone.now()
    one = {"first_by": qrc_editor, "first_at": now}
    for wrong in (
        one | {"second_by": qrc_editor, "second_at": now},
        {"state": "vrijgegeven"},
        one | {"state": "vrijgegeven", "needs_two": True},
        one | {"state": "gepland"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    assert state(release) == "te-bekijken"


def test_edited_text_is_read_and_the_source_keeps_its_own(qrc_editor):
    release = held(title="Critical flaw in PoortWacht VPN", language="en")
    edit(
        release=release, actor=qrc_editor, severity="critical", title="PoortWacht: werk bij",
        summary="", action="Zet VPN uit.",
    )  # fmt: skip
    approve(release=Release.objects.get(), actor=qrc_editor)
    pay_owed()

    message = Message.objects.get(kind="qrc.alert")
    body = message.bodies.get(channel="email", language="nl")
    assert (body.subject, message.priority) == ("Kritiek: PoortWacht: werk bij", 1)
    assert "Zet VPN uit." in body.text
    kept = release.revision.advisory
    kept.refresh_from_db()
    assert (kept.title, kept.severity) == ("Critical flaw in PoortWacht VPN", "high")


def test_editing_asks_approval_anew(qrc_editor, platform_admin):
    release = held(tlp="AMBER")
    approve(release=release, actor=qrc_editor)
    edit(
        release=release, actor=platform_admin, severity="low", title="Anders", summary="", action=""
    )
    row = Release.objects.get()

    assert (row.first_by, row.first_at, row.state) == (None, None, "te-bekijken")


def test_raised_severity_reaches_whoever_asked_for_it_only(qrc_editor):
    make.subscriber("streng@gent.example", min_severity="critical")
    release = held(severity="high")
    assert release.audience == {"email": 1, "sms": 1}

    row = edit(
        release=release, actor=qrc_editor, severity="critical", title="", summary="", action=""
    )

    assert row.audience == {"email": 2, "sms": 1}


def test_planned_leaves_at_its_moment_and_not_before(qrc_editor):
    release = held()
    at = timezone.now() + timedelta(hours=2)
    approve(release=release, actor=qrc_editor, at=at)
    assert (state(release), free_due(), told()) == ("gepland", 0, [])

    with time_machine.travel(at + timedelta(seconds=1)):
        assert (free_due(), free_due()) == (1, 0)
        pay_owed()

    assert (state(release), told()) == ("vrijgegeven", ["email", "sms"])


def test_withdrawn_while_it_waits_lapses_and_says_so(qrc_editor):
    release = held()
    gone = make.revision(release.revision.advisory, kind="withdrawn")
    raise_alert(revision_id=gone.pk)

    row = Release.objects.get()
    assert (row.state, row.reason) == ("vervallen", "De bron trok deze waarschuwing in.")
    assert told() == []


def test_planned_and_overtaken_by_something_not_yet_seen_lapses(qrc_editor):
    release = held()
    at = timezone.now() + timedelta(hours=2)
    approve(release=release, actor=qrc_editor, at=at)
    make.revision(release.revision.advisory, kind="changed")
    with time_machine.travel(at + timedelta(seconds=1)):
        assert free_due() == 0

    assert (state(release), told()) == ("vervallen", [])


def test_superseded_lapses_and_the_newer_stands_for_it(qrc_editor):
    release = held()
    edit(
        release=release,
        actor=qrc_editor,
        severity="high",
        title="Onze titel",
        summary="",
        action="",
    )
    second = make.revision(release.revision.advisory, kind="changed")
    raise_alert(revision_id=second.pk)
    newer = Release.objects.select_related("revision__advisory").get(revision=second)

    assert (state(release), newer.state, newer.title) == ("vervallen", "te-bekijken", "Onze titel")
    # Nobody heard of the first: what only changed since is still news.
    assert newer.revision.kind == "new"
    approve(release=newer, actor=qrc_editor)
    pay_owed()
    assert told() == ["email", "sms"]


def test_merged_goes_out_as_one_message_to_the_readers_of_both(qrc_editor):
    first = held()
    make.subscriber("ander@aalst.example", words=["Dijkwacht"])
    source = make.source(name="Andere bron", release_policy="na-nazicht")
    other = make.advisory(source=source, title="Dijkwacht lek", products=[])
    raise_alert(revision_id=make.revision(other).pk)
    second = Release.objects.get(revision__advisory=other)

    target = merge(release=second, into=first, actor=qrc_editor)
    assert (state(second), target.audience) == ("samengevoegd", {"email": 2, "sms": 1})
    approve(release=Release.objects.get(pk=first.pk), actor=qrc_editor)
    pay_owed()

    message = Message.objects.get(kind="qrc.alert")
    assert told() == ["email", "email", "sms"]
    assert "Ook gemeld door Andere bron" in message.bodies.get(channel="email", language="nl").text


def test_merged_waits_on_its_own_again_when_the_other_is_withdrawn(qrc_editor):
    first = held()
    other = make.advisory(source=make.source(release_policy="na-nazicht"))
    raise_alert(revision_id=make.revision(other).pk)
    second = Release.objects.get(revision__advisory=other)
    merge(release=second, into=first, actor=qrc_editor)
    raise_alert(revision_id=make.revision(first.revision.advisory, kind="withdrawn").pk)

    assert (state(first), state(second)) == ("vervallen", "te-bekijken")


def test_what_leaves_by_itself_ends_the_wait_of_what_came_before(qrc_editor):
    release = held(policy=ReleasePolicy.GRAVE)
    advisory = release.revision.advisory
    advisory.severity = "critical"
    advisory.save()
    alert = raise_alert(revision_id=make.revision(advisory, kind="escalated").pk)

    row = Release.objects.get()
    assert alert is not None
    assert (row.state, row.reason) == ("vervallen", "De bron bracht intussen iets nieuws.")
