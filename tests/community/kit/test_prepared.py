from __future__ import annotations

import pytest
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from community.accounts.models import User
from community.kit.counting import counts
from community.kit.prepared import Prepared
from community.organisations.models import Membership

pytestmark = pytest.mark.django_db


def test_the_answer_is_of_the_keys_that_are_given_each_time(alice, bob, charlie, gent):
    memberships = Prepared(
        lambda user, organisation: counts(
            {
                "his": Membership.objects.filter(user=user),
                "others": Membership.objects.filter(organisation=organisation).exclude(user=user),
            }
        )
    )
    for _again in range(2):
        for who in (alice, bob, charlie):
            rows = Membership.objects.filter(organisation=gent)
            expected = {
                "his": Membership.objects.filter(user=who).count(),
                "others": rows.exclude(user=who).count(),
            }
            found = dict(memberships(who.pk, gent.pk))
            assert {"his": 0, "others": 0} | found == expected


def test_it_is_composed_once_and_asked_by_one_query(alice, bob, django_assert_num_queries):
    made = []

    def build(user):
        made.append(user)
        same = Exists(User.objects.filter(pk=OuterRef("pk"), is_active=True))
        return User.objects.filter(Q(pk=user) & same).values_list("email", F("pk"))

    people = Prepared(build)
    for who in (alice, bob):
        with django_assert_num_queries(1):
            assert people(who.pk) == [(who.email, who.pk)]
    assert len(made) == 1
    assert made[0] not in (alice.pk, bob.pk)


def test_a_clock_may_not_stand_still_in_it(alice):
    late = Prepared(
        lambda user: User.objects.filter(pk=user, date_joined__lte=timezone.now()).values_list("pk")
    )
    with pytest.raises(TypeError, match="would stand still"):
        late(alice.pk)


def test_it_is_always_asked_of_as_many_keys(alice, bob):
    emails = Prepared(lambda user: User.objects.filter(pk=user).values_list("email"))
    assert emails(alice.pk) == [(alice.email,)]
    with pytest.raises(ValueError, match="zip"):
        emails(alice.pk, bob.pk)
