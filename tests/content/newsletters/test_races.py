"""Killed at any statement, sent by two at once or rung again: each reader gets it exactly once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, connections

from community.activity.models import Activity
from community.messaging.models import Delivery, Message
from content.newsletters import services
from content.newsletters.enums import NewsletterState, Readers
from content.newsletters.models import Newsletter

pytestmark = pytest.mark.django_db(transaction=True)

READERS = ["alice@gent.example", "bob@gent.example", "charlie@aalst.example"]
PATIENCE = 30


class Killed(BaseException):
    """What no `except Exception` catches, as a kill."""


@contextmanager
def at_each_statement(act: Callable[[int], None], *, after: bool) -> Iterator[None]:
    """Call `act` with the number of each statement, before it is asked or once it is answered."""
    numbers = count(1)

    def ask(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        number = next(numbers)
        if not after:
            act(number)
        answer = execute(sql, params, many, context)
        if after:
            act(number)
        return answer

    with connection.execute_wrapper(ask):
        yield


@pytest.fixture
def planned(alice: Any, bob: Any, charlie: Any, editor: Any) -> Newsletter:
    made = Newsletter.objects.create(
        title="Lente", lead="Wat er nieuw is.", readers=Readers.GOVERNMENTS
    )
    return services.plan(letter=made, actor=editor, version=1)


def left() -> tuple[list[str], int, str]:
    """To whom it left, how often that was written down, and how it stands."""
    to = Delivery.objects.filter(message__kind="content.newsletter").order_by("address__value")
    noted = Activity.objects.filter(verb="content.newsletter.sent").count()
    return list(to.values_list("address__value", flat=True)), noted, Newsletter.objects.get().state


ONCE = (READERS, 1, NewsletterState.SENT)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_every_statement_it_leaves_once(planned: Newsletter, after: bool):
    def kill_at(last: int) -> Callable[[int], None]:
        def act(number: int) -> None:
            if number == last:
                raise Killed

        return act

    for number in count(1):
        try:
            with at_each_statement(kill_at(number), after=after):
                sent = services.send_due()
        except Killed:
            # What it had done is undone with it, or it was all done.
            assert left() in (([], 0, NewsletterState.PLANNED), ONCE), number
            if left() == ONCE:
                break
        else:
            assert sent == 1
            break
    assert number > 10
    assert (left(), services.send_due(), services.send_due()) == (ONCE, 0, 0)
    assert Message.objects.filter(kind="content.newsletter").count() == 1


def beside(work: Callable[[], Any], found: list[Any]) -> Thread:
    """Another worker, with a line of its own to the database."""

    def run() -> None:
        try:
            found.append(work())
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


def test_second_worker_leaves_alone_what_the_first_holds(planned: Newsletter):
    """The first stands still after each of its statements in turn, while the second runs."""
    others: list[int] = []

    def let_another_run(_number: int) -> None:
        beside(services.send_due, others).join(PATIENCE)

    with at_each_statement(let_another_run, after=True):
        own = services.send_due()
    assert own + sum(others) == 1
    assert len(others) > 1
    assert left() == ONCE


def test_worker_that_saw_it_due_finds_it_gone(planned: Newsletter):
    saw, go, found = Event(), Event(), list[int]()

    def hold(number: int) -> None:
        if number == 1:
            saw.set()
            assert go.wait(PATIENCE)

    def late() -> int:
        with at_each_statement(hold, after=True):
            return services.send_due()

    thread = beside(late, found)
    assert saw.wait(PATIENCE)
    assert services.send_due() == 1
    go.set()
    thread.join(PATIENCE)
    assert (found, left()) == ([0], ONCE)


def test_many_at_once_send_it_once(planned: Newsletter):
    found: list[int] = []
    threads = [beside(services.send_due, found) for _n in range(6)]
    for thread in threads:
        thread.join(PATIENCE)
    assert (sorted(found), left()) == ([0, 0, 0, 0, 0, 1], ONCE)
