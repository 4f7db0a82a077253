"""What is learnt reaches a learning record store, each statement once, whatever fails on the way."""

from __future__ import annotations

import threading
from datetime import timedelta

import httpx
import pytest
from django.db import connection
from django.utils import timezone
from time_machine import travel

from content.learning.models import Statement
from content.learning.models.following import MOST_REFUSALS
from content.learning.services import finish_lesson, forward_due, start_course
from content.learning.services.forwarding import BATCH, LEASE, PAUSE
from content.learning.tasks import forward
from tests.factories import learning as make
from tests.standins.lrs import KEY, SECRET, RecordStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(settings):
    with RecordStore() as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        settings.XAPI_ENDPOINT = f"{made.url}/"
        settings.XAPI_KEY, settings.XAPI_SECRET = KEY, SECRET
        settings.XAPI_ALLOWED_PRIVATE_HOSTS = "127.0.0.1"
        yield made
        made.shutdown()


@pytest.fixture
def learnt(bob, gent):
    """Bob passed a course of two lessons: five statements."""
    course = make.course("Phishing")
    part = make.module(course)
    pages = [make.lesson(part, title) for title in ("Een", "Twee")]
    enrolment = start_course(user=bob, course=course, organisation=gent)
    for each in pages:
        finish_lesson(enrolment=enrolment, lesson=each)
    return enrolment


def statements(enrolment, number: int) -> None:
    Statement.objects.bulk_create(
        Statement(
            enrolment=enrolment, verb="progressed", object_id="https://vlavirgem.example/les/1",
            object_name="Les", object_type="lesson",
        )
        for _ in range(number)
    )  # fmt: skip


def keys() -> set[str]:
    return {str(each) for each in Statement.objects.values_list("pk", flat=True)}


def later(wait: timedelta = LEASE):
    return travel(timezone.now() + wait + timedelta(seconds=1), tick=True)


def test_every_step_reaches_the_store_as_it_is_told_here(store, learnt, bob, client_of):
    forward()
    own = client_of(bob).get("/leren/mijn/xapi.json").json()["statements"]

    assert [each["verb"]["id"].rpartition("/")[2] for each in store.kept.values()] == [
        "initialized", "progressed", "progressed", "completed", "passed",
    ]  # fmt: skip
    assert list(store.kept.values()) == own
    assert bob.email not in str(store.kept)
    # And the store gives one back by its id, as the standard has it.
    said = httpx.get(
        f"{store.url}/statements", params={"statementId": own[0]["id"]}, auth=(KEY, SECRET),
        headers={"X-Experience-API-Version": "1.0.3"},
    )  # fmt: skip
    assert said.json() == own[0]
    assert (forward_due(), store.requests) == (0, [5])


def test_nothing_is_told_without_a_store(store, learnt, settings):
    settings.XAPI_ENDPOINT = ""
    assert (forward_due(), store.requests) == (0, [])
    assert Statement.objects.filter(forward_after=None, forwarded_at=None).count() == 5


def test_an_answer_that_was_lost_makes_no_second_statement(store, learnt):
    store.loses = 1
    assert forward_due() == 0
    assert set(store.kept) == keys()
    # Held: another round tells nothing before the lease is over.
    assert (forward_due(), store.requests) == (0, [5])
    with later():
        assert forward_due() == 5

    assert (store.requests, set(store.kept)) == ([5, 5], keys())
    assert Statement.objects.filter(forwarded_at=None).count() == 0


@pytest.mark.parametrize("status", [500, 503, 429, 401, 301])
def test_a_store_that_is_away_is_asked_again_for_ever(status, store, learnt):
    store.status = status
    for n in range(MOST_REFUSALS + 2):
        with later(LEASE * 2 * n):
            assert forward_due() == 0
    store.status = 0
    with later(LEASE * 30):
        assert forward_due() == 5
    assert set(store.kept) == keys()


def test_one_statement_that_is_refused_keeps_no_other_back(store, learnt):
    wrong = str(Statement.objects.get(verb="completed").pk)
    store.refuses = lambda said: said["id"] == wrong
    assert (forward_due(), set(store.kept)) == (4, keys() - {wrong})
    for n in range(1, MOST_REFUSALS + 2):
        with later(PAUSE * n * 2):
            forward_due()

    assert store.requests == [5] + [1] * 5 + [1, 1] * (MOST_REFUSALS - 1)
    assert Statement.objects.get(pk=wrong).forward_refusals == MOST_REFUSALS


def test_what_the_store_has_in_other_words_is_not_offered_again(store, learnt):
    first = Statement.objects.earliest("at")
    store.kept[str(first.pk)] = {"id": str(first.pk), "said": "otherwise"}
    assert forward_due() == 5
    assert (forward_due(), store.requests) == (0, [5, 1, 1, 1, 1, 1])
    assert store.kept[str(first.pk)]["said"] == "otherwise"


def test_many_go_in_batches(store, learnt):
    statements(learnt, BATCH * 2)
    assert forward_due() == BATCH * 2 + 5
    assert store.requests == [BATCH, BATCH, 5]


def test_a_private_address_is_refused_unless_it_is_named(store, learnt, settings):
    settings.XAPI_ALLOWED_PRIVATE_HOSTS = ""
    assert (forward_due(), store.requests) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_each_statement_once(store, learnt):
    statements(learnt, BATCH * 3)
    gate, told = threading.Barrier(3), []

    def work() -> None:
        gate.wait()
        told.append(forward_due())
        connection.close()

    hands = [threading.Thread(target=work) for _ in range(3)]
    for each in hands:
        each.start()
    for each in hands:
        each.join()

    assert sum(told) == sum(store.requests) == BATCH * 3 + 5
    assert set(store.kept) == keys()
