"""After a crash of the database no row of a claim under way counts as untouched."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.messaging import delivering
from community.messaging.claims import claimed_at, database_began, may_miss_notes, new_claim
from community.messaging.delivering import _claim, sweep_expired
from community.messaging.enums import State
from community.messaging.models import Delivery
from tests.factories.messaging import mail_address, phone, say

ROWS = 3


def test_a_claim_says_when_it_was_made():
    before = timezone.now() - timedelta(milliseconds=1)
    first, second = new_claim(), new_claim()

    assert before <= claimed_at(first) <= timezone.now()
    assert (first.version, first.variant, first != second) == (7, uuid.RFC_4122, True)
    assert claimed_at(uuid.uuid4()) is None
    assert claimed_at(None) is None


@pytest.mark.parametrize(("seconds", "doubt"), [(-60, False), (-1, True), (0, True), (60, True)])
def test_a_database_that_began_after_the_claim_may_have_forgotten(seconds, doubt):
    claim = new_claim()

    assert may_miss_notes(claim, timezone.now() + timedelta(seconds=seconds)) is doubt
    assert not may_miss_notes(uuid.uuid4(), timezone.now() + timedelta(seconds=60))


@pytest.mark.django_db
def test_the_database_says_since_when_it_remembers():
    assert timezone.now() - timedelta(days=30) < database_began() < timezone.now()


def claimed(channel: str, *addresses: object) -> None:
    say(*addresses)
    assert len(_claim(channel, new_claim())) == ROWS
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def states() -> list[tuple[str, bool]]:
    return list(Delivery.objects.order_by("pk").values_list("state", "maybe_double"))


@pytest.mark.django_db
class TestSweep:
    @pytest.fixture
    def crashed(self, monkeypatch):
        # Only a crash moves this moment; tests/chaos/test_knocked_over.py has real ones.
        began = timezone.now() + timedelta(seconds=30)
        monkeypatch.setattr(delivering, "database_began", lambda: began)

    @pytest.fixture
    def stood(self, monkeypatch):
        began = timezone.now() - timedelta(hours=1)
        monkeypatch.setattr(delivering, "database_began", lambda: began)

    def test_mails_go_again_and_all_are_marked(self, crashed):
        claimed("email", *(mail_address() for _n in range(ROWS)))

        assert sweep_expired() == ROWS
        assert states() == [(State.QUEUED, True)] * ROWS

    def test_no_sms_goes_again_unasked(self, crashed):
        claimed("sms", *(phone() for _n in range(ROWS)))

        assert sweep_expired() == ROWS
        assert states() == [(State.UNKNOWN, False)] * ROWS

    def test_of_a_sender_that_died_only_the_first_is_in_doubt(self, stood):
        claimed("email", *(mail_address() for _n in range(ROWS)))

        assert sweep_expired() == ROWS
        assert states() == [(State.QUEUED, True), *[(State.QUEUED, False)] * (ROWS - 1)]
