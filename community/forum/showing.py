"""Who speaks, as he is shown: his name, for whom he speaks, and whether that is a supplier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.organisations.enums import Kind

HOUSE = "VlaVirGem"
SELLERS = (Kind.SUPPLIER, Kind.FREELANCER)
BUTTON_BEFORE = '<button class="btn small quiet" name="kind" value="{}" id="reactie-{}-'
BUTTON_AFTER = '" aria-pressed="{}">{}{}</button>'
PREFIXED = (Kind.OCMW, Kind.PROVINCE)


@dataclass(frozen=True, slots=True)
class Felt:
    """One kind of reaction under a post: how many, and whether the reader is among them."""

    kind: str
    label: str
    number: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    name: str
    organisation: str
    is_supplier: bool = False
    is_house: bool = False
    initials: str = ""
    picture: str = ""

    def __str__(self) -> str:
        """As Organisation names itself after its kind: "Kim Peeters — OCMW Gent"."""
        return f"{self.name} — {self.organisation}" if self.organisation else self.name


def speaker(
    first: str | None, last: str | None, organisation: str | None, kind: str | None,
    avatar: str | None = "",
) -> Speaker:  # fmt: skip
    """Of the columns of an author and of his organisation. Without an author it is the house that
    speaks, or, where an organisation is left, somebody who left the house."""
    picture = f"{settings.MEDIA_URL}{avatar}" if avatar else ""
    name = f"{first or ''} {last or ''}".strip()
    if first is None and not organisation:
        return Speaker(HOUSE, "", is_house=True, initials="V")
    shown = _organisation(organisation or "", kind or "")
    if first is None:
        return Speaker(_("Voormalig lid"), shown, kind in SELLERS, initials="–")
    initials = (f"{first[:1]}{last[:1] if last else ''}" or "?").upper()
    return Speaker(name or _("Een lid"), shown, kind in SELLERS, False, initials, picture)


def _organisation(name: str, kind: str) -> str:
    return f"{_kind(kind)} {name}" if kind in PREFIXED else name


def _kind(kind: str) -> str:
    return str(Kind(kind).label)


def buttons_of(post: int, reactions: Iterable[Felt]) -> SafeString:
    """The buttons of `reactions.html`. Sixty stand on a page of a topic, and a template takes longer
    over them than over all its posts."""
    pairs = (_button(each) for each in reactions)
    return mark_safe("".join(f"{before}{post}{after}" for before, after in pairs))  # noqa: S308 - both halves are escaped


@lru_cache(maxsize=2048)
def _button(felt: Felt) -> tuple[SafeString, SafeString]:
    """What stands before and after the number of the post in it."""
    number = format_html(' <span class="count">{}</span>', felt.number) if felt.number else ""
    return (
        format_html(BUTTON_BEFORE, felt.kind, felt.kind),
        format_html(BUTTON_AFTER, "true" if felt.mine else "false", felt.label, number),
    )
