"""The role redacteur opens the editors' room, and losing it closes the door."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from community.activity.services import pay_owed
from community.organisations.enums import Role
from community.organisations.models import Membership
from community.organisations.services import change_roles, remove_member
from content.access import AUTHORS, EDITORS, keep_access
from tests.people import make_member, make_user, with_second_factor

pytestmark = pytest.mark.django_db
CMS = "/cms/"


def is_editor(user) -> bool:
    return user.groups.filter(name=EDITORS).exists()


def test_role_given_opens_and_role_taken_closes(platform_admin, helpdesk):
    membership = Membership.objects.get(user=helpdesk)

    change_roles(membership=membership, roles=[Role.HELPDESK, Role.EDITOR], by=platform_admin)
    assert not is_editor(helpdesk)
    pay_owed()
    assert is_editor(helpdesk)

    change_roles(membership=membership, roles=[Role.HELPDESK], by=platform_admin)
    pay_owed()
    assert not is_editor(helpdesk)


def test_leaving_the_platform_closes(platform_admin, editor):
    keep_access(user_id=editor.pk)

    remove_member(membership=Membership.objects.get(user=editor), by=platform_admin)
    pay_owed()

    assert not is_editor(editor)


def test_keep_access_twice_is_once(editor):
    assert [keep_access(user_id=editor.pk), keep_access(user_id=editor.pk)] == [True, True]
    assert editor.groups.count() == 1


def test_keep_access_leaves_other_groups_alone(alice):
    other = Group.objects.create(name="Proef")
    alice.groups.add(other, Group.objects.get(name=EDITORS))

    assert keep_access(user_id=alice.pk) is False
    assert list(alice.groups.all()) == [other]


def test_keep_access_shuts_out_who_may_no_longer_sign_in(editor):
    keep_access(user_id=editor.pk)
    editor.is_active = False
    editor.save()

    assert keep_access(user_id=editor.pk) is False
    assert not is_editor(editor)


def test_role_elsewhere_opens_nothing(gent):
    user = make_user("sluw@gent.example")
    make_member(user, gent, Role.EDITOR)

    assert keep_access(user_id=user.pk) is False


def test_other_platform_roles_write_and_do_not_decide(helpdesk, qrc_editor, platform_admin):
    for person in (helpdesk, qrc_editor):
        assert keep_access(user_id=person.pk) is True
        assert list(person.groups.values_list("name", flat=True)) == [AUTHORS]
    membership = Membership.objects.get(user=helpdesk)
    change_roles(membership=membership, roles=[Role.HELPDESK, Role.EDITOR], by=platform_admin)
    pay_owed()
    assert set(helpdesk.groups.values_list("name", flat=True)) == {AUTHORS, EDITORS}
    change_roles(membership=membership, roles=[Role.EDITOR], by=platform_admin)
    pay_owed()
    assert list(helpdesk.groups.values_list("name", flat=True)) == [EDITORS]


def test_room_is_for_who_writes_or_decides(
    alice, helpdesk, qrc_editor, editor, platform_admin, client, client_of
):
    assert client.get(CMS)["Location"] == "/account/login/?next=/cms/"
    people = (alice, helpdesk, qrc_editor, editor, platform_admin)

    assert [client_of(each).get(CMS).status_code for each in people] == [403, 200, 200, 200, 200]
    here = "/cms/snippets/content/newsletter/add/"
    shown = [client_of(each).get(here)["Location"] for each in (helpdesk, qrc_editor)]
    assert shown == [CMS, CMS]


def test_room_is_dutch_and_ours(editor, client_of):
    html = client_of(editor).get(CMS).content.decode()

    assert [
        word in html
        for word in ('lang="nl"', "house-logo", "content/cms.css", "Naar het overzicht")
    ] == [True] * 4


def test_room_without_second_step_sends_to_set_one_up(platform, client_of):
    bare = make_user("bloot@platform.example")
    make_member(bare, platform, Role.EDITOR)

    assert client_of(bare).get(CMS)["Location"] == "/account/tweestaps/"
    with_second_factor(bare)
    assert client_of(bare).get(CMS).status_code == 200
