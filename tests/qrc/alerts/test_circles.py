"""Who hears of a warning that is not for everybody: the traffic light protocol when it leaves."""

from __future__ import annotations

import pytest
from django.utils import timezone

from community.messaging.models import Delivery
from community.organisations.models import Membership
from qrc.alerts.services import raise_alert
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody(alice, newcomer, gent, supplier):
    """A member for her bestuur and for herself, a stranger, two without account."""
    subscribe(subscriber=subscriber_of(user=alice), organisation=gent)
    subscribe(subscriber=subscriber_of(user=alice))
    subscribe(subscriber=subscriber_of(user=newcomer))
    make.subscriber("wacht@gent.example", organisation=gent)
    make.subscriber("helpdesk@leverancier.example", organisation=supplier)


def told(tlp: str) -> list[str]:
    raise_alert(revision_id=make.revision(make.advisory(tlp=tlp)).pk)
    rows = Delivery.objects.filter(channel="email").order_by("address__value")
    return [value.partition("@")[0] for value in rows.values_list("address__value", flat=True)]


@pytest.mark.parametrize(
    ("tlp", "expected"),
    [
        ("CLEAR", ["alice", "helpdesk", "nora", "wacht"]),
        ("GREEN", ["alice", "helpdesk", "wacht"]),
        ("AMBER", ["alice", "wacht"]),
        ("AMBER+STRICT", []),
        ("RED", []),
    ],
)
def test_each_colour_reaches_its_own_circle(everybody, tlp, expected):
    assert told(tlp) == expected


def test_amber_names_the_bestuur_it_is_for(everybody):
    told("AMBER")

    (why,) = {
        row.parts["why"] for row in Delivery.objects.filter(address__value__startswith="alice")
    }
    assert why.endswith("voor Gent.")


@pytest.mark.parametrize("tlp", ["GREEN", "AMBER"])
def test_who_left_hears_of_it_no_more(everybody, alice, tlp):
    Membership.objects.filter(user=alice).update(left_at=timezone.now())

    assert "alice" not in told(tlp)
