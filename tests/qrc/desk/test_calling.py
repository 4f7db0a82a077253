"""When two are needed, the others hear of it; never the one who was first."""

from __future__ import annotations

import pytest

from community.activity.services import pay_owed
from community.messaging.models import Body, Delivery
from community.organisations.enums import Role
from qrc.alerts.services import raise_alert
from qrc.desk.services import approve, write_alert
from qrc.feeds.approving import approve_policy, switch
from qrc.feeds.models import Source
from qrc.notifications import SECOND_LOOK
from qrc.releases.models import Release
from tests.factories import qrc as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(platform, qrc_editor):
    found = make_user("tweede@platform.example")
    make_member(found, platform, Role.QRC_EDITOR)
    return found


def asked() -> list[tuple[str, str]]:
    pay_owed()
    rows = Delivery.objects.filter(message__kind=SECOND_LOOK.key)
    return sorted(rows.values_list("user__email", "channel"))


def subjects() -> set[str]:
    rows = Body.objects.filter(message__kind=SECOND_LOOK.key, channel="email", language="nl")
    return set(rows.values_list("subject", flat=True))


def held(**fields: object) -> Release:
    source = make.source(release_policy="na-nazicht")
    raise_alert(revision_id=make.revision(make.advisory(source=source, **fields)).pk)
    return Release.objects.select_related("revision__advisory__source").latest("pk")


def both(person) -> list[tuple[str, str]]:
    return [(person.email, "email"), (person.email, "web")]


def test_who_writes_a_warning_calls_the_others(qrc_editor, colleague):
    write_alert(author=qrc_editor, title="Valse facturen", severity="high", tlp="GREEN")
    assert asked() == both(colleague)
    assert subjects() == {"Wacht op een tweede redacteur: Valse facturen"}


def test_the_first_yes_calls_and_the_second_does_not(qrc_editor, colleague):
    release = held(tlp="AMBER")
    assert asked() == []
    approve(release=release, actor=qrc_editor)
    assert asked() == both(colleague)
    approve(release=release, actor=colleague)
    assert asked() == both(colleague)


def test_where_one_is_enough_nobody_is_called(qrc_editor, colleague):
    approve(release=held(), actor=qrc_editor)
    assert asked() == []


def test_a_lone_editor_calls_the_administrators(qrc_editor, platform_admin):
    write_alert(author=qrc_editor, title="Valse facturen", severity="high", tlp="GREEN")
    assert asked() == both(platform_admin)


def test_a_ready_made_source_switched_on_asks_for_a_second(qrc_editor, colleague):
    source = Source.objects.get(preset="cisa-kev")
    switch(source=source, enabled=True, actor=qrc_editor)
    source.refresh_from_db()
    assert (source.enabled, source.policy_pending) == (True, True)
    assert asked() == both(colleague)

    approve_policy(source=source, actor=colleague)
    source.refresh_from_db()
    switch(source=source, enabled=False, actor=qrc_editor)
    switch(source=source, enabled=True, actor=qrc_editor)
    source.refresh_from_db()
    assert (source.policy_pending, asked()) == (False, both(colleague))
