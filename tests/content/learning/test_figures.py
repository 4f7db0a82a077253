"""The tile and the figures of learning."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from content import indicators
from content.learning.models import Enrolment, LearningSession
from content.learning.queries.catalogue import tally
from content.learning.services import start_course
from tests.factories import learning as make

pytestmark = pytest.mark.django_db


def test_the_tile_says_what_one_may_learn_and_where_one_is(alice, gent, aalst, client_of):
    open_one, _lessons, _quiz = make.whole("Voor allen")
    make.course("Voor Aalst", audience="gekozen", chosen=[aalst])
    make.course("Ontwerp", live=False)
    assert tally(alice) == {"all": 1, "busy": 0, "passed": 0, "latest": None}
    start_course(user=alice, course=open_one, organisation=gent)
    page = client_of(alice).get("/overzicht/").content.decode()
    assert "Ga verder met „Voor allen”." in page
    Enrolment.objects.update(completed_at=timezone.now())

    assert tally(alice) == {"all": 1, "busy": 0, "passed": 1, "latest": None}
    assert "U slaagde voor 1 cursus." in client_of(alice).get("/overzicht/").content.decode()


def test_learners_are_who_was_at_it_and_days_gone_by_are_told_alike(alice, bob, gent):
    course = make.course()
    now, long_ago = timezone.now(), timezone.now() - timedelta(days=100)
    for user, moment in ((alice, now), (alice, now), (bob, long_ago)):
        enrolment, _new = Enrolment.objects.get_or_create(
            user=user, course=course, defaults={"organisation": gent, "course_title": "C"}
        )
        LearningSession.objects.create(enrolment=enrolment, started_at=moment, ended_at=moment)
    today = timezone.localdate()

    assert [indicators.learners(today - timedelta(days=n)) for n in (0, 50, 99, 200)] == [
        1,
        1,
        1,
        0,
    ]


def test_courses_passed_count_on_their_day(alice, gent):
    make.enrolment(alice, make.course(), gent, completed_at=timezone.now())
    today = timezone.localdate()

    assert [indicators.passed(today), indicators.passed(today - timedelta(days=1))] == [1, 0]
    assert indicators.courses(today) == 1
