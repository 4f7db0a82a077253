from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from community.kpi.indicators import indicators
from community.kpi.models import Measurement

pytestmark = pytest.mark.django_db
PAGE, EXPORT = "/indicatoren/", "/indicatoren/export.csv"


@pytest.fixture
def measured(db):
    today = timezone.localdate()
    before = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    rows = [("community.governments", 38, before), ("community.governments", 41, today)]
    rows += [("qrc.sources", 26, today)]
    for key, value, day in rows:
        Measurement.objects.create(indicator=key, value=Decimal(value), day=day)
    return today, before


@pytest.mark.parametrize("url", [PAGE, EXPORT])
def test_indicators_are_for_platform_roles(
    url, alice, newcomer, helpdesk, qrc_editor, editor, platform_admin, client, client_of
):
    assert client.get(url)["Location"] == f"/account/login/?next={url}"
    people = (alice, newcomer, helpdesk, qrc_editor, editor, platform_admin)

    assert [client_of(each).get(url).status_code for each in people] == [
        403,
        403,
        200,
        200,
        200,
        200,
    ]


def test_indicators_open_with_what_was_measured(measured, helpdesk, client_of):
    page = client_of(helpdesk).get(PAGE)

    assert page.context["summary"] == "41 besturen en 26 bronnen."
    html = page.content.decode()
    assert "3 meer dan in" in html
    assert "Eerste maand van deze meting" in html
    assert html.count("Nog niet gemeten.") == len(indicators) - 2


def test_indicators_show_the_same_figures_in_a_table(measured, helpdesk, client_of):
    rows = client_of(helpdesk).get(PAGE).context["rows"]
    today, before = measured
    values = {
        month: {each.key: int(point.value) for each, point in cells if point.value is not None}
        for month, cells in rows
    }

    assert len(values) == 12
    assert values[before] == {"community.governments": 38}
    assert values[today.replace(day=1)] == {"community.governments": 41, "qrc.sources": 26}


def test_indicators_before_the_first_measurement_say_when_it_comes(helpdesk, client_of):
    page = client_of(helpdesk).get(PAGE)

    assert "Nog niets gemeten" in page.content.decode()


def test_export_gives_every_measurement(measured, helpdesk, client_of):
    today, before = measured
    response = client_of(helpdesk).get(EXPORT)
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert response["Content-Disposition"] == 'attachment; filename="indicatoren.csv"'
    assert lines[0] == "Indicator;Eenheid;Dag;Waarde;Gemeten op"
    assert [line.split(";")[:4] for line in lines[1:]] == [
        ["Betrokken besturen", "besturen", before.isoformat(), "38,00"],
        ["Betrokken besturen", "besturen", today.isoformat(), "41,00"],
        ["Informatiebronnen", "bronnen", today.isoformat(), "26,00"],
    ]


def test_indicators_ask_as_much_with_one_row_as_with_many(
    helpdesk, client_of, django_assert_max_num_queries, measured
):
    browser = client_of(helpdesk)
    browser.get(PAGE)
    today, _before = measured
    for days in range(1, 40):
        Measurement.objects.create(
            indicator="qrc.subscribers", value=days, day=today - timedelta(days=days)
        )
    with django_assert_max_num_queries(8):
        browser.get(PAGE)
