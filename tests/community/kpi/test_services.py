from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from structlog.testing import capture_logs

from community.kpi import tasks
from community.kpi.indicators import Indicator, indicators
from community.kpi.models import Measurement
from community.kpi.services import measure

pytestmark = pytest.mark.django_db


def kept() -> dict[tuple[str, date], Decimal]:
    return {(row.indicator, row.day): row.value for row in Measurement.objects.all()}


def test_measure_keeps_one_row_per_indicator_and_day():
    today = timezone.localdate()
    values = iter([3, 5])
    with indicators.temporarily(
        Indicator("community.proof", "Proef", "stuks", lambda _day: next(values))
    ):
        assert measure() == []
        assert kept()["community.proof", today] == 3
        assert measure() == []

    assert kept()["community.proof", today] == 5
    assert len(kept()) == len(indicators) + 1


def test_measure_goes_on_after_an_indicator_that_fails():
    def fail(day: date) -> int:
        raise RuntimeError("no figure")

    broken = Indicator("community.broken", "Stuk", "stuks", fail, order=-1)
    with indicators.temporarily(broken), capture_logs() as logs:
        assert measure() == ["community.broken"]

    assert {key for key, _day in kept()} == {each.key for each in indicators}
    assert [log["indicator"] for log in logs] == ["community.broken"]


def test_measure_asks_for_the_day_that_was_meant():
    asked: list[date] = []
    day = timezone.localdate() - timedelta(days=3)

    def note(day: date) -> int:
        asked.append(day)
        return 1

    with indicators.temporarily(Indicator("community.proof", "Proef", "stuks", note)):
        measure(day)

    assert asked == [day]
    assert ("community.proof", day) in kept()


def test_measure_refuses_a_day_to_come():
    with pytest.raises(ValueError, match="has not come yet"):
        measure(timezone.localdate() + timedelta(days=1))
    assert kept() == {}


def test_task_measures_today():
    tasks.measure()

    assert {day for _key, day in kept()} == {timezone.localdate()}
