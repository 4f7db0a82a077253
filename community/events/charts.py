"""An evaluation as a drawing; its table stands beside it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.events.queries import Verdict
from community.kit.charts import Chart, Series, lines_of_bars

TONES = ("critical", "high", "soft", "blue", "low")


def opinions_chart(verdict: Verdict) -> Chart | None:
    """Each question as a bar of the marks it got; None while there are too few answers."""
    if not verdict.is_enough:
        return None
    marks = [
        Series(_("%(n)d van 5") % {"n": n}, [each.counts[n - 1] for each in verdict.opinions], tone)
        for n, tone in enumerate(TONES, start=1)
    ]
    labels = [each.label.capitalize() for each in verdict.opinions]
    return lines_of_bars(labels, marks, title=_("Hoeveel mensen welke score gaven"))
