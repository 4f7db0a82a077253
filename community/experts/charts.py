"""Skills as drawings; each has its table beside it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from community.experts.queries.figures import Month
from community.experts.queries.mapping import Gap, SkillInRegion
from community.kit.charts import Chart, Series, columns, lines_of_bars


def gaps_chart(gaps: Sequence[Gap]) -> Chart | None:
    """For the widest gaps who is there, and who is missing."""
    if not gaps:
        return None
    return lines_of_bars(
        [each.need.skill.name for each in gaps],
        [
            Series(_("Aanwezig"), [min(each.present, each.need.people) for each in gaps], "low"),
            Series(_("Tekort"), [each.missing for each in gaps], "high"),
        ],
        title=_("Aanwezige en ontbrekende mensen voor elke vaardigheid"),
    )


def region_chart(rows: Sequence[SkillInRegion]) -> Chart | None:
    if not rows:
        return None
    return lines_of_bars(
        [each.skill.name for each in rows],
        [
            Series(_("Tekort"), [each.cell.lack for each in rows], "high"),
            Series(_("In orde"), [each.cell.need - each.cell.lack for each in rows], "low"),
        ],
        title=_("Besturen met een tekort, per vaardigheid"),
    )


def months_chart(months: Sequence[Month]) -> Chart | None:
    if not months:
        return None
    return columns(
        [f"{each.begin:%m/%y}" for each in months],
        [
            Series(_("Beantwoord"), [each.answered for each in months], "low"),
            Series(
                _("Zonder antwoord"), [each.asked - each.answered for each in months], "unknown"
            ),
        ],
        title=_("Hulpvragen per maand, beantwoord of niet"),
    )
