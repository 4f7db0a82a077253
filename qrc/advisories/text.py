"""Whose words a warning is told in: the source's own where its licence lets us, else ours.

The one place that decides it, for page, list, message, API and export alike. QRC editors see the
source's own words at their desk; outside it these are title, identifiers, our sentence and the link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from qrc.advisories.enums import Severity
from qrc.advisories.models import Advisory

OWN_WORDS = ("summary", "action")
"""The fields that are the source's own text; the rest are facts and names."""
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader gets: `is_ours` when the source's own words are left out."""

    summary: str
    action: str
    language: str
    is_ours: bool
    notice: str


def words_of(advisory: Advisory, *, desk: bool = False) -> Words:
    """The words of a warning (with its source loaded), in the language that is active."""
    source: Any = advisory.source
    if source.shows_text or desk:
        return Words(
            advisory.summary, advisory.action, advisory.language, is_ours=False,
            notice=source.notice,
        )  # fmt: skip
    written = advisory.written_by_desk
    summary = advisory.summary if "summary" in written else our_summary(advisory)
    action = advisory.action if "action" in written else ""
    language = "nl" if written else (get_language() or "nl")[:2]
    return Words(summary, action, language, is_ours=True, notice=source.notice)


def changes_of(advisory: Advisory, changes: Sequence[dict[str, Any]], *, desk: bool = False) -> list[dict[str, Any]]:  # fmt: skip
    """Differences between two states, without the source's own words where they may not be shown."""
    source: Any = advisory.source
    if source.shows_text or desk:
        return list(changes)
    return [
        each | {"before": "", "after": _("aangepast bij de bron")}
        if each["field"] in OWN_WORDS else each
        for each in changes
    ]  # fmt: skip


def our_summary(advisory: Advisory) -> str:
    """One line of ours, made of facts alone: how grave, in what, which CVE, and whether it is used."""
    said = [_subject(advisory)]
    if advisory.exploited:
        said.append(_("Misbruik is vastgesteld."))
    if advisory.ransomware:
        said.append(_("Ransomware gebruikt dit lek."))
    return " ".join(said)


def _subject(advisory: Advisory) -> str:
    word, products, facts = _grade(advisory), _products(advisory), _facts(advisory)
    bracket = f" ({', '.join(facts)})" if facts else ""
    if not products:
        return f"{word}{bracket}."
    return _("%(what)s in %(products)s%(facts)s.") % {
        "what": word, "products": products, "facts": bracket,
    }  # fmt: skip


def _grade(advisory: Advisory) -> str:
    words = {
        Severity.CRITICAL: _("Kritieke kwetsbaarheid"),
        Severity.HIGH: _("Ernstige kwetsbaarheid"),
        Severity.MEDIUM: _("Kwetsbaarheid van middelmatige ernst"),
        Severity.LOW: _("Lichte kwetsbaarheid"),
    }
    unknown = _("Kwetsbaarheid waarvan de ernst nog niet bekend is")
    return words.get(Severity(advisory.severity), unknown)


def _products(advisory: Advisory) -> str:
    names = [product_name(each) for each in advisory.products]
    unique = [each for each in dict.fromkeys(names) if each]
    more = len(unique) - MOST_NAMED
    shown = ", ".join(unique[:MOST_NAMED])
    if more <= 0:
        return shown
    return ngettext(
        "%(names)s en nog %(n)d product", "%(names)s en nog %(n)d producten", more
    ) % {"names": shown, "n": more}  # fmt: skip


def product_name(row: dict[str, Any]) -> str:
    """Vendor and product of a row of `Advisory.products`, the vendor once."""
    vendor, product = row.get("vendor", ""), row.get("product", "")
    return product if product.lower().startswith(vendor.lower()) else f"{vendor} {product}".strip()


def _facts(advisory: Advisory) -> list[str]:
    facts = list(advisory.cves[:1])
    if len(advisory.cves) > 1:
        more = len(advisory.cves) - 1
        facts[0] = _("%(cve)s en nog %(n)d") % {"cve": facts[0], "n": more}
    scores = [each["score"] for each in advisory.scores if "score" in each]
    if scores:
        facts.append(f"CVSS {number_format(max(scores), 1)}")
    return facts
