"""What the desk told in one breath, set aside for a reader who asked for only a part of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from community.activity.services import pay_owed
from community.messaging.models import Body, Delivery
from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.bundles.models import Bundle, BundleEntry
from qrc.bundles.services import release_due
from qrc.desk.services import approve, merge
from qrc.feeds.enums import ReleasePolicy
from qrc.feeds.models import Source
from qrc.releases.models import Release
from qrc.subscriptions.models import Subscription
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db


def about(product: str, source: Source) -> Advisory:
    return make.advisory(
        source=source, title=f"Lek in {product}", products=[{"vendor": "", "product": product}]
    )


@pytest.fixture
def aside(clock: Any, qrc_editor: Any) -> tuple[Subscription, Advisory]:
    """The wish of a reader who hears one warning an hour and had it, and the merged part he asked for."""
    reader = make.subscriber(most_per_hour=1, words=["Sluisje"])
    raise_alert(revision_id=make.revision(about("Sluisje", make.source())).pk)
    desk = make.source(name="Nazichtbron", release_policy=ReleasePolicy.REVIEW)
    told, asked = about("Dijkwacht", desk), about("Sluisje", desk)
    for each in (told, asked):
        raise_alert(revision_id=make.revision(each).pk)
    into, part = Release.objects.order_by("pk")
    merge(release=part, into=into, actor=qrc_editor)
    approve(release=into, actor=qrc_editor)
    pay_owed()
    assert Delivery.objects.filter(message__kind="qrc.alert").count() == 1
    return Subscription.objects.get(subscriber=reader), asked


def fates(clock: Any) -> list[str]:
    clock.shift(timedelta(hours=5))
    assert release_due() == 1
    return list(BundleEntry.objects.values_list("fate", flat=True))


def test_it_is_told_though_the_words_are_of_the_other_part(aside, clock):
    assert fates(clock) == ["verteld"]
    assert "Dijkwacht" in Body.objects.get(message__kind="qrc.bundle", channel="email").text


def test_it_is_dropped_when_the_part_he_asked_for_was_withdrawn(aside, clock):
    _wish, asked = aside
    Advisory.objects.filter(pk=asked.pk).update(withdrawn_at=Bundle.objects.get().due_at)
    assert fates(clock) == ["ongewenst"]


def test_it_is_dropped_when_he_no_longer_asks_for_that_part(aside, clock):
    wish, _asked = aside
    Subscription.objects.filter(pk=wish.pk).update(words=["Iets anders"])
    assert fates(clock) == ["ongewenst"]
