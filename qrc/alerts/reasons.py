"""The one sentence that says why somebody gets a message, in his own language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from qrc.advisories.cve_facts import percents
from qrc.advisories.rises import Rise
from qrc.matching.enums import SURENESS, Confidence, VersionState
from qrc.matching.models import Hit

VIA = {
    "csaf": gettext_lazy("de productlijst van de bron"),
    "cve": gettext_lazy("het CVE-record"),
    "kev": gettext_lazy("de lijst van CISA"),
    "cpe": gettext_lazy("de CPE-naam"),
    "purl": gettext_lazy("de pakketnaam (purl) in de SBOM"),
    "title": gettext_lazy("de titel van het bericht"),
}
NAMED = 3
"""So many items are named; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Because:
    """What of a hit a reader is told."""

    government: str
    name: str
    component: str
    version: str
    signal: str
    said: str
    confidence: str
    version_state: str


def because(hit: Hit, government: str) -> Because:
    return Because(
        government, hit.item.display_name, hit.component, hit.version, hit.signal, hit.said,
        hit.confidence, hit.version_state,
    )  # fmt: skip


def from_portfolio(language: str, hits: Iterable[Because]) -> str:
    """ "U krijgt dit omdat *Loketbalie 12* in het portfolio van Gent staat; herkend via …"."""
    by_government: dict[str, list[Because]] = {}
    for each in hits:
        by_government.setdefault(each.government, []).append(each)
    return " ".join(_of_one(language, tuple(each)) for each in by_government.values())


@lru_cache(maxsize=4096)
def _of_one(language: str, hits: tuple[Because, ...]) -> str:
    with translation.override(language):
        surest = max(hits, key=lambda each: (SURENESS[each.confidence], _gravity(each)))
        words = {
            "names": _names(hits), "government": surest.government, "via": _via(surest),
            "version": _version(hits),
        }  # fmt: skip
        form = ngettext(
            "U krijgt dit omdat %(names)s in het portfolio van %(government)s staat; herkend via "
            "%(via)s; %(version)s.",
            "U krijgt dit omdat %(names)s in het portfolio van %(government)s staan; herkend via "
            "%(via)s; %(version)s.",
            len(hits),
        )
        return form % words


def _names(hits: tuple[Because, ...]) -> str:
    names = [
        _("%(part)s in %(name)s") % {"part": each.component, "name": f"“{each.name}”"}
        if each.component
        else f"“{each.name}”"
        for each in hits[:NAMED]
    ]
    if len(hits) > NAMED:
        names.append(_("%(n)s andere") % {"n": len(hits) - NAMED})
    if len(names) == 1:
        return names[0]
    return _("%(first)s en %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _via(hit: Because) -> str:
    via = str(VIA.get(hit.signal, hit.signal))
    if hit.said and hit.said != hit.name:
        via = f"{via} (“{hit.said}”)"
    if hit.confidence == Confidence.POSSIBLE:
        return _("%(via)s, wat niet zeker is") % {"via": via}
    return via


def _gravity(hit: Because) -> int:
    return int(hit.version_state == VersionState.AFFECTED)


def _version(hits: tuple[Because, ...]) -> str:
    worst = max(hits, key=_gravity)
    if worst.version_state == VersionState.AFFECTED:
        return _("versie %(version)s: getroffen") % {"version": worst.version}
    if worst.version_state == VersionState.NOT_AFFECTED:
        return _("versie %(version)s: niet getroffen") % {"version": worst.version}
    if worst.version:
        return _("versie %(version)s: na te kijken") % {"version": worst.version}
    return _("versie: onbekend, na te kijken")


@lru_cache(maxsize=4096)
def why(language: str, words: tuple[str, ...], governments: tuple[str, ...]) -> str:
    """Why a subscription brought this, naming every bestuur."""
    with translation.override(language):
        if words:
            named = ", ".join(f"“{word}”" for word in words)
            reason = _("U krijgt dit omdat u waarschuwingen over %(words)s vroeg") % {
                "words": named
            }
        else:
            reason = _("U krijgt dit omdat u waarschuwingen van deze ernst vroeg")
        if not governments:
            return f"{reason}."
        joined = ", ".join(governments)
        form = ngettext(
            "%(reason)s, voor %(names)s.", "%(reason)s, voor deze besturen: %(names)s.",
            len(governments),
        )  # fmt: skip
        return form % {"reason": reason, "names": joined}


@lru_cache(maxsize=256)
def risen(language: str, rise: Rise) -> str:
    """What happened since it was told, that brings it to somebody only now."""
    with translation.override(language):
        if rise.before is None or rise.now is None:
            form = _("%(cve)s staat sinds kort op de lijst van CISA: er is misbruik vastgesteld.")
            return form % {"cve": rise.cve}
        form = _("De kans op misbruik (EPSS) steeg van %(before)s %% tot %(now)s %%.")
        before, now = percents(rise.before, rise.now)
        return form % {"before": before, "now": now}


def got_original(language: str) -> str:
    with translation.override(language):
        return _("U krijgt dit omdat u de oorspronkelijke waarschuwing ontving.")


def for_systems(language: str, government: str, hit: bool) -> str:
    """Why a system of a bestuur is told; never by which item, a webhook may be a supplier's."""
    with translation.override(language):
        form = (
            _("Het portfolio van %(name)s bevat wat hier getroffen is.")
            if hit
            else _("Een abonnement van %(name)s vroeg hierom.")
        )
        return form % {"name": government}
