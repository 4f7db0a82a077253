from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from qrc.feeds import keeping
from qrc.feeds.models import Fetch, Payload
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def test_same_bytes_are_kept_once_and_small():
    body = b"<rss/>" * 10_000

    one, other = keeping.keep(body), keeping.keep(body)

    assert (one.pk, Payload.objects.count()) == (other.pk, 1)
    assert (one.size, keeping.bytes_of(one)) == (60_000, body)
    assert len(one.body) < 1000


def test_bytes_that_come_again_are_kept_longer():
    row = keeping.keep(b"x")
    Payload.objects.update(kept_at=ago(89))

    keeping.keep(b"x")

    row.refresh_from_db()
    assert row.kept_at > ago(1)


def test_prune_forgets_old_bytes_and_quiet_polls_only():
    source = make.source()
    old, young = keeping.keep(b"oud"), keeping.keep(b"jong")
    Payload.objects.filter(pk=old.pk).update(kept_at=ago(91))
    for status, days, payload in (
        ("not_modified", 31, None), ("not_modified", 29, None), ("ok", 91, old), ("failed", 31, young),
    ):  # fmt: skip
        Fetch.objects.create(source=source, status=status, at=ago(days), payload=payload)

    assert keeping.prune() == 2

    left = Fetch.objects.order_by("at").values_list("status", "payload")
    assert list(left) == [("ok", None), ("failed", young.pk), ("not_modified", None)]
