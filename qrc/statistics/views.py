from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from community.kit.access import requires
from community.kit.csv_safe import csv_response
from community.organisations.rules import is_qrc_editor
from qrc.statistics import queries, showing
from qrc.statistics.periods import Period, period_of
from qrc.statistics.rules import may_read_statistics
from qrc.statistics.sections import Section, tell

PERIODS = ((30, _("30 dagen")), (90, _("90 dagen")), (365, _("12 maanden")))


@require_GET
@requires(may_read_statistics)
def statistics(request: Any) -> HttpResponse:
    """The figures of the QRC, as far as this person may know of what they are about."""
    period = period_of(request.GET.get("dagen", ""), timezone.now())
    sections = [make() for make in _sections(request.user, period).values()]
    subscribers, sources = queries.standing()
    context = {
        "period": period, "periods": PERIODS, "sections": sections,
        "subscribers": tell(subscribers, subscribers, exact=is_qrc_editor(request.user)),
        "sources": sources, "is_empty": not any(each.rows for each in sections),
    }  # fmt: skip
    return render(request, "qrc/statistics/statistics.html", context)


@require_GET
@requires(may_read_statistics)
def statistics_export(request: Any, key: str) -> HttpResponseBase:
    """One table, with the same rows that this person sees of it."""
    period = period_of(request.GET.get("dagen", ""), timezone.now())
    make = _sections(request.user, period).get(key)
    if make is None:
        raise Http404
    section = make()
    return csv_response(f"cijfers-{key}-{period.days}.csv", section.head, section.for_file())


def _sections(user: Any, period: Period) -> dict[str, Callable[[], Section]]:
    """By key in the order of the screen; each asks its own question only when it is made."""
    exact = is_qrc_editor(user)
    news = cache(lambda: queries.news(user, period))
    made: dict[str, Callable[[], Section]] = {
        "weken": lambda: showing.weeks(news(), period),
        "bronnen": lambda: showing.sources(news()),
        "van-bron": lambda: showing.to_us(queries.to_us(user, period)),
        "naar-u": lambda: showing.from_us(queries.from_us(user, period), exact=exact),
        "zendingen": lambda: showing.deliveries(queries.went(user, period), exact=exact),
        "bevestigd": lambda: showing.months(
            queries.answers_by_month(user, period), period, exact=exact
        ),
    }
    if exact:
        made["provincies"] = lambda: showing.provinces(queries.answers_by_province(period))
    return made
