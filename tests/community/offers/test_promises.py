"""What the forms of services promise, and what nobody may do to the work of others."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from community.moderation.models import ReviewItem
from community.offers.enums import InquiryState
from community.offers.models import Review, ServiceInquiry, ServiceOffer
from community.offers.services import close_inquiry, inquire, review
from community.offers.services.values import Refused
from community.organisations.enums import Role
from tests.community.forum.racing import until_somebody_waits
from tests.factories import offers as make
from tests.people import make_member

pytestmark = pytest.mark.django_db
MARKS = {"quality": 4, "timing": 5, "contact": 3, "words": "Vlot gewerkt."}


@pytest.fixture
def hand(db: None) -> Any:
    here, found = make.provider("Inbraakhuis")
    make.offer(found, here)
    return found


@pytest.fixture
def card(hand: Any) -> ServiceOffer:
    return ServiceOffer.objects.get()


def test_who_flags_a_review_reads_its_bestuur_and_nobodys_name(
    client_of, alice, charlie, editor, gent, card, hand
):
    given = review(inquiry=make.worked(card, alice, gent, hand), actor=alice, **MARKS)
    address = reverse("community:flag", args=("community.review", given.pk))

    for reader in (charlie, hand):
        page = client_of(reader).get(address).content.decode()
        assert ("Vlot gewerkt." in page, "Gent" in page, "Alice" in page) == (True, True, False)
    client_of(charlie).post(address, {"reason": "spam", "words": ""})
    item = reverse("community:review-item", args=(ReviewItem.objects.get().pk,))
    assert "Alice" in client_of(editor).get(item).content.decode()


def test_nobody_reviews_work_of_his_own_house(alice, bob, gent, card, hand):
    work = make.worked(card, alice, gent, hand)
    make_member(alice, card.organisation, Role.SUPPLIER_EDITOR)

    with pytest.raises(Refused):
        review(inquiry=work, actor=alice, **MARKS)
    assert review(inquiry=work, actor=bob, **MARKS).author == bob


def test_a_stranger_closes_no_inquiry(alice, bob, charlie, gent, card, hand):
    made = make.inquiry(card, alice, gent)

    with pytest.raises(Refused):
        close_inquiry(inquiry=made, actor=charlie)
    made.refresh_from_db()
    assert made.state == InquiryState.OPEN
    assert close_inquiry(inquiry=made, actor=bob).state == InquiryState.CLOSED


@pytest.mark.parametrize(
    ("days", "said"),
    [(4000, "Kies een dag in de laatste tien jaar."), (739_800, "laatste tien jaar"), (3600, "")],
)
def test_work_of_long_ago_is_refused_beside_its_day(client_of, alice, gent, card, days, said):
    made = make.inquiry(card, alice, gent)
    began = timezone.localdate() - timedelta(days=days)
    asked = {"began_on": f"{began:%Y-%m-%d}".rjust(10, "0"), "ended_on": f"{timezone.localdate()}"}

    page = client_of(alice).post(reverse("community:inquiry-worked", args=(made.pk,)), asked)
    made.refresh_from_db()
    assert (made.began_on is None) == bool(said)
    assert said in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_once_is_one_inquiry(alice, gent, card):
    token, given = uuid.uuid4(), []
    asked: dict[str, Any] = {
        "offer": card, "organisation": gent, "asker": alice, "text": "Dag.", "token": token,
    }  # fmt: skip

    def again() -> None:
        try:
            given.append(inquire(**asked))
        except Exception as error:  # noqa: BLE001 - the test looks at it
            given.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=again)
    with transaction.atomic():
        first = inquire(**asked)
        other.start()
        until_somebody_waits()
    other.join(timeout=60)

    assert given == [first]
    assert ServiceInquiry.objects.count() == 1
    assert Review.objects.count() == 0
