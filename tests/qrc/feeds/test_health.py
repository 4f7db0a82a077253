"""The health page: the worst first, thirty days at a glance, and the same as a table."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from qrc.feeds.days import days_of
from qrc.feeds.errors import trouble_in_words
from qrc.feeds.health import lines, rhythm_in_words, sources_worst_first, tally
from qrc.feeds.models import Fetch, Source
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
PAGE, EXPORT = "/qrc/bronnen/gezondheid/", "/qrc/bronnen/gezondheid/export.csv"
DAY = timedelta(days=1)


@pytest.fixture
def editing(qrc_editor, client_of) -> Any:
    return client_of(qrc_editor)


@pytest.fixture
def one_of_each() -> None:
    now = timezone.now()
    make.source(name="Uit", enabled=False, failures=9)
    make.source(name="Prima", last_ok_at=now, last_news_at=now, usual_gap=2 * DAY,
                silence_limit=10 * DAY)  # fmt: skip
    make.source(name="Vers")
    make.source(name="Elders", last_ok_at=now, moved_to="https://nieuw.example/feed")
    make.source(name="Zwijger", last_ok_at=now, silent_since=now - 40 * DAY, usual_gap=7 * DAY)
    make.source(name="Afgebroken", failures=3, last_error_code="truncated",
                last_error="De feed breekt halverwege af.")  # fmt: skip
    make.source(name="Weg", gone_at=now, failures=1, last_error_code="gone", last_error="x")


def test_health_page_is_for_qrc_editors(alice, charlie, helpdesk, client_of):
    for person in (alice, charlie, helpdesk):
        client = client_of(person)
        assert [client.get(page).status_code for page in (PAGE, EXPORT)] == [403, 403]


def test_worst_comes_first_with_its_trouble(one_of_each):
    found = [(each.source.name, str(each.health.label), each.trouble)
             for each in lines(sources_worst_first())]  # fmt: skip

    assert found == [
        ("Weg", "Opgeheven", "De bron zegt dat ze niet meer bestaat (410)."),
        ("Afgebroken", "Faalt", "Afgebroken lijst: De feed breekt halverwege af."),
        ("Zwijger", "Stil", "antwoordt, maar brengt al 40 dagen niets nieuws"),
        ("Elders", "Verhuisd", "https://nieuw.example/feed"),
        ("Vers", "Nog niet gelezen", ""),
        ("Prima", "In orde", ""),
        ("Uit", "Uit", ""),
    ]
    assert tally() == {"all": 7, "on": 6, "off": 1, "trouble": 4}


def test_page_says_the_answer_first(editing, one_of_each):
    html = editing.get(PAGE).content.decode()

    assert "4 van 7 bronnen vragen aandacht. De rest is in orde of staat uit." in html
    assert html.count('<svg class="strip"') == 7
    Source.objects.exclude(name="Prima").delete()
    assert "De ene bron die aanstaat, is in orde." in editing.get(PAGE).content.decode()
    Source.objects.all().delete()
    assert "Nog geen bronnen" in editing.get(PAGE).content.decode()


def test_page_costs_the_same_with_one_and_three_rows(editing, costs):
    def read() -> None:
        source = make.source()
        Fetch.objects.create(source=source, status="ok", new=1)
        Fetch.objects.create(source=source, status="failed")

    read()
    one = [costs(editing, page) for page in (PAGE, EXPORT)]
    read()
    read()

    assert [costs(editing, page) for page in (PAGE, EXPORT)] == one


def test_page_comes_in_pages(editing):
    for _number in range(27):
        make.source()

    assert [len(editing.get(PAGE, {"page": n}).context["lines"]) for n in (1, 2)] == [25, 2]


def test_days_are_those_of_brussels():
    source = make.source()
    today = timezone.localdate()
    brussels = ZoneInfo("Europe/Brussels")
    three = today - 3 * DAY

    def at(hour: int, minute: int, day: Any = three, **fields: Any) -> None:
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=brussels)
        Fetch.objects.create(source=source, at=moment, **fields)

    at(0, 1, status="ok", new=2, changed=1, seconds=0.5)
    at(23, 59, status="not_modified", seconds=0.1)
    at(12, 0, status="failed", seconds=9)
    at(12, 0, day=today - 2 * DAY, status="not_modified", seconds=0.2)
    at(12, 0, day=today - DAY, status="failed", seconds=0)
    at(13, 0, day=today - DAY, status="ok", new=1, seconds=1)
    at(12, 0, day=today - 30 * DAY, status="ok", new=5, seconds=1)

    days = days_of([source.pk])[source.pk]

    assert len(days) == 30
    assert (days[0].day, days[-1].day) == (today - 29 * DAY, today)
    said = {
        each.day: (str(each.kind), each.polls, each.failed, each.news, each.seconds)
        for each in days if each.polls
    }  # fmt: skip
    assert said == {
        three: ("news", 3, 1, 3, 0.5),
        today - 2 * DAY: ("quiet", 1, 0, 0, 0.2),
        today - DAY: ("failed", 2, 1, 1, 0.5),
    }


def test_export_is_the_page_as_rows(editing, one_of_each):
    Fetch.objects.create(source=Source.objects.get(name="Prima"), status="ok", new=2, changed=1)
    text = b"".join(editing.get(EXPORT)).decode("utf-8-sig")
    rows = [line.split(";") for line in text.splitlines()]

    assert rows[0][:2] == ["Bron", "Toestand"]
    assert [row[0] for row in rows[1:]] == [
        "Weg", "Afgebroken", "Zwijger", "Elders", "Vers", "Prima", "Uit",
    ]  # fmt: skip
    assert rows[6][1] == "In orde"
    assert rows[6][4:] == ["om de 2 dagen", "10", "1", "0", "3"]


def test_detail_shows_the_month_as_strip_and_table(editing):
    source = make.source(last_ok_at=timezone.now(), usual_gap=7 * DAY, silence_limit=35 * DAY)
    Fetch.objects.create(source=source, status="ok", new=2, seconds=0.42)
    html = editing.get(f"/qrc/bronnen/{source.pk}/").content.decode()

    assert "Brengt gewoonlijk om de 7 dagen nieuws. Na 35 dagen stilte" in html
    assert html.count('data-label="Antwoordtijd"') == 30
    assert "0,4 s" in html
    Source.objects.update(usual_gap=None, silence_limit=None)
    html = editing.get(f"/qrc/bronnen/{source.pk}/").content.decode()
    assert "nog te weinig geschiedenis" in html


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (None, "nog te weinig geschiedenis"),
        (timedelta(minutes=10), "om het uur"),
        (timedelta(hours=5), "om de 5 uur"),
        (timedelta(hours=30), "om de dag"),
        (7 * DAY, "om de 7 dagen"),
    ],
)
def test_rhythm_is_said_in_words(gap, words):
    assert rhythm_in_words(Source(usual_gap=gap)) == words


def test_failures_speak_the_language_of_the_reader():
    said = [("http-503", "De bron antwoordt met code 503."), ("gone", "weg"), ("crash", "Boem")]
    with translation.override("en"):
        english = [trouble_in_words(*each) for each in said]

    assert english == [
        "The source responds with code 503.", "The source says that it no longer exists (410).", "Boem",
    ]  # fmt: skip
