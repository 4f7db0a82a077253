"""The distribution of scores as a drawing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.kit.charts import Chart, Series, columns
from qrc.drills.queries import BANDS, Summary


def distribution(summary: Summary) -> Chart:
    labels = [f"{low}–{high}" for low, high in BANDS]
    series = [Series(_("Besturen"), summary.bands)]
    return columns(labels, series, title=_("Besturen per score"), values=True)
