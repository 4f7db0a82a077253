"""Whom a request for help reaches: a hand-made table, and each condition by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.conversations.models import Block
from community.experts.models import HelpMatch
from community.experts.queries.matching import Wanted, matching, wanted_of
from community.experts.queries.skills import find_skills, skill_named
from community.organisations.enums import Kind
from community.organisations.models import Membership, Organisation
from tests.factories import experts as make
from tests.people import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def deinze(db):
    return make.municipality("Deinze")


def wanted(alice, gent, *keys, **more) -> Wanted:
    skills = [make.skill(each).pk for each in keys or ("dotnet",)]
    return Wanted(skills=skills, asker=alice.pk, organisation=gent.pk, **more)


def names(asked) -> list[str]:
    return sorted(each.user.first_name for each in matching(asked).select_related("user"))


def test_a_request_reaches_exactly_those_of_the_table(alice, gent, deinze):
    today, day = timezone.localdate(), timedelta(days=1)
    seller = Organisation.objects.create(kind=Kind.FREELANCER, name="Zelf", sort_name="zelf")
    table = (
        # name, skills, shared, fields, reached
        ("Exact", ("dotnet",), "leden", {}, True),
        ("Narrower", ("csharp",), "leden", {}, True),
        ("Broader", ("softwareontwikkeling",), "leden", {}, False),
        ("Other", ("gis",), "leden", {}, False),
        ("Hidden", ("dotnet",), "niemand", {}, False),
        ("OwnOnly", ("dotnet",), "eigen-bestuur", {}, False),
        ("Unasked", ("dotnet",), "leden", {"may_be_asked": False}, False),
        ("Begins", ("dotnet",), "leden", {"available_from": today + day}, False),
        ("Begun", ("dotnet",), "leden", {"available_from": today}, True),
        ("LastDay", ("dotnet",), "leden", {"available_until": today}, True),
        ("Ended", ("dotnet",), "leden", {"available_until": today - day}, False),
        ("French", ("dotnet",), "leden", {"languages": ["fr"]}, False),
        ("Both", ("dotnet",), "leden", {"languages": ["fr", "nl"]}, True),
        ("Limburg", ("dotnet",), "leden", {"regions": ["Limburg"]}, True),
    )
    for name, keys, shared, fields, _reached in table:
        make.expert(name, deinze, *keys, shared=shared, **fields)
    make.expert("Seller", seller, "dotnet")
    make.expert("Colleague", gent, "dotnet")
    full = make.expert("Full", deinze, "dotnet", most_per_month=1)
    make.has(alice, "dotnet")
    make.profile(alice)
    other = make.request(make.expert("Asker", deinze, "gis"), "gis", submission="0" * 32)
    HelpMatch.objects.create(
        request=other, user=full, wave=1, month=timezone.localdate().replace(day=1)
    )

    assert names(wanted(alice, gent)) == sorted(each[0] for each in table if each[-1])
    assert names(wanted(alice, gent, region="Antwerpen")) == sorted(
        each[0] for each in table if each[-1] and each[0] != "Limburg"
    )
    assert set(names(wanted(alice, gent, with_suppliers=True))) - set(
        names(wanted(alice, gent))
    ) == {"Seller"}
    more = set(names(wanted(alice, gent, with_colleagues=True))) - set(names(wanted(alice, gent)))
    assert more == {"Colleague"}


def test_a_colleague_may_share_with_his_own_bestuur_alone(alice, gent, deinze):
    make.expert("Colleague", gent, "dotnet", shared="eigen-bestuur")
    make.expert("Stranger", deinze, "dotnet", shared="eigen-bestuur")
    assert names(wanted(alice, gent, with_colleagues=True)) == ["Colleague"]


def test_who_left_is_asked_nothing(alice, gent, deinze):
    gone = make.expert("Gone", deinze, "dotnet")
    Membership.objects.filter(user=gone).update(left_at=timezone.now())
    off = make.expert("Off", deinze, "dotnet")
    off.is_active = False
    off.save()
    assert names(wanted(alice, gent)) == []


def test_a_block_on_either_side_holds(alice, gent, deinze):
    one, other = make.expert("One", deinze, "dotnet"), make.expert("Other", deinze, "dotnet")
    make.expert("Third", deinze, "dotnet")
    Block.objects.create(blocker=one, blocked=alice)
    Block.objects.create(blocker=alice, blocked=other)
    assert names(wanted(alice, gent)) == ["Third"]


def test_never_about_this_skill_is_about_this_skill_alone(alice, gent, deinze):
    user = make.expert("One", deinze, "dotnet", "gis")
    user.skills.filter(skill__key="dotnet").update(is_off=True)
    assert names(wanted(alice, gent)) == []
    assert names(wanted(alice, gent, "gis")) == ["One"]


def test_somebody_of_a_supplier_and_of_a_bestuur_counts_as_a_colleague(alice, gent, deinze):
    user = make.expert("Two", deinze, "dotnet")
    seller = Organisation.objects.create(kind=Kind.SUPPLIER, name="Huis", sort_name="huis")
    make_member(user, seller)
    assert names(wanted(alice, gent)) == ["Two"]


def test_who_was_asked_least_lately_comes_first(alice, gent, deinze):
    users = [make.expert(name, deinze, "dotnet") for name in ("Aa", "Bb", "Cc")]
    other = make.request(alice, "gis")
    month = timezone.localdate().replace(day=1)
    HelpMatch.objects.create(request=other, user=users[0], wave=1, month=month)
    order = [each.user_id for each in matching(wanted(alice, gent))]
    assert order == [users[1].pk, users[2].pk, users[0].pk]


def test_it_is_one_question(alice, gent, deinze, django_assert_num_queries):
    for n in range(3):
        make.expert(f"N{n}", deinze, "dotnet")
    asked = wanted(alice, gent)
    with django_assert_num_queries(1):
        assert len(matching(asked)) == 3
    assert wanted_of(make.request(alice, "dotnet")).skills == [make.skill("dotnet").pk]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("c#", "csharp"), ("C#", "csharp"), (".net", "dotnet"), ("ASP.NET", "dotnet"), ("GDPR", "avg"),
        ("dpo", "dpo"), ("functionaris voor gegevensbescherming", "dpo"), ("GEÜPDATET", None),
        ("c++", "cpp"), ("office 365", "m365"), ("", None), ("zzz", None), ("\x00", None),
    ],
)  # fmt: skip
def test_a_skill_is_known_by_any_of_its_words(typed, found):
    make.skill("csharp")
    named = skill_named(typed)
    assert (named.key if named else None) == found


def test_what_is_typed_so_far_finds_the_exact_word_first():
    make.skill("csharp")
    assert next(each.skill.key for each in find_skills("c")) == "cpp"
    assert "csharp" in [each.skill.key for each in find_skills("c#")]
    hit = find_skills("gdpr")[0]
    assert (hit.skill.key, hit.by) == ("avg", "GDPR")
