"""What the house counts of experts and providers, and the list of skills that comes with it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from community.experts.ecf import COMPETENCES
from community.experts.enums import SizeClass
from community.experts.facts import load_skills, read_advice, read_skills
from community.experts.models import MemberSkill, Skill, SkillWord
from community.indicators import experts, providers
from tests.factories import experts as make
from tests.factories import offers

pytestmark = pytest.mark.django_db


def test_experts_are_those_who_may_be_asked_and_tell_all_members():
    deinze = make.municipality("Deinze")
    make.expert("Ann", deinze, "gis", "avg")
    make.expert("Own", deinze, "gis", shared="eigen-bestuur")
    make.expert("Off", deinze, "gis", may_be_asked=False)
    assert experts(timezone.localdate()) == 1


def test_providers_are_those_with_a_service_in_the_list():
    here, hand = offers.provider("Huis")
    offers.offer(hand, here)
    offers.offer(hand, here)
    other, its_hand = offers.provider("Later")
    offers.offer(its_hand, other, published=False)
    assert providers(timezone.localdate()) == 1


def test_the_list_of_skills_is_whole():
    facts = read_skills()
    keys = {each.key for each in facts}
    assert (len(COMPETENCES), len(keys)) == (41, len(facts))
    assert {each.e_cf for each in facts} <= COMPETENCES.keys()
    assert {each.parent for each in facts} - {""} <= keys
    assert {each.skill for each in read_advice()} <= keys
    assert {each.size for each in read_advice()} == set(SizeClass.values)


def test_loading_it_again_changes_nothing_and_what_left_it_is_kept(alice):
    load_skills()
    before = list(SkillWord.objects.order_by("pk").values())
    gone = Skill.objects.create(key="stenografie", name="Stenografie", area="projecten")
    make.has(alice, "gis")
    MemberSkill.objects.create(user=alice, skill=gone, level=2)
    load_skills()
    gone.refresh_from_db()
    assert (gone.is_retired, alice.skills.count()) == (True, 2)
    assert list(SkillWord.objects.order_by("pk").values()) == before
