from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from community.kit.access import requires
from community.kit.csv_safe import csv_response
from community.kpi.charts import bars
from community.kpi.indicators import Indicator
from community.kpi.queries import Point, Trend, daily, trends
from community.organisations.rules import has_platform_role


@require_GET
@requires(has_platform_role)
def indicator_list(request: HttpRequest) -> HttpResponse:
    found = trends(timezone.localdate())
    context = {
        "summary": summary(found),
        "trends": [(trend, bars(trend.points)) for trend in found],
        "rows": [_row(found, points) for points in zip(*(t.points for t in found), strict=True)],
        "is_measured": any(trend.measured for trend in found),
    }
    return render(request, "community/kpi/indicators.html", context)


def summary(found: list[Trend]) -> str:
    """What was measured in one sentence ("41 besturen en 26 bronnen."); empty before that."""
    told = [
        f"{floatformat(trend.value, -2)} {trend.indicator.unit}"
        for trend in found
        if trend.value is not None
    ]
    return f"{get_text_list(told, _('en'))}." if told else ""


def _row(
    found: list[Trend], points: tuple[Point, ...]
) -> tuple[date, list[tuple[Indicator, Point]]]:
    """A month of the table: each indicator beside its value."""
    cells = [(trend.indicator, point) for trend, point in zip(found, points, strict=True)]
    return points[0].month, cells


@require_GET
@requires(has_platform_role)
def indicator_export(request: HttpRequest) -> HttpResponseBase:
    head = [_("Indicator"), _("Eenheid"), _("Dag"), _("Waarde"), _("Gemeten op")]
    rows = (
        [indicator.label, indicator.unit, row.day.isoformat(), row.value, row.measured_at]
        for indicator, row in daily(timezone.localdate())
    )
    return csv_response("indicatoren.csv", head, rows)
