from __future__ import annotations

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from community.organisations.enums import Role
from community.organisations.middleware import CHOICE
from community.organisations.services import leave
from tests.people import make_member, with_second_factor

pytestmark = pytest.mark.django_db


def here(client) -> str:
    request = client.get(reverse("community:organisation")).wsgi_request
    return str(request.organisation)


def test_without_a_choice_the_oldest_membership_counts(alice, aalst, client_of) -> None:
    make_member(alice, aalst, Role.DPO)
    assert here(client_of(alice)) == "Gent"


def test_switching_stays_and_a_strangers_organisation_is_404(alice, aalst, gent, client_of) -> None:
    client = client_of(alice)
    url = reverse("community:switch-organisation")
    assert client.post(url, {"organisation": aalst.pk}).status_code == 404
    assert client.post(url, {"organisation": "abc"}).status_code == 404
    make_member(alice, aalst, Role.DPO)
    client.post(url, {"organisation": aalst.pk})
    assert here(client) == "Aalst"
    assert client.get(url).status_code == 405


def test_stale_choice_is_dropped(alice, aalst, client_of) -> None:
    second = make_member(alice, aalst, Role.DPO)
    client = client_of(alice)
    client.post(reverse("community:switch-organisation"), {"organisation": aalst.pk})
    leave(membership=second)
    assert here(client) == "Gent"
    assert CHOICE not in client.session


def test_visitor_costs_no_query(client, django_assert_num_queries) -> None:
    client.get(reverse("account_login"))
    with django_assert_num_queries(0):
        client.get(reverse("account_login"))


def test_one_query_whatever_the_number_of_memberships(
    rf, alice, aalst, supplier, django_assert_num_queries
) -> None:
    from community.organisations.middleware import set_memberships

    request = rf.get("/")
    request.user, request.session = alice, {}
    alice.last_seen_on = timezone.localdate()
    with django_assert_num_queries(1):
        set_memberships(request)
        assert request.organisation.name == "Gent"
    make_member(alice, aalst)
    make_member(alice, supplier)
    with django_assert_num_queries(1):
        set_memberships(request)
        assert [each.organisation.name for each in request.memberships] == [
            "Gent", "Aalst", "Softwarehuis Proef",
        ]  # fmt: skip


def test_last_seen_is_noted_once_a_day(alice, client_of) -> None:
    client = client_of(alice)
    here(client)
    alice.refresh_from_db()
    assert alice.last_seen_on == timezone.localdate()


def test_platform_role_without_second_factor_gets_to_the_account_pages_only(
    qrc_editor, client_of
) -> None:
    client = client_of(qrc_editor)
    assert client.get(reverse("community:organisation")).status_code == 200
    qrc_editor.authenticator_set.all().delete()
    refused = client.get(reverse("community:organisation"))
    assert (refused.status_code, refused["Location"]) == (302, reverse("mfa_index"))
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("community:account")).status_code == 200
    for asked_by_script in (reverse("community:bell-count"), "/api/v1/advisories"):
        assert client.get(asked_by_script).status_code == 403
    with override_settings(MFA_REQUIRED_FOR_PLATFORM=False):
        assert client.get(reverse("community:organisation")).status_code == 200


def test_own_language_goes_before_the_browsers_and_after_a_choice_made_here(
    alice, client_of
) -> None:
    client = client_of(alice)

    def spoken() -> str:
        browser = {"Accept-Language": "en-GB,en"}
        return client.get(reverse("community:account"), headers=browser).wsgi_request.LANGUAGE_CODE

    assert spoken() == "nl"
    client.cookies["django_language"] = "en"
    assert spoken() == "en"
    profile = {"first_name": "A", "last_name": "P", "language": "en"}
    client.post(reverse("community:account"), profile)
    assert client.cookies["django_language"].value == ""


def test_superuser_without_second_factor_gets_no_further_either(alice, client_of) -> None:
    alice.is_superuser = alice.is_staff = True
    alice.save()
    client = client_of(alice)
    assert client.get("/beheer/")["Location"] == reverse("mfa_index")
    with_second_factor(alice)
    assert client.get("/beheer/").status_code == 200


def test_local_roles_need_no_second_factor(alice, client_of) -> None:
    assert client_of(alice).get(reverse("community:organisation")).status_code == 200
