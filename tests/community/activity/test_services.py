from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.activity.models import Activity, Owed
from community.activity.reactions import Reaction, reactions
from community.activity.services import pay_owed, record, record_many, retry_now
from community.activity.verbs import Verb, verbs
from community.kpi.models import Measurement
from tests.standins.site import ROOT, on_test_database

pytestmark = pytest.mark.django_db

HAPPENED = Verb("test.thing.happened", "Er gebeurde iets")


@pytest.fixture
def heard():
    """What a listening reaction heard; the reaction fails while the list holds 'fail'."""
    heard: list[object] = []

    def listen(activity: Activity) -> None:
        if "fail" in heard:
            raise RuntimeError("het lukte niet")
        heard.append(activity.data["n"])

    listening = Reaction("test.listen", HAPPENED.key, listen)
    with verbs.temporarily(HAPPENED), reactions.temporarily(listening):
        yield heard


def test_record_owes_one_reaction_per_activity(heard):
    record(HAPPENED, n=1)

    assert [(owed.reaction, owed.paid_at) for owed in Owed.objects.all()] == [("test.listen", None)]
    assert heard == []


def test_record_is_undone_with_the_caller(heard):
    with transaction.atomic():
        record(HAPPENED, n=1)
        transaction.set_rollback(True)

    assert (Activity.objects.count(), Owed.objects.count()) == (0, 0)


def test_record_unknown_verb_is_refused():
    with pytest.raises(LookupError, match=r"test\.unknown"):
        record(Verb("test.unknown", "?"))


def test_pay_owed_pays_each_once(heard):
    record_many(HAPPENED, [{"data": {"n": 1}}, {"data": {"n": 2}}])

    assert (pay_owed(), pay_owed()) == (2, 0)
    assert heard == [1, 2]


def test_failed_reaction_stays_owed_and_waits(heard):
    heard.append("fail")
    record(HAPPENED, n=1)

    assert (pay_owed(), pay_owed()) == (1, 0)
    owed = Owed.objects.get()
    assert (owed.paid_at, owed.attempts, owed.error) == (None, 1, "RuntimeError: het lukte niet")

    heard.remove("fail")
    Owed.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    pay_owed()
    assert heard == [1]


def test_failing_reaction_does_not_stop_the_next(heard):
    record(HAPPENED, wrong=1)
    record(HAPPENED, n=2)

    assert pay_owed() == 2
    assert heard == [2]


def test_reaction_that_keeps_failing_is_stuck_and_waits_an_hour_at_most(heard):
    heard.append("fail")
    record(HAPPENED, n=1)
    waits = []
    for _ in range(14):
        Owed.objects.update(not_before=timezone.now() - timedelta(seconds=1))
        before = timezone.now()
        pay_owed()
        waits.append(round((Owed.objects.get().not_before - before).total_seconds()))

    assert waits[:4] == [10, 20, 40, 80]
    assert waits[-1] == 3600
    assert Owed.objects.stuck().count() == 1


def test_reaction_that_failed_twice_is_not_stuck_yet(heard):
    heard.append("fail")
    record(HAPPENED, n=1)
    for _ in range(2):
        Owed.objects.update(not_before=timezone.now() - timedelta(seconds=1))
        pay_owed()

    assert (Owed.objects.open().count(), Owed.objects.stuck().count()) == (1, 0)


def test_retry_now_skips_the_wait_of_what_is_open_only(heard):
    record_many(HAPPENED, [{"data": {"n": 1}}, {"data": {"n": 2}}])
    pay_owed(limit=1)
    Owed.objects.open().update(not_before=timezone.now() + timedelta(hours=1))

    assert retry_now(Owed.objects.all()) == 1
    pay_owed()

    assert heard == [1, 2]


def test_unknown_reaction_stays_owed_and_says_so(heard):
    activity = record(HAPPENED, n=1)
    Owed.objects.create(activity=activity, reaction="test.renamed")

    assert pay_owed() == 2

    left = Owed.objects.open().get()
    assert (left.reaction, left.attempts) == ("test.renamed", 1)
    assert "test.renamed" in left.error


CHILD = """
import os, signal, sys
sys.path[:0] = ["site", "."]
import django
django.setup()
from community.activity import services
from community.activity.reactions import Reaction, reactions
from community.activity.verbs import Verb, verbs
from community.kpi.models import Measurement

def die_half_way(activity):
    Measurement.objects.create(indicator="test.half", day="2026-01-01", value=1)
    os.kill(os.getpid(), signal.SIGKILL)

verb = Verb("test.thing.happened", "?")
with verbs.temporarily(verb), reactions.temporarily(Reaction("test.listen", verb.key, die_half_way)):
    services.record(verb, n=1)
    services.pay_owed()
"""


@pytest.mark.django_db(transaction=True)
def test_payer_killed_half_way_leaves_all_owed_and_nothing_half_done(heard, tmp_path):
    died = subprocess.run(
        [sys.executable, "-c", CHILD], cwd=ROOT, env=on_test_database(tmp_path), check=False,
        capture_output=True, timeout=120,
    )  # fmt: skip

    assert died.returncode == -signal.SIGKILL, died.stderr.decode()[-2000:]
    assert Owed.objects.open().count() == 1
    assert not Measurement.objects.filter(indicator="test.half").exists()

    assert (pay_owed(), pay_owed()) == (1, 0)
    assert heard == [1]
