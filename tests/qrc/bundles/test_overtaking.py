"""A critical warning never waits for the bundles that were queued before it."""

from __future__ import annotations

import uuid

import pytest

from community.messaging.delivering import BATCH, _claim, deliver
from community.messaging.kinds import kinds
from community.messaging.models import Delivery
from qrc.alerts.services import raise_alert
from qrc.notifications import BUNDLE, WEEKLY
from tests.factories import qrc as make
from tests.factories.messaging import mail_address, say

pytestmark = pytest.mark.django_db


def test_critical_is_the_first_of_the_next_batch(smtp):
    say(*[mail_address() for _number in range(350)], kind=kinds.get(BUNDLE.key), key="bundels")
    reader = make.subscriber("wacht@stad.example", urgent_at_once=True, cadence="weekly")
    on_its_way = _claim("email", uuid.uuid4())
    assert on_its_way is not None
    raise_alert(revision_id=make.revision(make.advisory(severity="critical")).pk)

    deliver("email")

    assert len(on_its_way) == BATCH
    assert smtp.accepted[0].to == (reader.email.value,)
    assert len(smtp.accepted) == 251


def test_every_warning_goes_before_a_bundle_and_a_bundle_before_the_week():
    source = make.source()
    make.subscriber()
    for severity in ("critical", "high", "medium", "low", "unknown"):
        raise_alert(revision_id=make.revision(make.advisory(source=source, severity=severity)).pk)

    told = list(Delivery.objects.order_by("pk").values_list("priority", flat=True))
    assert told == [1, 2, 3, 4, 5]
    assert max(told) < BUNDLE.priority < WEEKLY.priority
