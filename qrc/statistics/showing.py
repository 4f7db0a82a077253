"""What a reader gets to see of each question: exact for the desk, from five besturen for a member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.kit.charts import Chart
from community.messaging.enums import Channel
from qrc.advisories.enums import Severity
from qrc.statistics import charts
from qrc.statistics.percentiles import Waits
from qrc.statistics.periods import Period
from qrc.statistics.queries import OTHERS, Answers, News, Went
from qrc.statistics.sections import Column, Row, Section, Value, tell

TOP = 10
FEW_WEEKS = 8
"""More rows than these fold away under their drawing."""


def weeks(found: News, period: Period) -> Section:
    names = [each.value for each in Severity]
    rows = []
    for week in period.weeks:
        counts = [found.by_week[week, name] for name in names]
        label = _("week van %(day)s") % {"day": date_format(week, "j F")}
        rows.append(Row(label, [*counts, sum(counts)], week.isoformat()))
    critical = found.of(Severity.CRITICAL)
    return Section(
        "weken", _("Waarschuwingen per week"),
        [Column(_("Week")), *(Column(str(each.label)) for each in Severity), Column(_("Samen"))],
        rows if found.all else [],
        finding=_("%(n)s, waarvan %(critical)s.") % {
            "n": _many(found.all),
            "critical": ngettext("%(n)d kritieke", "%(n)d kritieke", critical) % {"n": critical},
        },
        notes=[_("Wat een bron al had toen wij ze begonnen te lezen, telt niet mee.")],
        chart=charts.by_week(found, period.weeks) if found.all else None,
        folds=len(rows) > FEW_WEEKS,
    )  # fmt: skip


def _many(n: int) -> str:
    shown = number_format(n, 0, force_grouping=True)
    return ngettext("%(n)s waarschuwing", "%(n)s waarschuwingen", n) % {"n": shown}


def sources(found: News) -> Section:
    """The ten with most, and the rest together."""
    named = sorted(
        ((name, n) for name, n in found.by_source.items() if name != OTHERS),
        key=lambda each: (-each[1], each[0]),
    )
    counts = dict(named[:TOP])
    rest = found.all - sum(counts.values())
    if rest:
        counts[_("Andere bronnen")] = rest
    finding = ""
    if named:
        finding = _("De meeste kwamen van %(source)s: %(n)s.") % {
            "source": named[0][0], "n": named[0][1],
        }  # fmt: skip
    return Section(
        "bronnen", _("Waarschuwingen per bron"), [Column(_("Bron")), Column(_("Aantal"))],
        [Row(name, [n]) for name, n in counts.items()], finding=finding,
        chart=charts.by_source(counts) if counts else None,
    )  # fmt: skip


def deliveries(found: Mapping[str, Went], *, exact: bool) -> Section:
    rows = []
    for channel, each in found.items():
        if tell(each.all[0], each.all[1], exact=exact) is None:
            continue
        parts = (each.sent, each.failed, each.unknown)
        figures = [tell(n, of, exact=exact) for n, of in parts]
        rows.append(Row(str(Channel(channel).label), figures))
    labels, head = [row.label for row in rows], [_("Verzonden"), _("Mislukt"), _("Onbekend")]
    drawn = [
        (name, tone, _column(rows, n))
        for n, (name, tone) in enumerate(zip(head, ("blue", "critical", "unknown"), strict=True))
    ]
    return Section(
        "zendingen", _("Zendingen per kanaal"), [Column(_("Kanaal")), *map(Column, head)], rows,
        finding=_sent(sum(n or 0 for n in _column(rows, 0))),
        notes=[
            _("Verzonden: een mailserver, de telefoonaanbieder, het scherm of uw eigen systeem nam het bericht aan. Onbekend: de aanbieder heeft het misschien."),
            _("Alleen waarschuwingen en bundels tellen mee; oefeningen, herinneringen en wat nog wacht niet."),
        ],
        chart=charts.by_channel(labels, drawn) if rows else None,
    )  # fmt: skip


def _sent(n: int) -> str:
    shown = number_format(n, 0, force_grouping=True)
    return ngettext("%(n)s bericht werd verzonden.", "%(n)s berichten werden verzonden.", n) % {
        "n": shown
    }


def _column(rows: Sequence[Row], n: int) -> list[Any]:
    return [row.values[n] for row in rows]


def to_us(found: Mapping[str, Waits]) -> Section:
    rows = [
        Row(str(each.label), _shares(found[each.value]))
        for each in Severity if each.value in found
    ]  # fmt: skip
    return Section(
        "van-bron", _("Van de bron tot bij ons"), [Column(_("Ernst")), *_heads()], rows,
        finding=_("Hoe lang het duurt voor wij lezen wat een bron publiceerde."),
        notes=[_("Niet meegeteld: wat een bron publiceerde vóór wij ze lazen, wat alleen een dag en geen uur draagt, en waarschuwingen van de QRC zelf. Daarvan weten wij niet hoelang het onderweg was.")],
    )  # fmt: skip


def from_us(found: Mapping[str, tuple[Waits, int]], *, exact: bool) -> Section:
    """Of each channel the percentiles, and how many besturen stand behind them."""
    rows = []
    for each in Channel:
        waits, behind = found.get(each.value, (None, 0))
        if waits is not None and tell(waits.n, behind, exact=exact) is not None:
            rows.append(Row(str(each.label), _shares(waits)))
    return Section(
        "naar-u", _("Van ons tot bij u"), [Column(_("Kanaal")), *_heads()], rows,
        finding=_("Hoe lang het duurt van bij ons tot het bericht vertrokken is."),
        notes=[_("Niet meegeteld: bundels en overzichten, wat wachtte op iemands stille uren of op het nazicht, wat opnieuw verzonden werd, en oefeningen. Daar koos iemand om te wachten.")],
    )  # fmt: skip


def _heads() -> list[Column]:
    heads = (
        (_("Helft binnen"), "p50"),
        (_("9 op 10 binnen"), "p90"),
        (_("19 op 20 binnen"), "p95"),
    )
    timed = [Column(label, _("%(share)s, seconden") % {"share": share}) for label, share in heads]
    return [Column(_("Aantal")), *timed]


def _shares(found: Waits) -> list[Value]:
    return [found.n, found.half, found.most, found.nearly_all]


def months(found: Mapping[date, Answers], period: Period, *, exact: bool) -> Section:
    rows = [
        Row(date_format(month, "F Y"), answered(found[month], exact=exact), month.isoformat())
        for month in period.months if month in found
    ]  # fmt: skip
    rows = [row for row in rows if row.values[0] is not None]
    told = [row for row in rows if row.values[1] is not None]
    asked, quick = (sum(_column(told, n)) for n in (0, 1))
    finding = ""
    if asked:
        finding = _("%(share)s %% werd binnen 24 uur bevestigd.") % {
            "share": round(100 * quick / asked)
        }
    return Section(
        "bevestigd", _("Bevestigd door besturen"), [Column(_("Maand")), *_answer_heads()], rows,
        finding=finding,
        notes=[_("Eén keer gevraagd is één waarschuwing aan één bestuur. Maanden staan er in hun geheel; wat nog geen dag wacht, telt nog niet mee.")],
        chart=_answer_chart(rows), is_wide=True,
    )  # fmt: skip


def _answer_heads() -> list[Column]:
    return [Column(_("Gevraagd")), Column(_("Binnen 24 uur")), Column(_("In totaal bevestigd"))]


def answered(found: Answers, *, exact: bool) -> list[Value]:
    """Asked, within a day, and at all. The last is left out where the two would tell a rest that
    is too small."""
    asked = tell(*found.asked, exact=exact)
    quick = tell(*found.quick, found.slow[1], exact=exact)
    ever = tell(*found.answered, found.never[1], exact=exact)
    if quick is not None and tell(*found.later, exact=exact) is None:
        ever = None
    return [asked, quick, ever]


def _answer_chart(rows: Sequence[Row]) -> Chart | None:
    drawn = [row for row in rows if row.values[1] is not None]
    if not drawn:
        return None
    asked, quick = (_column(drawn, n) for n in (0, 1))
    rest = [each - told for each, told in zip(asked, quick, strict=True)]
    parts = [(_("Binnen 24 uur"), "blue", quick), (_("Later of niet"), "unknown", rest)]
    labels = [date_format(date.fromisoformat(row.plain), "M").lower() for row in drawn]
    return charts.by_month(labels, parts)


def provinces(found: Mapping[str, Answers]) -> Section:
    """For the desk alone."""
    rows = [
        Row(name or _("Zonder provincie"), [each.asked[1], *answered(each, exact=True)])
        for name, each in found.items()
    ]
    return Section(
        "provincies", _("Bevestigd per provincie"),
        [Column(_("Provincie")), Column(_("Besturen")), *_answer_heads()], rows,
        finding=_("Alleen QRC-redacteuren zien deze tabel."),
    )  # fmt: skip
