"""The screens about organisations, for Alice, Bob, Charlie and those who only arrive."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from community.messaging.models import Body
from community.organisations.enums import Kind, RequestState, Role
from community.organisations.middleware import CHOICE
from community.organisations.models import Invitation, JoinRequest, MailDomain, Membership
from community.organisations.services import ask_to_join, invite
from community.organisations.services.invitations import invitation_token
from tests.people import PASSWORD, make_member, make_user

pytestmark = pytest.mark.django_db
ORGANISATION = "/organisatie/"


def url(name: str, *args: object) -> str:
    return reverse(f"community:{name}", args=args)


def said(response) -> list[str]:
    """What the page tells after an act."""
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def asked(newcomer, gent) -> JoinRequest:
    return ask_to_join(user=newcomer, organisation=gent, roles=[Role.STAFF])


def test_organisation_shows_members_to_members_and_tools_to_administrators(
    alice, bob, asked, client_of
) -> None:
    MailDomain.objects.create(organisation=asked.organisation, domain="gent.example")
    invite(organisation=asked.organisation, email="x@gent.example", roles=[Role.DPO], by=alice)
    pages = {
        person.first_name: client_of(person).get(ORGANISATION).content.decode()
        for person in (alice, bob)
    }
    for name in ("Alice Proef", "Bob Proef"):
        assert [name in page for page in pages.values()] == [True, True]
    for tool in ("nora@gent.example", "x@gent.example", "Collega uitnodigen", "Maildomein"):
        assert [tool in pages["Alice"], tool in pages["Bob"]] == [True, False]


def test_organisation_of_others_stays_theirs(alice, bob, charlie, client_of) -> None:
    page = client_of(charlie).get(ORGANISATION).content.decode()
    assert "Charlie Proef" in page
    assert "Bob" not in page
    assert "alice@" not in page


def test_organisation_without_one_leads_to_choosing(newcomer, client_of) -> None:
    response = client_of(newcomer).get(ORGANISATION)
    assert (response.status_code, response["Location"]) == (302, url("join"))


def test_organisation_costs_the_same_with_one_and_three_rows(
    alice, gent, client_of, django_assert_num_queries
) -> None:
    def fill(number: int) -> None:
        person = make_user(f"lid{number}@gent.example")
        make_member(person, gent, Role.STAFF)
        invite(organisation=gent, email=f"nieuw{number}@x.example", roles=["ict"], by=alice)
        stranger = make_user(f"vraag{number}@gent.example")
        ask_to_join(user=stranger, organisation=gent, roles=["ict"])

    client = client_of(alice)
    fill(1)
    client.get(ORGANISATION)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as first:
        client.get(ORGANISATION)
    fill(2)
    fill(3)
    with django_assert_num_queries(len(first)):
        client.get(ORGANISATION)


def acts_on(bob_membership, invitation, asked, domain) -> list[str]:
    return [
        url("member-roles", bob_membership.pk),
        url("member-remove", bob_membership.pk),
        url("invitation-revoke", invitation.pk),
        url("request-approve", asked.pk),
        url("request-refuse", asked.pk),
        url("domain-remove", domain.pk),
    ]


def test_rows_of_others_are_404_for_colleagues_and_strangers(
    alice, bob, charlie, gent, asked, client_of
) -> None:
    domain = MailDomain.objects.create(organisation=gent, domain="gent.example")
    invitation = invite(organisation=gent, email="x@x.example", roles=["ict"], by=alice)
    addresses = acts_on(bob.memberships.get(), invitation, asked, domain)
    for person in (bob, charlie):
        client = client_of(person)
        codes = [
            client.post(each, {"roles": ["dpo"], "choose": 1}).status_code for each in addresses
        ]
        assert codes == [404] * len(addresses)
    for name in ("invite", "domain-add"):
        assert client_of(bob).post(url(name), {"email": "y@y.example"}).status_code == 404
    bob.memberships.get(left_at=None, roles=["ict"])
    asked.refresh_from_db()
    invitation.refresh_from_db()
    assert (asked.state, invitation.revoked_at) == (RequestState.OPEN, None)
    assert MailDomain.objects.filter(pk=domain.pk).exists()


def test_administrator_changes_roles_removes_invites_and_revokes(
    alice, bob, gent, client_of
) -> None:
    client, membership = client_of(alice), bob.memberships.get()
    page = client.get(url("member-roles", membership.pk)).content.decode()
    assert re.search(r'value="ict"[^>]*checked', page)
    client.post(url("member-roles", membership.pk), {"roles": ["dpo", "ciso"]})
    membership.refresh_from_db()
    assert membership.roles == ["ciso", "dpo"]
    client.post(url("invite"), {"email": "x@gent.example", "roles": ["ict"]})
    invitation = Invitation.objects.get()
    client.post(url("invitation-revoke", invitation.pk))
    client.post(url("member-remove", membership.pk))
    invitation.refresh_from_db()
    membership.refresh_from_db()
    assert (invitation.revoked_at is None, membership.left_at is None) == (False, False)


def test_invite_form_keeps_what_was_typed_and_says_what_is_wrong(alice, client_of) -> None:
    response = client_of(alice).post(url("invite"), {"email": "geen adres"})
    page = response.content.decode()
    assert 'value="geen adres"' in page
    assert "Kies minstens één rol." in page
    assert not Invitation.objects.exists()


def test_leaving_as_the_last_administrator_says_why_not(alice, client_of) -> None:
    membership = alice.memberships.get()
    response = client_of(alice).post(
        url("organisation-leave"), {"membership": membership.pk}, follow=True
    )
    assert any("laatste beheerder" in each for each in said(response))
    membership.refresh_from_db()
    assert membership.left_at is None


def test_leaving_by_another_or_nonsense_is_404(alice, bob, client_of) -> None:
    client = client_of(alice)
    for value in (bob.memberships.get().pk, "x", ""):
        assert client.post(url("organisation-leave"), {"membership": value}).status_code == 404
    client_of(bob).post(url("organisation-leave"), {"membership": bob.memberships.get().pk})
    assert bob.memberships.get().left_at is not None


def test_domain_is_added_from_the_page(alice, gent, client_of) -> None:
    client_of(alice).post(url("domain-add"), {"domain": "gent.example"})
    assert [each.domain for each in gent.mail_domains.all()] == ["gent.example"]


def test_join_finds_as_typed_with_and_without_htmx(newcomer, client_of) -> None:
    client = client_of(newcomer)
    for headers in ({}, {"HX-Request": "true"}):
        response = client.get(url("join"), {"zoek": "Pajot", "soort": "gemeente"}, headers=headers)
        assert [each.name for each in response.context["page"]] == ["Pajottegem"]
    names = {each.name for each in client.get(url("join"), {"zoek": "Galmaarden"}).context["page"]}
    assert names == set()


def test_join_is_paginated_and_costs_the_same_for_one_and_twenty(
    newcomer, client_of, django_assert_num_queries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(newcomer)
    client.get(url("join"))
    with CaptureQueriesContext(connection) as first:
        one = client.get(url("join"), {"zoek": "Pajottegem", "soort": "gemeente"})
    with django_assert_num_queries(len(first)):
        many = client.get(url("join"))
    assert (len(one.context["page"]), len(many.context["page"])) == (1, 20)
    assert many.context["page"].paginator.count >= 575
    last = client.get(url("join"), {"page": "9999"}).context["page"]
    assert last.number == last.paginator.num_pages


def test_join_says_nothing_about_who_the_members_are(newcomer, alice, client_of) -> None:
    page = client_of(newcomer).get(url("join"), {"zoek": "gent"}).content.decode()
    page += (
        client_of(newcomer)
        .get(url("join-ask", alice.memberships.get().organisation_id))
        .content.decode()
    )
    assert "Alice" not in page
    assert "alice@" not in page


def test_join_never_offers_the_platform_or_the_ended(newcomer, platform, client_of) -> None:
    client = client_of(newcomer)
    assert client.get(url("join-ask", platform.pk)).status_code == 404
    kinds = client.get(url("join")).context["form"].fields["soort"].choices
    assert Kind.PLATFORM not in dict(kinds)


def test_asking_from_the_screen_and_withdrawing(newcomer, alice, gent, bob, client_of) -> None:
    client = client_of(newcomer)
    client.post(url("join-ask", gent.pk), {"roles": ["medewerker"], "message": "Hallo"})
    request = JoinRequest.objects.get()
    assert (request.user, request.organisation, request.message) == (newcomer, gent, "Hallo")
    assert client_of(bob).post(url("join-withdraw", request.pk)).status_code == 404
    client.post(url("join-withdraw", request.pk))
    request.refresh_from_db()
    assert request.state == RequestState.WITHDRAWN


def test_one_click_approval_for_a_known_domain_only(alice, gent, newcomer, client_of) -> None:
    MailDomain.objects.create(organisation=gent, domain="gent.example")
    known = ask_to_join(user=newcomer, organisation=gent, roles=[Role.STAFF])
    other = ask_to_join(
        user=make_user("vreemd@elders.example"), organisation=gent, roles=[Role.STAFF]
    )
    client = client_of(alice)
    page = client.get(ORGANISATION).content.decode()
    assert f'action="{url("request-approve", known.pk)}"' in page
    assert f'action="{url("request-approve", other.pk)}"' not in page
    client.post(url("request-approve", known.pk), {"next": ORGANISATION})
    assert Membership.objects.get(user=newcomer).roles == ["medewerker"]
    client.post(url("request-approve", other.pk), {"choose": 1, "roles": ["dpo"]})
    assert Membership.objects.get(user=other.user).roles == ["dpo"]


def test_next_never_leads_off_the_site(alice, asked, client_of) -> None:
    response = client_of(alice).post(
        url("request-refuse", asked.pk), {"next": "https://kwaad.example/"}
    )
    assert response["Location"] == ORGANISATION


def test_refusing_gives_the_reason(alice, asked, client_of) -> None:
    client_of(alice).post(url("request-refuse", asked.pk), {"reason": "Onbekend"})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (RequestState.REFUSED, "Onbekend")


def test_helpdesk_sees_first_requests_and_only_helpdesk_sees_them(
    helpdesk, qrc_editor, charlie, asked, aalst, client_of
) -> None:
    ask_to_join(user=make_user("y@y.example"), organisation=aalst, roles=[Role.STAFF])
    shown = client_of(helpdesk).get(url("helpdesk"))
    assert list(shown.context["requests"]) == [asked]
    assert "nora@gent.example" in shown.content.decode()
    orphans = client_of(helpdesk).get(url("helpdesk"), {"zoek": "aalst", "soort": "gemeente"})
    assert list(orphans.context["page"]) == []
    for person in (qrc_editor, charlie):
        assert client_of(person).get(url("helpdesk")).status_code == 403


def test_helpdesk_approves_the_first_administrator(helpdesk, asked, client_of) -> None:
    client_of(helpdesk).post(
        url("request-approve", asked.pk),
        {"choose": 1, "roles": ["beheerder"], "next": "/helpdesk/"},
    )
    assert Membership.objects.get(user=asked.user).roles == ["beheerder"]


def link_of(alice, gent, email="nora@gent.example") -> str:
    invitation = invite(organisation=gent, email=email, roles=[Role.DPO], by=alice)
    return url("invitation", invitation_token(invitation))


def test_invitation_of_a_member_of_another_is_accepted_signed_in(
    alice, gent, charlie, client_of
) -> None:
    client, link = client_of(charlie), link_of(alice, gent)
    assert "Uitnodiging aannemen" in client.get(link).content.decode()
    assert not charlie.memberships.filter(organisation=gent).exists()
    response = client.post(link)
    assert response["Location"] == url("dashboard")
    assert charlie.memberships.get(organisation=gent).roles == ["dpo"]
    assert client.session[CHOICE] == gent.pk
    assert client.get(link).status_code == 404


def test_invitation_signed_out_leads_through_signing_in(alice, gent, newcomer, client) -> None:
    link = link_of(alice, gent)
    page = client.get(link).content.decode()
    assert f"{reverse('account_login')}?next={link}".replace(":", "%3A") in page
    client.post(reverse("account_login"), {"login": newcomer.email, "password": PASSWORD})
    response = client.get(url("start"))
    assert response["Location"] == link
    client.post(link)
    assert newcomer.memberships.get().roles == ["dpo"]


def test_invitation_cannot_be_accepted_signed_out(alice, gent, client) -> None:
    client.post(link_of(alice, gent))
    assert Invitation.objects.get().accepted_at is None


def test_forged_invitation_is_404_for_all(charlie, client, client_of) -> None:
    for visitor in (client, client_of(charlie)):
        response = visitor.get(url("invitation", "1:vals"))
        assert response.status_code == 404
        assert "werkt niet meer" in response.content.decode()


def test_start_leads_members_on_and_newcomers_to_choosing(alice, newcomer, client_of) -> None:
    assert client_of(alice).get(url("start"))["Location"] == url("dashboard")
    assert client_of(newcomer).get(url("start"))["Location"] == url("join")


def test_join_shows_the_invitation_to_whose_address_it_went(
    alice, gent, newcomer, charlie, client_of
) -> None:
    # The signature in a link holds its second: only the part before it is sure to be the same.
    link = link_of(alice, gent).partition(":")[0]
    assert link in client_of(newcomer).get(url("join")).content.decode()
    assert link not in client_of(charlie).get(url("join")).content.decode()


def test_request_mail_carries_the_way_to_the_page(alice, asked) -> None:
    body = Body.objects.get(channel="web", language="nl")
    assert body.url.endswith(ORGANISATION)


def test_everything_but_invitations_needs_signing_in(client) -> None:
    for name in ("organisation", "join", "helpdesk", "start", "invite", "account"):
        response = client.get(url(name))
        assert response["Location"].startswith(reverse("account_login"))
