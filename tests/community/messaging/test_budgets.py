from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from community.messaging.budgets import PORTION, Purse, refund, spend, used

MONTH = {"scope": "sms", "period": "2026-11"}


@pytest.mark.django_db
def test_spend_up_to_the_cap_and_not_over():
    given = [spend(**MONTH, amount=4, cap=10) for _ in range(3)]

    assert given == [True, True, False]
    assert used(**MONTH) == 8


@pytest.mark.django_db
def test_spend_more_than_the_cap_at_once_takes_nothing():
    assert not spend(**MONTH, amount=11, cap=10)
    assert used(**MONTH) == 0


@pytest.mark.django_db
def test_a_lower_cap_holds_at_once():
    spend(**MONTH, amount=8, cap=10)

    assert not spend(**MONTH, amount=1, cap=5)
    assert used(**MONTH) == 8


@pytest.mark.django_db
def test_periods_and_scopes_do_not_share():
    spend(**MONTH, amount=10, cap=10)

    assert spend(scope="sms", period="2026-12", amount=10, cap=10)
    assert spend(scope="codes", period="2026-11", amount=10, cap=10)


@pytest.mark.django_db
def test_refund_makes_room_and_never_goes_under_nothing():
    spend(**MONTH, amount=3, cap=3)
    refund(**MONTH, amount=1)

    assert spend(**MONTH, amount=1, cap=3)
    refund(**MONTH, amount=99)
    assert used(**MONTH) == 0


@pytest.mark.django_db
def test_a_negative_amount_is_a_mistake():
    with pytest.raises(ValueError, match="negative"):
        spend(**MONTH, amount=-1, cap=3)


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_never_spend_over_the_cap():
    def one(number: int) -> bool:
        try:
            with transaction.atomic():
                return spend(**MONTH, amount=1 + number % 3, cap=101)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        numbers = range(100)
        taken = sum(1 + n % 3 for n, ok in zip(numbers, pool.map(one, numbers), strict=True) if ok)

    assert taken == used(**MONTH)
    # 99 to 101: an amount of three may not fit any more while a smaller one came too early.
    assert 99 <= taken <= 101


@pytest.mark.django_db
def test_purse_gives_back_what_it_did_not_use():
    purse = Purse(**MONTH, cap=100)

    assert [purse.take(3), purse.take(2)] == [True, True]
    purse.give_back(2)
    assert used(**MONTH) == PORTION
    purse.close()
    assert used(**MONTH) == 3


@pytest.mark.django_db
def test_purse_spends_the_cap_to_its_last_and_not_over():
    purse = Purse(**MONTH, cap=PORTION + 3)

    taken = [purse.take(2) for _ in range(PORTION)]

    # Eleven twos are 22 of 23.
    assert taken == [True] * 11 + [False] * (PORTION - 11)
    assert purse.take(1)
    assert not purse.take(1)
    purse.close()
    assert used(**MONTH) == PORTION + 3


@pytest.mark.django_db
def test_purse_takes_more_than_a_portion_at_once():
    purse = Purse(**MONTH, cap=3 * PORTION)

    assert purse.take(PORTION + 5)
    assert used(**MONTH) == PORTION + 5


@pytest.mark.django_db(transaction=True)
def test_two_purses_never_pass_the_cap():
    cap = 5 * PORTION + 7

    def empty(_turn: int) -> int:
        purse = Purse(**MONTH, cap=cap)
        try:
            return sum(purse.take(1) for _ in range(cap))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(empty, range(4)))

    assert sum(taken) == used(**MONTH) == cap
