from __future__ import annotations

from typing import Any

import pytest

from community.profiles.forms import ProfileForm
from community.profiles.models import MemberProfile
from community.profiles.queries import directory, options, portrait
from community.profiles.rules import members_for
from community.profiles.services import save_profile
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def gita(supplier: Any) -> Any:
    user = make_user("gita@softwarehuis.example", "Gita")
    make_member(user, supplier)
    return user


def names(people: Any) -> list[str]:
    return sorted(people.values_list("first_name", flat=True))


def test_members_find_each_other_and_who_works_nowhere_is_found_by_himself_alone(
    alice, bob, charlie, newcomer, gita
):
    assert names(members_for(alice)) == ["Alice", "Bob", "Charlie", "Gita"]
    assert list(members_for(newcomer)) == [newcomer]


def test_a_supplier_finds_colleagues_and_who_chose_so(alice, bob, gita, supplier):
    colleague = make_user("guy@softwarehuis.example", "Guy")
    make_member(colleague, supplier)
    save_profile(user=bob, shown_to_suppliers=True)

    assert names(members_for(gita)) == ["Bob", "Gita", "Guy"]


def test_who_left_the_list_is_found_by_nobody_but_himself(alice, bob, editor):
    save_profile(user=bob, is_listed=False, shown_to_suppliers=True)

    assert [members_for(each).filter(pk=bob.pk).exists() for each in (alice, editor, bob)] == [
        False, False, True,
    ]  # fmt: skip


def test_each_line_is_for_whom_it_says(alice, bob, charlie, gita):
    save_profile(
        user=bob, function="Netwerk", bio="Ik doe back-ups.", bio_for="besturen",
        phone="09 1234567", shown_to_suppliers=True,
    )  # fmt: skip

    def seen(viewer: Any) -> tuple[str, str, str]:
        found = portrait(viewer, bob)
        return found.function, found.bio, found.phone

    assert {each.first_name: seen(each) for each in (bob, charlie, gita)} == {
        "Bob": ("Netwerk", "Ik doe back-ups.", "09 1234567"),
        "Charlie": ("Netwerk", "Ik doe back-ups.", ""),
        "Gita": ("Netwerk", "", ""),
    }


def test_words_find_name_organisation_and_the_function_one_reads_never_an_address(
    alice, bob, charlie, gita
):
    save_profile(user=bob, function="Netwerkbeheer", function_for="besturen",
                 shown_to_suppliers=True)  # fmt: skip
    save_profile(user=charlie, function="Geheimwerk", function_for="niemand")

    assert [
        names(directory(alice, words))
        for words in ("charlie", "aalst", "netwerk", "bob gent", "geheim", "bob@gent", "%", "bob aalst")
    ] == [["Charlie"], ["Charlie"], ["Bob"], ["Bob"], [], [], [], []]  # fmt: skip
    assert names(directory(gita, "netwerk")) == []
    assert [each.first_name for each in options(alice, "proef")] == ["Bob", "Charlie", "Gita"]


def test_saying_the_same_is_nothing(alice):
    save_profile(user=alice, function="ICT")
    before = MemberProfile.objects.get(user=alice).changed_at
    save_profile(user=alice, function="ICT")

    assert MemberProfile.objects.get(user=alice).changed_at == before


def test_a_telephone_number_is_one(alice):
    form = ProfileForm({"phone": "bel mij", "function_for": "leden", "bio_for": "leden",
                        "phone_for": "niemand", "contact": "leden"})  # fmt: skip

    assert form.errors == {"phone": ["Vul een telefoonnummer in, zoals 09 123 45 67."]}
