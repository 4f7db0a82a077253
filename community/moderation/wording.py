"""The sentences of a decision: what it covers, and how one goes against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.kit.clock import BRUSSELS
from community.moderation.enums import RESTRICTING, Found, Measure

if TYPE_CHECKING:
    from community.moderation.models import Decision
    from community.moderation.things import Thing

LANGUAGE = "nl"
"""What is kept for ever is kept in the language of the house."""


def scope_of(decision: Decision, thing: Thing | None) -> str:
    """What is taken away, where and for how long (DSA, art. 17(3)(a))."""
    with override(LANGUAGE):
        where = f" {thing.scope}" if thing and thing.scope else ""
        words = {
            Measure.HIDE: _("Niemand anders leest dit nog, voor onbepaalde tijd.") + where,
            Measure.WARN: _("Een waarschuwing. Wat u schreef, blijft staan."),
            Measure.LOCK: _("Niemand kan er nog iets aan toevoegen, voor onbepaalde tijd."),
            Measure.UNFILE: _(
                "De bestanden zijn weggehaald, voor onbepaalde tijd. Wat u schreef, blijft staan."
            ),
        }
        if decision.measure == Measure.RESTRICT and decision.until:
            return _(
                "Dit is verborgen, en u kunt tot %(day)s nergens op het platform schrijven. "
                "Lezen kan wel."
            ) % {"day": _day(decision.until)}
        return words.get(Measure(decision.measure), "")


def redress_of(decision: Decision) -> str:
    """How one goes against it (f); nothing for what takes nothing away."""
    if decision.measure not in RESTRICTING:
        return ""
    with override(LANGUAGE):
        return _(
            "Bent u het niet eens? Maak tot %(day)s bezwaar op de pagina van deze beslissing. Een "
            "andere moderator kijkt opnieuw en antwoordt binnen 14 dagen. U kunt ook altijd naar "
            "de rechtbank."
        ) % {"day": _day(decision.appeal_until)}


def automation_of(decision: Decision) -> str:
    """What part software had in it (c); said in the language of the reader."""
    if decision.is_automated:
        return _("Onze software nam deze beslissing.")
    if decision.found == Found.SYSTEM:
        return _("Onze software wees het aan. Een mens besliste.")
    return _("Er kwam geen software aan te pas. Een mens besliste.")


def _day(moment: object) -> str:
    return formats.date_format(timezone.localtime(moment, BRUSSELS), "j F Y")  # type: ignore[arg-type]
