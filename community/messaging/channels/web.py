"""The bell on the screen: a row per person, then a ring for the pages that are open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from community.messaging.bell import put, ring
from community.messaging.bodies import stamped_text
from community.messaging.enums import Channel, State
from community.messaging.jobs import Job, Outcome, Sender


class BellSender(Sender):
    def __init__(self) -> None:
        self.hung: set[int] = set()

    def send(self, job: Job) -> Outcome:
        if job.user_id is None:
            return Outcome(State.SUPPRESSED, error_code="no-user")
        text = stamped_text(job)
        try:
            put(
                delivery_id=job.id, message_id=job.body.message_id, user_id=job.user_id,
                title=job.body.subject or text, text=text, url=job.body.url, kind=job.kind,
            )  # fmt: skip
        except IntegrityError:
            # The account was deleted between the claim and now.
            return Outcome(State.SUPPRESSED, error_code="no-user")
        self.hung.add(job.user_id)
        return Outcome(State.DELIVERED)


class Web:
    name = str(Channel.WEB)
    repeatable = True

    @contextmanager
    def open(self) -> Iterator[Sender]:
        sender = BellSender()
        try:
            yield sender
        finally:
            # One ring a claim and person: the rows are committed one by one by now.
            ring(sender.hung)


CHANNEL = Web()
