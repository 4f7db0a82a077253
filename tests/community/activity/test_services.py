from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.activity.models import Activity, Owed
from community.activity.reactions import Reaction, reactions
from community.activity.services import pay_owed, record, record_many
from community.activity.verbs import Verb, verbs

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
