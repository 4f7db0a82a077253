"""Being invited, asking, and who answers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.accounts.models import User
from community.activity.models import Activity
from community.kit.secrets import sign
from community.messaging.models import Body, Delivery
from community.organisations.enums import RequestState, Role
from community.organisations.models import Invitation, JoinRequest, MailDomain, Membership
from community.organisations.services import (
    accept_invitation,
    approve,
    ask_to_join,
    invitation_for,
    invite,
    refuse,
    revoke_invitation,
    withdraw,
)
from community.organisations.services.invitations import A_DAY, invitation_token
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db
NEW = "nora@gent.example"


def invited(alice, gent, *roles: str, email: str = NEW) -> tuple[Invitation, str]:
    invitation = invite(organisation=gent, email=email, roles=roles or [Role.ICT], by=alice)
    return invitation, invitation_token(invitation)


def test_invite_mails_the_link_to_the_address_only(alice, gent) -> None:
    invitation, _token = invited(alice, gent, email=" Nora@Gent.example ")
    sent = Delivery.objects.get()
    assert (sent.channel, sent.address.value, sent.message.kind) == (
        "email", NEW, "community.invitation",
    )  # fmt: skip
    body = Body.objects.get(channel="email", language="nl")
    link = re.search(r"/uitnodiging/([^/]+)/", body.text)
    assert invitation_for(link[1]) == invitation
    assert link[0] in body.html
    assert body.subject == "Uitnodiging om lid te worden van Gent"
    assert Activity.objects.get(verb="community.member.invited").subject_id == str(invitation.pk)


def test_invite_by_others_is_denied(bob, charlie, gent) -> None:
    for stranger in (bob, charlie):
        with pytest.raises(PermissionDenied):
            invited(stranger, gent)
    assert not Invitation.objects.exists()


def test_invite_again_replaces_the_earlier_link(alice, gent, newcomer) -> None:
    _first, old = invited(alice, gent, Role.STAFF)
    second, new = invited(alice, gent, Role.DPO)
    assert invitation_for(old) is None
    assert invitation_for(new) == second
    assert Invitation.objects.waiting().count() == 1


@pytest.mark.parametrize("email", ["geen adres", "bob@gent.example"])
def test_invite_refuses_nonsense_and_members(alice, bob, gent, email) -> None:
    with pytest.raises(ValidationError):
        invited(alice, gent, email=email)
    assert not Invitation.objects.exists()


def test_invite_refuses_platform_roles_and_ended_organisations(alice, gent) -> None:
    with pytest.raises(ValidationError):
        invited(alice, gent, Role.QRC_EDITOR)
    gent.ended_on = timezone.localdate()
    gent.save()
    with pytest.raises(ValidationError, match="bestaat niet meer"):
        invited(alice, gent)


def test_invite_stops_a_flood(alice, gent) -> None:
    Invitation.objects.bulk_create(
        Invitation(
            organisation=gent, email=f"x{number}@x.example", roles=["ict"],
            expires_at=timezone.now(),
        )
        for number in range(A_DAY)
    )  # fmt: skip
    with pytest.raises(ValidationError, match="morgen"):
        invited(alice, gent)


def test_accept_makes_a_member_with_the_roles(alice, gent, newcomer) -> None:
    invitation, token = invited(alice, gent, Role.DPO)
    membership = accept_invitation(token=token, user=newcomer)
    assert (membership.organisation, membership.roles) == (gent, ["dpo"])
    invitation.refresh_from_db()
    assert invitation.accepted_by == newcomer
    assert Activity.objects.get(verb="community.member.joined").data == {
        "user": newcomer.pk, "roles": ["dpo"],
    }  # fmt: skip


def test_accept_twice_works_once(alice, gent, newcomer, charlie) -> None:
    _invitation, token = invited(alice, gent)
    accept_invitation(token=token, user=newcomer)
    for person in (newcomer, charlie):
        with pytest.raises(ValidationError, match="al gebruikt"):
            accept_invitation(token=token, user=person)
    assert Membership.objects.of(gent).filter(user__in=(newcomer, charlie)).count() == 1


def test_accept_by_somebody_with_an_account_elsewhere_serves_both(alice, charlie, gent) -> None:
    """One DPO for many: another address than the one invited is fine, the link is the key."""
    _invitation, token = invited(alice, gent, Role.DPO, email="dpo@gent.example")
    accept_invitation(token=token, user=charlie)
    names = sorted(each.organisation.name for each in charlie.memberships.all())
    assert names == ["Aalst", "Gent"]


def test_accept_by_a_member_adds_the_roles(alice, bob, gent) -> None:
    _invitation, token = invited(alice, gent, Role.DPO, email="bobs.ander@gent.example")
    accept_invitation(token=token, user=bob)
    assert Membership.objects.get(user=bob).roles == ["ict", "dpo"]


def test_accept_closes_the_persons_own_request(alice, gent, newcomer) -> None:
    asked = ask_to_join(user=newcomer, organisation=gent, roles=[Role.STAFF])
    accept_invitation(token=invited(alice, gent)[1], user=newcomer)
    asked.refresh_from_db()
    assert asked.state == RequestState.APPROVED


def test_late_revoked_and_forged_links_open_nothing(alice, gent, newcomer) -> None:
    invitation, token = invited(alice, gent)
    forged = [
        "", "x", str(invitation.pk), token[:-1] + ("a" if token[-1] != "a" else "b"),
        sign("iets.anders", str(invitation.pk)), sign("community.invitation", "999999"),
        sign("community.invitation", "abc"),
    ]  # fmt: skip
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert invitation_for(token) is None
    revoke_invitation(invitation=invitation, by=alice)
    for bad in (*forged, token):
        assert invitation_for(bad) is None
        with pytest.raises(ValidationError):
            accept_invitation(token=bad, user=newcomer)
    assert not newcomer.memberships.exists()


def test_revoke_by_others_is_denied_and_twice_refused(alice, bob, gent) -> None:
    invitation, _token = invited(alice, gent)
    with pytest.raises(PermissionDenied):
        revoke_invitation(invitation=invitation, by=bob)
    revoke_invitation(invitation=invitation, by=alice)
    with pytest.raises(ValidationError):
        revoke_invitation(invitation=invitation, by=alice)


def hearers() -> set[str]:
    """Who has a message about a request waiting, on which channel."""
    rows = Delivery.objects.filter(message__kind="community.join_request").select_related("user")
    return {f"{row.user.first_name}/{row.channel}" for row in rows}


def test_ask_tells_the_administrators(alice, bob, charlie, helpdesk, gent, newcomer) -> None:
    asked = ask_to_join(
        user=newcomer, organisation=gent, roles=[Role.STAFF], message="  Nieuw bij ICT "
    )
    assert hearers() == {"Alice/email", "Alice/web"}
    assert (asked.message, asked.domain_known) == ("Nieuw bij ICT", False)
    body = Body.objects.get(channel="email", language="nl")
    assert "Nieuw bij ICT" in body.text
    assert "Ga na of u deze persoon kent" in body.text


def test_ask_without_an_administrator_goes_to_the_helpdesk(
    bob, helpdesk, platform_admin, qrc_editor, gent, newcomer
) -> None:
    ask_to_join(user=newcomer, organisation=gent, roles=[Role.ADMINISTRATOR])
    assert hearers() == {"Hilde/email", "Hilde/web", "Piet/email", "Piet/web"}


@pytest.mark.parametrize(("confirmed", "known"), [(True, True), (False, False)])
def test_ask_marks_a_known_domain_only_when_the_address_is_confirmed(
    alice, gent, confirmed, known
) -> None:
    MailDomain.objects.create(organisation=gent, domain="gent.example")
    user = make_user("nieuw@gent.example", confirmed=confirmed)
    asked = ask_to_join(user=user, organisation=gent, roles=[Role.STAFF])
    assert asked.domain_known is known


def test_ask_refuses_members_repeats_the_platform_and_the_ended(
    alice, bob, gent, platform, newcomer
) -> None:
    ask_to_join(user=newcomer, organisation=gent, roles=[Role.STAFF])
    attempts = [
        (bob, gent, Role.STAFF, "al lid"),
        (newcomer, gent, Role.STAFF, "staat al open"),
        (newcomer, platform, Role.HELPDESK, "op uitnodiging"),
    ]
    for user, organisation, role, words in attempts:
        with pytest.raises(ValidationError, match=words):
            ask_to_join(user=user, organisation=organisation, roles=[role])
    assert JoinRequest.objects.count() == 1


def test_ask_stops_at_five_open_requests(newcomer, gent) -> None:
    from community.organisations.models import Organisation

    places = list(Organisation.objects.active().filter(kind="gemeente")[:6])
    for place in places[:5]:
        ask_to_join(user=newcomer, organisation=place, roles=[Role.STAFF])
    with pytest.raises(ValidationError, match="vijf aanvragen"):
        ask_to_join(user=newcomer, organisation=places[5], roles=[Role.STAFF])


def test_approve_lets_in_with_the_roles_chosen_and_tells(alice, gent, newcomer) -> None:
    asked = ask_to_join(user=newcomer, organisation=gent, roles=[Role.ADMINISTRATOR])
    membership = approve(request=asked, by=alice, roles=[Role.STAFF])
    asked.refresh_from_db()
    assert (membership.roles, asked.state, asked.decided_by) == (
        ["medewerker"], RequestState.APPROVED, alice,
    )  # fmt: skip
    told = Delivery.objects.filter(message__kind="community.join_decision", user=newcomer)
    assert sorted(told.values_list("channel", flat=True)) == ["email", "web"]


def test_approve_twice_is_refused(alice, gent, newcomer) -> None:
    asked = ask_to_join(user=newcomer, organisation=gent, roles=[Role.STAFF])
    approve(request=asked, by=alice)
    with pytest.raises(ValidationError, match="al beslist"):
        approve(request=asked, by=alice)
    with pytest.raises(ValidationError, match="al beslist"):
        withdraw(request=asked, user=newcomer)


def test_approve_by_others_is_denied(alice, bob, charlie, helpdesk, gent, newcomer) -> None:
    """The helpdesk too: this organisation has an administrator of its own."""
    asked = ask_to_join(user=newcomer, organisation=gent, roles=[Role.STAFF])
    for stranger in (bob, charlie, helpdesk, newcomer):
        with pytest.raises(PermissionDenied):
            approve(request=asked, by=stranger)
    assert not newcomer.memberships.exists()


def test_first_administrator_is_approved_by_the_helpdesk_who_may_not_approve_himself(
    helpdesk, gent, newcomer
) -> None:
    own = ask_to_join(user=helpdesk, organisation=gent, roles=[Role.ADMINISTRATOR])
    with pytest.raises(PermissionDenied):
        approve(request=own, by=helpdesk)
    asked = ask_to_join(user=newcomer, organisation=gent, roles=[Role.ADMINISTRATOR])
    assert approve(request=asked, by=helpdesk).is_administrator


def test_organisation_whose_only_administrator_is_switched_off_falls_to_the_helpdesk(
    newcomer, alice, helpdesk, gent
) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    asked = ask_to_join(user=newcomer, organisation=gent, roles=[Role.ADMINISTRATOR])

    assert list(JoinRequest.objects.open().for_helpdesk()) == [asked]
    approve(request=asked, by=helpdesk)

    assert Membership.objects.get(user=newcomer).is_administrator


def test_domain_of_two_organisations_speeds_up_both_and_lets_nobody_in(
    newcomer, alice, charlie, gent, aalst
) -> None:
    for organisation in (gent, aalst):
        MailDomain.objects.create(organisation=organisation, domain="gent.example")

    asked = [
        ask_to_join(user=newcomer, organisation=each, roles=[Role.STAFF]) for each in (gent, aalst)
    ]

    assert [each.domain_known for each in asked] == [True, True]
    assert not Membership.objects.filter(user=newcomer).exists()
    with pytest.raises(PermissionDenied):
        approve(request=asked[0], by=charlie)


def test_link_to_the_platform_works_for_its_own_address_only(
    newcomer, platform_admin, platform
) -> None:
    an = make_user("an@platform.example")
    invitation = invite(
        organisation=platform, email="an@platform.example", roles=[Role.HELPDESK], by=platform_admin
    )
    token = invitation_token(invitation)
    with pytest.raises(ValidationError, match="alleen voor het adres"):
        accept_invitation(token=token, user=newcomer)
    assert accept_invitation(token=token, user=an).roles == ["helpdesk"]


def test_accepting_with_another_address_is_told_to_the_administrators(
    newcomer, alice, gent
) -> None:
    token = invitation_token(
        invite(organisation=gent, email="iemand@gent.example", roles=[Role.DPO], by=alice)
    )
    accept_invitation(token=token, user=newcomer)

    told = Delivery.objects.filter(message__kind="community.invitation_used", user=alice)
    assert sorted(told.values_list("channel", flat=True)) == ["email", "web"]
    text = told.first().message.bodies.get(channel="email", language="nl").text
    assert "iemand@gent.example" in text
    assert newcomer.email in text


def test_refuse_says_why_and_withdraw_is_the_askers_alone(alice, gent, newcomer, bob) -> None:
    asked = ask_to_join(user=newcomer, organisation=gent, roles=[Role.STAFF])
    with pytest.raises(ValidationError):
        withdraw(request=asked, user=bob)
    refuse(request=asked, by=alice, reason="Ik ken u niet.")
    body = Body.objects.get(message__key=f"join:{asked.pk}:refused", channel="email", language="nl")
    assert "Ik ken u niet." in body.text
    again = ask_to_join(user=newcomer, organisation=gent, roles=[Role.STAFF])
    withdraw(request=again, user=newcomer)
    states = JoinRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [RequestState.REFUSED, RequestState.WITHDRAWN]


def test_supplier_roles_stay_with_suppliers(alice, supplier, newcomer) -> None:
    asked = ask_to_join(user=newcomer, organisation=supplier, roles=[Role.SUPPLIER_EDITOR])
    assert asked.roles == ["leverancier-redacteur"]
    with pytest.raises(ValidationError):
        ask_to_join(user=alice, organisation=supplier, roles=[Role.DPO])


def test_letters_come_in_english_for_who_reads_english(alice, gent, newcomer) -> None:
    alice.language = "en"
    alice.save()
    make_member(newcomer, gent, Role.ADMINISTRATOR)
    ask_to_join(user=make_user("x@y.example"), organisation=gent, roles=[Role.STAFF])
    languages = Delivery.objects.filter(channel="email").values_list("user", "language")
    assert dict(languages) == {alice.pk: "en", newcomer.pk: "nl"}
