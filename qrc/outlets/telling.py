"""What a warning says to machines outside: as an Atom entry, as a CAP bulletin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from qrc.advisories.enums import RevisionKind, Severity
from qrc.advisories.models import Advisory
from qrc.advisories.text import words_of
from qrc.alerts.cap import MEDIA_TYPE as CAP_TYPE
from qrc.alerts.cap import Bulletin, Telling
from qrc.outlets import atom
from qrc.outlets.csaf import csaf

LONGEST_SUMMARY = 1500
NAME = "VlaVirGem QRC"


def public_feed(advisories: Sequence[Advisory], *, url_name: str, as_cap: bool) -> atom.Feed:
    """TLP:CLEAR warnings for everybody; with `as_cap` each entry leads to its CAP message."""
    with override("nl"):
        return atom.Feed(
            id=name_for("cap" if as_cap else "waarschuwingen"),
            title=_("Waarschuwingen van de QRC"),
            subtitle=_("Wat lokale besturen in Vlaanderen bedreigt. Alleen TLP:CLEAR."),
            author=NAME,
            links=_feed_links(settings.SITE_URL + reverse(url_name)),
            entries=[entry(each, as_cap=as_cap) for each in advisories],
        )


def own_feed(advisories: Sequence[Advisory], *, organisation: str, key: int) -> atom.Feed:
    """The feed never names its own address: that is a secret, and feeds are passed on."""
    with override("nl"):
        return atom.Feed(
            id=name_for(f"organisatie:{key}"),
            title=_("Waarschuwingen voor %(name)s") % {"name": organisation},
            subtitle=_("Wat uw abonnementen raakt, tot en met TLP:GREEN. Deel deze feed niet."),
            author=NAME,
            links=[("alternate", "text/html", settings.SITE_URL + reverse("qrc:advisory-list"))],
            entries=[entry(each) for each in advisories],
        )


def _feed_links(own: str) -> list[tuple[str, str, str]]:
    page = settings.SITE_URL + reverse("qrc:advisory-list")
    return [("self", atom.MEDIA_TYPE, own), ("alternate", "text/html", page)]


def entry(advisory: Advisory, *, as_cap: bool = False) -> atom.Entry:
    title = advisory.title
    if advisory.withdrawn_at:
        title = _("Ingetrokken: %(title)s") % {"title": title}
    return atom.Entry(
        id=name_for(f"waarschuwing:{advisory.pk}"),
        title=title, updated=advisory.changed_at, published=advisory.first_seen_at,
        links=_entry_links(advisory, as_cap=as_cap), summary=_summary(advisory),
        author=advisory.source.publisher or advisory.source.name,
        rights=advisory.source.licence, language=advisory.language,
        categories=_categories(advisory),
    )  # fmt: skip


def _entry_links(advisory: Advisory, *, as_cap: bool) -> list[tuple[str, str, str]]:
    message = settings.SITE_URL + reverse("qrc:advisory-cap", args=[advisory.pk])
    page = ("alternate", "text/html", page_of(advisory))
    if as_cap:
        return [("alternate", CAP_TYPE, message), page]
    source = [("via", "text/html", advisory.link)] if advisory.link else []
    return [page, ("related", CAP_TYPE, message), *source]


def _categories(advisory: Advisory) -> list[tuple[str, str]]:
    found = [
        (name_for("ernst"), advisory.severity),
        (name_for("tlp"), f"TLP:{advisory.tlp}"),
        *((name_for("cve"), each) for each in advisory.cves[:50]),
    ]
    marks = (
        ("withdrawn", advisory.withdrawn_at),
        ("exploited", advisory.exploited),
        ("ransomware", advisory.ransomware),
    )
    return found + [(name_for("toestand"), name) for name, holds in marks if holds]


def _summary(advisory: Advisory) -> str:
    if advisory.withdrawn_at:
        return _("De bron trok deze waarschuwing in. U hoeft er niets meer voor te doen.")
    lead = _("Ernst: %(severity)s.") % {"severity": Severity(advisory.severity).label}
    said = words_of(advisory)
    words = [lead, said.summary]
    if said.action:
        words.append(_("Wat u doet: %(action)s") % {"action": said.action})
    text = "\n\n".join(each for each in words if each)
    return text if len(text) <= LONGEST_SUMMARY else f"{text[: LONGEST_SUMMARY - 1]}…"


def bulletin(advisory: Advisory) -> Bulletin:
    """The warning as it stands, with its whole history. Invented warnings are tests."""
    with override("nl"):
        said = words_of(advisory)
    return Bulletin(
        sender=host(), sender_name=NAME, key=f"qrc-{advisory.pk}", history=history_of(advisory),
        title=advisory.title, severity=advisory.severity, tlp=advisory.tlp,
        description=said.summary, instruction=said.action,
        web=page_of(advisory), cves=advisory.cves,
        exploited=advisory.exploited or advisory.ransomware,
        status="Test" if advisory.is_demo else "Actual",
    )  # fmt: skip


def document(advisory: Advisory) -> dict[str, Any]:
    """The warning as a CSAF 2.0 document."""
    own = settings.SITE_URL + reverse("api:get_advisory_csaf", args=[advisory.pk])
    return csaf(
        advisory, history_of(advisory), namespace=settings.SITE_URL, page=page_of(advisory), own=own
    )


def history_of(advisory: Advisory) -> list[Telling]:
    """Every revision up to the state at hand, oldest first."""
    rows = advisory.revisions.filter(number__lte=advisory.number).order_by("number")
    found = [Telling(each.number, each.kind, each.at) for each in rows]
    return found or [Telling(1, RevisionKind.NEW, advisory.first_seen_at)]


def page_of(advisory: Advisory) -> str:
    return settings.SITE_URL + reverse("qrc:advisory-detail", args=[advisory.pk])


def name_for(what: str) -> str:
    """A tag URI (RFC 4151): a name for ever, which no move of a page changes."""
    return f"tag:{host()},2026:{what}"


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def newest(advisories: Sequence[Advisory]) -> datetime | None:
    return max((each.changed_at for each in advisories), default=None)
