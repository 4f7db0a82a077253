"""The words everything else is said in: kinds of organisation, roles, audiences."""

from __future__ import annotations

import pytest

from community.organisations.enums import (
    PLATFORM_ROLES,
    Audience,
    Kind,
    Role,
    administrator_role,
    roles_for,
)

LOCAL = ["beheerder", "ict", "ciso", "dpo", "medewerker"]


def test_every_kind_of_organisation_that_takes_part() -> None:
    assert [str(kind.label) for kind in Kind] == [
        "Gemeente", "OCMW", "Provincie", "Intercommunale", "Vlaamse overheid", "Leverancier",
        "Zelfstandige", "Partner (onderwijs of kennis)", "V-ICT-OR",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        *((kind, LOCAL) for kind in (
            Kind.MUNICIPALITY, Kind.OCMW, Kind.PROVINCE, Kind.INTERMUNICIPAL, Kind.FLEMISH,
            Kind.PARTNER,
        )),
        (Kind.SUPPLIER, ["beheerder", "leverancier-redacteur", "medewerker"]),
        (Kind.FREELANCER, ["beheerder", "leverancier-redacteur", "medewerker"]),
        (Kind.PLATFORM, ["platformbeheerder", "redacteur", "qrc-redacteur", "helpdesk"]),
    ],
)  # fmt: skip
def test_roles_fit_the_kind_and_one_of_them_manages(kind, roles) -> None:
    assert [str(role) for role in roles_for(kind)] == roles
    assert administrator_role(kind) in roles_for(kind)
    assert set(PLATFORM_ROLES).isdisjoint(roles) is (kind != Kind.PLATFORM)


def test_every_role_belongs_somewhere() -> None:
    assert {role for kind in Kind for role in roles_for(kind)} == set(Role)


def test_one_vocabulary_of_audiences() -> None:
    assert [str(each) for each in Audience] == ["publiek", "leden", "besturen", "groep", "eigen"]
