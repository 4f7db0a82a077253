"""The words of the weekly overview: what all readers share, and what fills each one's gaps."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.messaging.bodies import render
from community.messaging.enums import Channel
from community.messaging.values import Content
from qrc.advisories.enums import Severity
from qrc.alerts.models import WeeklyOverview
from qrc.alerts.overview import Sent
from qrc.feeds.enums import Health

SHOWN = 30
"""As many warnings as a mail lists; the page has them all."""
SIGNS = {
    Severity.CRITICAL: "▲", Severity.HIGH: "◆", Severity.MEDIUM: "■", Severity.LOW: "●",
    Severity.UNKNOWN: "○",
}  # fmt: skip


def words_of(overview: WeeklyOverview) -> Content:
    """What everybody reads alike, with the marks `[[lead]]` and `[[list]]`."""
    url = f"{settings.SITE_URL}{reverse('qrc:my-week')}"
    context = {
        "overview": overview,
        "troubled": troubled(overview),
        "action_url": url,
        "action_label": gettext_lazy("Bekijk uw weekoverzicht"),
    }
    return render("qrc/alerts/weekly", context, channels=(Channel.EMAIL, Channel.WEB), url=url)


def troubled(overview: WeeklyOverview) -> list[tuple[str, str | Promise]]:
    """(name, state) of each source in trouble that may be named; the state is a lazy word."""
    return [(each["name"], Health(each["health"]).label) for each in overview.sources["troubled"]]


def parts_for(language: str, sent: Sequence[Sent], may_name: Collection[str]) -> dict[str, str]:
    """One reader's lead and list; titles only of warnings with a TLP in `may_name`."""
    with translation.override(language):
        return {"lead": lead_of(sent), "list": _list(sent, may_name)}


def lead_of(sent: Sequence[Sent]) -> str:
    """The answer first, in the language that is spoken now."""
    if not sent:
        return _("U kreeg deze week geen enkele waarschuwing.")
    arrived = sum(each.arrived for each in sent)
    lead = ngettext(
        "Deze week kwam %(n)d waarschuwing bij u aan.",
        "Deze week kwamen %(n)d waarschuwingen bij u aan.", arrived,
    ) % {"n": arrived}  # fmt: skip
    missed = len(sent) - arrived
    if not missed:
        return lead
    more = ngettext(
        "%(n)d is (nog) niet aangekomen.", "%(n)d zijn (nog) niet aangekomen.", missed
    ) % {"n": missed}  # fmt: skip
    return f"{lead} {more}"


def _list(sent: Sequence[Sent], may_name: Collection[str]) -> str:
    if not sent:
        return _(
            "Dat klopt: niets van wat de bronnen meldden, voldeed aan uw abonnement. "
            "Staat er toch een waarschuwing van ons in uw mailbox? Laat het ons weten."
        )
    lines = [_line(each, may_name) for each in sent[:SHOWN]]
    left = len(sent) - SHOWN
    if left > 0:
        more = ngettext("… en nog %(n)d andere.", "… en nog %(n)d andere.", left)
        lines.append(more % {"n": left})
    return "\n\n".join(lines)


def _line(each: Sent, may_name: Collection[str]) -> str:
    advisory, revision = each.advisory, each.revision
    title = (
        Truncator(" ".join(advisory.title.split())).chars(160)
        if advisory.tlp in may_name
        else _("TLP:%(tlp)s, de titel leest u na aanmelden") % {"tlp": advisory.tlp}
    )
    severity = Severity(revision.severity)
    when = date_format(timezone.localtime(each.at), "l j F, H:i")
    about = f"{revision.get_kind_display()} · {when} · {each.spoken_channels}"
    return f"{SIGNS[severity]} {severity.label}: {title}\n{about}"
