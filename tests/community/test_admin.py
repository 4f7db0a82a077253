"""The platform's own back door, /beheer/: the rules about members hold there too."""

from __future__ import annotations

import pytest
from django.urls import reverse

from community.activity.models import Activity
from community.organisations.enums import Role
from community.organisations.models import Membership, Organisation
from tests.people import make_user, with_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client_of):
    user = make_user("beheer@platform.example", is_staff=True, is_superuser=True)
    return client_of(with_second_factor(user))


def save(keeper, membership: Membership, **fields: str):
    given = {
        "user": membership.user_id, "organisation": membership.organisation_id,
        "roles": ",".join(membership.roles), "job_title": "", "left_at_0": "", "left_at_1": "",
        "joined_at_0": "2026-01-01", "joined_at_1": "09:00",
    }  # fmt: skip
    path = reverse("admin:community_membership_change", args=[membership.pk])
    return keeper.post(path, given | fields)


@pytest.mark.parametrize(
    "fields", [{"roles": "ict"}, {"left_at_0": "2026-11-24", "left_at_1": "09:00"}]
)
def test_last_administrator_stays_by_this_door_too(keeper, alice, fields) -> None:
    held = Membership.objects.get(user=alice)

    page = save(keeper, held, **fields).content.decode()

    held.refresh_from_db()
    assert "laatste beheerder" in page
    assert (held.roles, held.left_at) == ([Role.ADMINISTRATOR], None)


def test_role_of_another_kind_of_organisation_is_refused(keeper, alice, bob) -> None:
    held = Membership.objects.get(user=bob)

    page = save(keeper, held, roles="qrc-redacteur").content.decode()

    held.refresh_from_db()
    assert "bestaat niet voor dit soort" in page
    assert held.roles == [Role.ICT]


def test_change_is_kept_in_the_trail(keeper, alice, bob) -> None:
    held = Membership.objects.get(user=bob)

    assert save(keeper, held, roles="dpo").status_code == 302

    held.refresh_from_db()
    noted = Activity.objects.get(verb="community.roles.changed")
    assert (held.roles, noted.data) == ([Role.DPO], {"user": bob.pk, "roles": ["dpo"]})


def test_membership_is_never_deleted(keeper, alice, bob) -> None:
    path = reverse("admin:community_membership_delete", args=[Membership.objects.get(user=bob).pk])

    assert keeper.post(path, {"post": "yes"}).status_code == 403
    assert Membership.objects.filter(user=bob).exists()


def add_organisation(keeper, **fields: str):
    given = {
        "kind": "leverancier", "name": "Softwarehuis Proef", "former_name": "", "kbo": "", "ovo": "",
        "province": "", "started_on": "", "ended_on": "", "successor": "",
        "mail_domains-TOTAL_FORMS": "0", "mail_domains-INITIAL_FORMS": "0",
    }  # fmt: skip
    return keeper.post(reverse("admin:community_organisation_add"), given | fields)


def test_company_number_is_kept_in_its_one_form(keeper) -> None:
    assert add_organisation(keeper, kbo="BE 0403.170.701").status_code == 302
    assert Organisation.objects.get(name="Softwarehuis Proef").kbo == "0403170701"


@pytest.mark.parametrize(
    ("kbo", "said"), [("0403.170.702", "kijk de cijfers na"), ("12", "telt tien cijfers")]
)
def test_company_number_that_cannot_be_is_refused_in_dutch(keeper, kbo, said) -> None:
    assert said in add_organisation(keeper, kbo=kbo).content.decode()
    assert not Organisation.objects.filter(name="Softwarehuis Proef").exists()


def test_two_organisations_without_a_number_are_two(keeper) -> None:
    for name in ("Een", "Twee"):
        assert add_organisation(keeper, name=name).status_code == 302
    assert Organisation.objects.filter(name__in=("Een", "Twee"), kbo=None, ovo=None).count() == 2
