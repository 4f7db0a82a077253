from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone
from structlog.testing import capture_logs

from community.kpi import tasks
from community.kpi.indicators import Indicator, indicators
from community.kpi.models import Measurement
from community.kpi.services import measure
from tests.standins.site import ROOT, on_test_database

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


CHILD = """
import os, signal, sys
sys.path[:0] = ["site", "."]
import django
django.setup()
from community.kpi.indicators import Indicator, indicators
from community.kpi.services import measure

def die(day):
    os.kill(os.getpid(), signal.SIGKILL)

with indicators.temporarily(Indicator("test.last", "?", "?", die, order=10_000)):
    measure()
"""


@pytest.mark.django_db(transaction=True)
def test_measure_killed_half_way_is_made_good_by_the_next(tmp_path):
    died = subprocess.run(
        [sys.executable, "-c", CHILD], cwd=ROOT, env=on_test_database(tmp_path), check=False,
        capture_output=True, timeout=120,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()[-2000:]
    half = len(kept())

    assert measure() == []

    assert half == len(kept()) == len(indicators)


@pytest.mark.django_db(transaction=True)
def test_measure_twice_at_once_keeps_one_row_each():
    failed: list[str] = []

    def go() -> None:
        try:
            failed.extend(measure())
        finally:
            connection.close()

    threads = [Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert Measurement.objects.count() == len(kept()) == len(indicators)
