"""The drawings beside the tables. What may not be told is not drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.kit.charts import Chart, Series, columns, lines_of_bars
from qrc.advisories.enums import Severity
from qrc.statistics.queries import News

Part = tuple[str, str, Sequence[int | None]]
"""The name of a part, its tone, and its figures."""


def by_week(found: News, weeks: Sequence[date]) -> Chart:
    """Stacked by severity, the critical at the foot, where they can be compared."""
    parts = [
        Series(str(each.label), [found.by_week[week, each.value] for week in weeks], each.value)
        for each in Severity if found.of(each.value)
    ]  # fmt: skip
    labels = [date_format(week, "j M").lower() for week in weeks]
    return columns(labels, parts, title=_("Waarschuwingen per week, naar ernst"))


def by_source(counts: Mapping[str, int]) -> Chart:
    series = [Series(_("Waarschuwingen"), list(counts.values()))]
    return lines_of_bars(list(counts), series, title=_("Waarschuwingen per bron"))


def by_channel(labels: Sequence[str], parts: Sequence[Part]) -> Chart:
    return lines_of_bars(
        labels, _series(parts), title=_("Zendingen per kanaal, naar wat ervan werd")
    )


def by_month(labels: Sequence[str], parts: Sequence[Part]) -> Chart:
    return columns(labels, _series(parts), title=_("Bevestigingen per maand"))


def _series(parts: Sequence[Part]) -> list[Series]:
    return [Series(name, [n or 0 for n in figures], tone) for name, tone, figures in parts]
