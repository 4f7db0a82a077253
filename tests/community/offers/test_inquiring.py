"""Cards, inquiries, work that both confirm, and one review; a provider never begins."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.conversations.models import Conversation, PrivateMessage
from community.conversations.services import start_conversation, write
from community.conversations.services.values import Refused as Unspoken
from community.offers.enums import InquiryState, OfferState
from community.offers.models import Review, ServiceInquiry, ServiceOffer
from community.offers.queries import reputations
from community.offers.services import (
    answer_review,
    change_offer,
    close_inquiry,
    decide_offer,
    hide_review,
    inquire,
    review,
    say_worked,
    submit_offer,
    withdraw_offer,
    write_offer,
)
from community.offers.services.values import Refused
from tests.factories import offers as make
from tests.factories.experts import skill

pytestmark = pytest.mark.django_db
MARKS = {"quality": 4, "timing": 5, "contact": 3, "words": "Vlot gewerkt."}


@pytest.fixture
def house(db):
    return make.provider("Inbraakhuis")


@pytest.fixture
def card(house):
    here, hand = house
    return make.offer(hand, here)


class TestCards:
    def test_the_first_waits_for_an_editor_and_the_next_does_not(self, house, editor):
        here, hand = house
        first = submit_offer(offer=make.offer(hand, here, published=False), actor=hand)
        assert first.state == OfferState.WAITING
        assert decide_offer(offer=first, actor=editor).state == OfferState.PUBLISHED
        second = submit_offer(offer=make.offer(hand, here, published=False), actor=hand)
        assert second.state == OfferState.PUBLISHED
        changed = change_offer(offer=second, actor=hand, skills=[skill("gis")], title="Anders")
        assert (changed.title, changed.state) == ("Anders", OfferState.PUBLISHED)

    def test_a_refused_one_goes_by_the_editor_again(self, house, editor):
        here, hand = house
        make.offer(hand, here)
        other = make.offer(hand, here)
        withdraw_offer(offer=other, actor=editor, reason="Klopt niet.")
        assert submit_offer(offer=other, actor=hand).state == OfferState.WAITING

    def test_only_who_speaks_for_it_writes_its_cards(self, house, alice, gent):
        here, _hand = house
        with pytest.raises(Refused):
            make.offer(alice, here)
        with pytest.raises(Refused):
            make.offer(alice, gent)
        with pytest.raises(Refused, match="vaardigheid"):
            write_offer(organisation=here, actor=_hand, skills=[], title="x")
        assert ServiceOffer.objects.count() == 0

    def test_the_database_knows_what_was_approved(self, card):
        with pytest.raises(IntegrityError), transaction.atomic():
            ServiceOffer.objects.filter(pk=card.pk).update(approved_at=None)


class TestInquiring:
    def test_a_supplier_does_not_write_to_a_bestuur_that_did_not_ask(
        self, card, house, alice, gent
    ):
        _here, hand = house
        with pytest.raises(Unspoken):
            start_conversation(starter=hand, recipients=[alice], subject="Koop", source="Goedkoop!")
        assert PrivateMessage.objects.count() == 0
        made = make.inquiry(card, alice, gent)
        write(conversation=made.conversation, author=hand, source="Graag.")
        assert [each.author for each in PrivateMessage.objects.order_by("number")] == [alice, hand]

    def test_it_gives_no_way_to_a_colleague_of_who_asked(self, card, house, alice, bob, gent):
        _here, hand = house
        make.inquiry(card, alice, gent)
        with pytest.raises(Unspoken):
            start_conversation(starter=hand, recipients=[bob], subject="Koop", source="Goedkoop!")

    def test_the_same_form_twice_is_one_inquiry(self, card, alice, gent):
        token = uuid.uuid4()
        for _ in range(2):
            inquire(offer=card, organisation=gent, asker=alice, text="Kan dit?", token=token)
        assert (ServiceInquiry.objects.count(), Conversation.objects.count()) == (1, 1)

    def test_only_a_bestuur_asks_and_only_what_is_offered(
        self, card, house, supplier_editor, supplier, alice, gent, aalst
    ):
        _here, hand = house
        for user, organisation in ((supplier_editor, supplier), (alice, aalst)):
            with pytest.raises(Refused):
                make.inquiry(card, user, organisation)
        withdraw_offer(offer=card, actor=hand)
        with pytest.raises(Refused, match="niet meer"):
            make.inquiry(card, alice, gent)
        assert ServiceInquiry.objects.count() == 0

    def test_not_more_than_ten_a_day(self, card, alice, gent):
        for _ in range(10):
            make.inquiry(card, alice, gent)
        with pytest.raises(Refused, match="morgen"):
            make.inquiry(card, alice, gent)


class TestWork:
    @pytest.mark.parametrize("first", ["bestuur", "aanbieder"])
    def test_it_counts_once_both_said_so(self, card, house, alice, gent, first):
        _here, hand = house
        made = make.inquiry(card, alice, gent)
        steps = [(alice, make.PERIOD), (hand, {})]
        steps = steps if first == "bestuur" else steps[::-1]
        held = say_worked(inquiry=made, actor=steps[0][0], **steps[0][1])
        assert held.state == InquiryState.OPEN
        with pytest.raises(Refused):
            review(inquiry=made, actor=alice, **MARKS)
        held = say_worked(inquiry=made, actor=steps[1][0], **steps[1][1])
        assert held.state == InquiryState.WORKED

    def test_nobody_says_it_for_the_other(self, card, house, alice, charlie, gent):
        _here, hand = house
        made = make.inquiry(card, alice, gent)
        for _ in range(2):
            assert say_worked(inquiry=made, actor=hand).state == InquiryState.OPEN
        with pytest.raises(Refused):
            say_worked(inquiry=made, actor=charlie, **make.PERIOD)

    def test_not_before_it_is_over(self, card, alice, gent):
        made = make.inquiry(card, alice, gent)
        today = timezone.localdate()
        for begin, end in (
            (today, today + timedelta(days=1)),
            (today, today - timedelta(days=1)),
            (None, None),
        ):
            with pytest.raises(Refused):
                say_worked(inquiry=made, actor=alice, began_on=begin, ended_on=end)

    def test_what_came_to_nothing_is_never_judged(self, card, house, alice, gent):
        _here, hand = house
        made = make.inquiry(card, alice, gent)
        close_inquiry(inquiry=made, actor=alice)
        say_worked(inquiry=made, actor=alice, **make.PERIOD)
        assert say_worked(inquiry=made, actor=hand).state == InquiryState.CLOSED
        with pytest.raises(Refused):
            review(inquiry=made, actor=alice, **MARKS)


class TestReview:
    def test_one_a_work_and_one_answer(self, card, house, alice, bob, gent):
        _here, hand = house
        made = make.worked(card, alice, gent, hand, is_reference=True)
        said = review(inquiry=made, actor=bob, **MARKS)
        with pytest.raises(Refused):
            review(inquiry=made, actor=alice, **MARKS)
        with pytest.raises(Refused):
            answer_review(review=said, actor=alice, answer="Ik?")
        assert answer_review(review=said, actor=hand, answer="Dank u.").answer == "Dank u."
        with pytest.raises(Refused):
            answer_review(review=said, actor=hand, answer="En nog dit.")
        found = reputations([card.pk])[card.pk]
        assert (found.works, found.reviews, found.mean, found.references) == (1, 1, 4.0, ["Gent"])

    def test_a_stranger_and_the_provider_judge_nothing(self, card, house, alice, charlie, gent):
        _here, hand = house
        made = make.worked(card, alice, gent, hand)
        for user in (charlie, hand):
            with pytest.raises(Refused):
                review(inquiry=made, actor=user, **MARKS)
        assert Review.objects.count() == 0
        assert reputations([card.pk])[card.pk].references == []

    def test_a_hidden_one_counts_for_nothing(self, card, house, alice, gent):
        _here, hand = house
        made = make.worked(card, alice, gent, hand)
        hide_review(review=review(inquiry=made, actor=alice, **MARKS), actor=None, hidden=True)
        assert reputations([card.pk])[card.pk].reviews == 0

    def test_as_many_questions_for_one_card_as_for_three(
        self, house, alice, gent, django_assert_num_queries
    ):
        here, hand = house
        cards = [make.offer(hand, here) for _ in range(3)]
        for each in cards:
            review(inquiry=make.worked(each, alice, gent, hand), actor=alice, **MARKS)
        for keys in ([cards[0].pk], [each.pk for each in cards]):
            with django_assert_num_queries(2):
                reputations(keys)
