"""What the QRC shows on the dashboard and the home page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.portfolio.rules import may_read_portfolio
from community.dashboard.attention import Attention, AttentionTile, Item
from community.dashboard.enums import Part
from community.dashboard.tiles import Tile, register_tile
from community.forum.discussing import Discussions
from community.kit.counting import Latest, counted, moment_of
from community.messaging.enums import State
from community.organisations.rules import is_qrc_editor
from qrc.advisories.enums import Severity
from qrc.advisories.models import Advisory
from qrc.advisories.text import words_of
from qrc.advisories.visibility import visible_to
from qrc.alerts.attention import Reach, lately, pressing, reach_of, recent
from qrc.alerts.browsing import ledger
from qrc.alerts.discussing import WARNING
from qrc.cases.models import Case
from qrc.feeds.models import Source

ROWS = 5
WEEK = 7


def _reach(request: Any) -> Reach:
    """Asked once per request: two tiles need it."""
    if not hasattr(request, "qrc_reach"):
        request.qrc_reach = reach_of(request.user)
    return request.qrc_reach


def _figures(request: Any) -> dict[str, Any]:
    """What the tiles of the overview count, by one question a request."""
    if not hasattr(request, "qrc_figures"):
        warnings = lately(visible_to(request.user), WEEK)
        rows: dict[str, Any] = {
            "warnings": warnings, "critical": warnings.filter(severity=Severity.CRITICAL),
            "checked": (Source.objects.all(), Latest("last_ok_at")),
        }  # fmt: skip
        if may_read_portfolio(request.user, request.organisation):
            cases = Case.objects.of(request.organisation).visible_to(request.user).open()
            rows |= {"cases": cases, "unseen": cases.unacknowledged()}
        if is_qrc_editor(request.user):
            sources = Source.objects.taken()
            day = ledger().filter(queued_at__gte=timezone.now() - timedelta(days=1))
            rows |= {
                "sources": sources, "on": sources.filter(enabled=True, gone_at=None),
                "failing": sources.troubled(), "sent": day,
                "trouble": day.filter(state__in=(State.FAILED, State.UNKNOWN)),
            }  # fmt: skip
        request.qrc_figures = counted(rows)
    found: dict[str, Any] = request.qrc_figures
    return found


class Pressing(AttentionTile):
    """Warnings that ask for action, and what stands in the way of the next one."""

    key = "qrc.pressing"
    title = gettext_lazy("Waarschuwingen die aandacht vragen")
    order = 1

    def get_attention(self, request: Any) -> Attention:
        rows = pressing(request.user, _reach(request).subscriber)
        url = reverse("qrc:advisory-list")
        return Attention(
            sentence=ngettext(
                "%(n)d waarschuwing vraagt uw aandacht.",
                "%(n)d waarschuwingen vragen uw aandacht.", len(rows),
            ) % {"n": len(rows)},
            items=[_row(advisory) for advisory in rows[:ROWS]],
            calm=_("Geen waarschuwing van de voorbije twee weken vraagt actie van u."),
            checked_at=moment_of(_figures(request)["checked"]),
            more_url=url,
            action_url=url,
            action_label=_("Waarschuwingen bekijken"),
        )  # fmt: skip


def _row(advisory: Advisory) -> Item:
    signs = [_("Misbruik vastgesteld.")] if advisory.exploited else []
    signs += [_("Gebruikt door ransomware.")] if advisory.ransomware else []
    signs.append(
        _first_step(words_of(advisory).action) or _("Bron: %(name)s.") % {"name": advisory.source}
    )
    return Item(
        title=advisory.title,
        url=reverse("qrc:advisory-detail", args=(advisory.pk,)),
        text=" ".join(signs),
        severity=advisory.severity,
        when=advisory.changed_at,
        action_label=_("Lezen"),
    )


def _first_step(action: str) -> str:
    """The first line of what to do, without its number."""
    line = next((line.strip() for line in action.splitlines() if line.strip()), "")
    return Truncator(re.sub(r"^\d{1,2}[.)]\s+", "", line)).chars(120)


class Reachable(AttentionTile):
    """Who cannot be warned hears it here."""

    key = "qrc.reachable"
    title = gettext_lazy("Of wij u kunnen bereiken")
    order = 2

    def is_shown(self, request: Any) -> bool:
        return bool(request.memberships)

    def get_attention(self, request: Any) -> Attention:
        items = list(self._gaps(_reach(request)))
        url = reverse("qrc:my-subscription")
        return Attention(
            sentence=_("Wij kunnen u nog niet overal bereiken."), items=items,
            action_url=url, action_label=_("Mijn abonnement instellen"),
        )  # fmt: skip

    def _gaps(self, reach: Reach) -> Iterator[Item]:
        mine = reverse("qrc:my-subscription")
        if not reach.subscriptions:
            yield Item(
                title=_("U krijgt nog geen waarschuwingen"), url=reverse("qrc:subscription-add"),
                text=_("Kies vanaf welke ernst en voor welke producten wij u waarschuwen."),
                tag_label=_("Instellen"), tag_icon="bell-off", action_label=_("Abonneren"),
            )  # fmt: skip
        for address in reach.to_confirm:
            yield Item(
                title=_("Bevestig %(address)s") % {"address": address}, url=mine,
                text=_("Daarna pas sturen wij er waarschuwingen naartoe."),
                tag_label=_("Bevestigen"), tag_icon="check", action_label=_("Bevestigen"),
            )  # fmt: skip
        for address in reach.unreachable:
            yield Item(
                title=_("Berichten naar %(address)s komen niet aan") % {"address": address},
                url=mine, text=_("Kijk het adres na of kies een ander."), tag_label=_("Nakijken"),
                tag_tone="warning", tag_icon="alert", action_label=_("Nakijken"),
            )  # fmt: skip


class Warnings(Tile):
    key = "qrc.warnings"
    title = gettext_lazy("Waarschuwingen")
    order = 10
    part = Part.GOVERNMENT

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        found = _figures(request)
        critical = found["critical"]
        return {
            "url": reverse("qrc:advisory-list"),
            "icon": "radio",
            "value": found["warnings"],
            "unit": _("in de voorbije 7 dagen"),
            "tag_label": _("%(n)d kritiek") % {"n": critical} if critical else "",
            "tag_tone": "danger",
            "note": _("Lees eerst de kritieke en kijk na wat u ervan gebruikt.")
            if critical
            else _("Geen kritieke. Zoek er op product of CVE."),
        }


class OpenCases(Tile):
    """What hits the portfolio of the own bestuur and waits for somebody."""

    key = "qrc.open_cases"
    title = gettext_lazy("Wat ons raakt")
    order = 5
    part = Part.GOVERNMENT

    def is_shown(self, request: Any) -> bool:
        return may_read_portfolio(request.user, request.organisation)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        found = _figures(request)
        number, unseen = found["cases"], found["unseen"]
        return {
            "url": reverse("qrc:cases"),
            "icon": "flag",
            "value": number,
            "unit": ngettext("waarschuwing over uw portfolio", "waarschuwingen over uw portfolio", number),
            "tag_label": _("%(n)d nog niet gezien") % {"n": unseen} if unseen else "",
            "tag_tone": "warning",
            "note": self._note(number, unseen),
        }  # fmt: skip

    def _note(self, number: int, unseen: int) -> str:
        if unseen:
            return _("Bevestig dat u ze zag, dan weten uw collega’s het ook.")
        if number:
            return _("Zet ze op verholpen zodra het gedaan is.")
        return _("Niets uit uw portfolio wacht op u.")


class MySubscription(Tile):
    key = "qrc.subscription"
    title = gettext_lazy("Mijn abonnement")
    order = 20
    part = Part.GOVERNMENT

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        reach = _reach(request)
        ready = [str(each.get_channel_display()) for each in reach.addresses if each.is_confirmed]
        return {
            "url": reverse("qrc:my-subscription"),
            "icon": "sliders",
            "value": reach.subscriptions,
            "unit": ngettext("lopend abonnement", "lopende abonnementen", reach.subscriptions),
            "note": self._note(reach, ready),
        }

    def _note(self, reach: Reach, ready: list[str]) -> str:
        if not reach.subscriptions:
            return _("Kies waarvoor wij u mogen wekken.")
        if not ready:
            return _("U leest waarschuwingen op het scherm. Bevestig een mailadres of gsm-nummer.")
        return _("U bent bereikbaar via %(channels)s.") % {"channels": ", ".join(ready).lower()}


class Sources(Tile):
    key = "qrc.sources"
    title = gettext_lazy("Bronnen")
    order = 50
    part = Part.KEEPING

    def is_shown(self, request: HttpRequest) -> bool:
        return is_qrc_editor(request.user)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        found = _figures(request)
        failing = found["failing"]
        return {
            "url": reverse("qrc:source-health"),
            "icon": "rss",
            "value": found["on"],
            "unit": _("van %(all)d bronnen gevolgd") % {"all": found["sources"]},
            "tag_label": ngettext("%(n)d vraagt aandacht", "%(n)d vragen aandacht", failing)
            % {"n": failing}
            if failing
            else "",
            "tag_tone": "warning",
            "note": self._note(found["on"], failing),
        }

    def _note(self, followed: int, failing: int) -> str:
        if failing:
            return _("Kijk na waarom, anders missen wij waarschuwingen.")
        if not followed:
            return _("Geen enkele bron staat aan. Zo komt er geen waarschuwing binnen.")
        return _("Alle bronnen antwoorden.")


class Ledger(Tile):
    key = "qrc.ledger"
    title = gettext_lazy("Verzendregister")
    order = 51
    part = Part.KEEPING

    def is_shown(self, request: HttpRequest) -> bool:
        return is_qrc_editor(request.user)

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        found = _figures(request)
        return {
            "url": reverse("qrc:ledger"),
            "icon": "send",
            "value": found["sent"],
            "unit": _("zendingen in de voorbije 24 uur"),
            "tag_label": _("%(n)d mislukt of onbekend") % {"n": found["trouble"]}
            if found["trouble"]
            else "",
            "tag_tone": "warning",
            "note": _("Kijk na wie wij niet bereikten.")
            if found["trouble"]
            else _("Niets mislukt."),
        }


class PublicWarnings(Tile):
    """On the home page, for anyone: only what is marked TLP:CLEAR is counted."""

    key = "qrc.public_warnings"
    title = gettext_lazy("Waarschuwingen")
    template = "community/dashboard/home_figure.html"
    slot = "home"
    order = 20

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        found = recent(visible_to(AnonymousUser()), WEEK)
        return {
            "url": reverse("qrc:public-list"),
            "url_label": _("Lees de openbare waarschuwingen"),
            "icon": "radio",
            "value": found["all"],
            "unit": _("in de voorbije 7 dagen"),
            "note": ngettext("waarvan %(n)d kritiek.", "waarvan %(n)d kritieke.", found["critical"])
            % {"n": found["critical"]},
        }


class PublicSources(Tile):
    key = "qrc.public_sources"
    title = gettext_lazy("Bronnen")
    template = "community/dashboard/home_figure.html"
    slot = "home"
    order = 30

    def is_shown(self, request: HttpRequest) -> bool:
        return Source.objects.active().exists()

    def get_context(self, request: Any, subject: Any = None) -> dict[str, Any]:
        number = Source.objects.active().count()
        return {
            "icon": "rss",
            "value": number,
            "unit": ngettext("bron", "bronnen", number),
            "note": _("die wij dag en nacht voor u nalezen."),
        }


for each in (
    Pressing, Reachable, OpenCases, Warnings, MySubscription, Sources, Ledger, PublicWarnings,
    PublicSources,
):  # fmt: skip
    register_tile(each())
register_tile(Discussions(WARNING, "qrc.advisory"))
