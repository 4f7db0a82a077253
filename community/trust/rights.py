"""What each level may: one table, for the forum that asks and for the page that tells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.trust.enums import Level


@dataclass(frozen=True, slots=True)
class Rights:
    """None: as many as one likes."""

    links: int | None
    topics_a_day: int | None
    replies_a_day: int | None
    seconds_between: int
    is_reviewed: bool
    may_mark_best: bool
    may_retag: bool


_NEW = Rights(
    links=2, topics_a_day=3, replies_a_day=10, seconds_between=30, is_reviewed=True,
    may_mark_best=False, may_retag=False,
)  # fmt: skip
_PARTICIPANT = Rights(
    links=None, topics_a_day=None, replies_a_day=None, seconds_between=5, is_reviewed=False,
    may_mark_best=False, may_retag=False,
)  # fmt: skip
_SHARER = replace(_PARTICIPANT, may_mark_best=True, may_retag=True)
RIGHTS = {
    Level.NEW: _NEW, Level.PARTICIPANT: _PARTICIPANT, Level.SHARER: _SHARER, Level.EXPERT: _SHARER,
}  # fmt: skip
"""An expert is known for what he knows; he gets no more rights than who shares."""


@dataclass(frozen=True, slots=True)
class Line:
    """A right as a person reads it."""

    label: str | Promise
    value: str | Promise | int


def rights_of(level: int) -> Rights:
    return RIGHTS[Level(level)]


def lines_of(level: int) -> list[Line]:
    """What a level may, in words."""
    mine = rights_of(level)
    return [
        Line(_("Nieuwe onderwerpen per dag"), _number(mine.topics_a_day)),
        Line(_("Antwoorden per dag"), _number(mine.replies_a_day)),
        Line(_("Links in een bericht"), _number(mine.links)),
        Line(_("Seconden tussen twee berichten"), mine.seconds_between),
        Line(
            _("Uw eerste berichten"),
            _("kijkt een moderator na") if mine.is_reviewed else _("staan er meteen"),
        ),
        Line(
            _("Het beste antwoord aanduiden bij een vraag van een ander"),
            _("ja") if mine.may_mark_best else _("nee"),
        ),
        Line(
            _("De trefwoorden van een onderwerp van een ander wijzigen"),
            _("ja") if mine.may_retag else _("nee"),
        ),
    ]


def _number(most: int | None) -> str | Promise | int:
    return _("onbeperkt") if most is None else most
