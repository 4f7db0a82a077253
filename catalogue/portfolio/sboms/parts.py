"""What a bill of materials comes down to, whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalogue.portfolio.enums import SbomFormat

MOST_BYTES = 20 * 1024 * 1024
MOST_PARTS = 20_000


class NoBill(ValidationError):
    """This file is no bill of materials that we can read; says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Part:
    """A component as its bill names it; "" for what it does not say."""

    name: str
    vendor: str = ""
    version: str = ""
    purl: str = ""
    cpe: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    format: SbomFormat
    parts: tuple[Part, ...]


def part(name: Any, vendor: Any, version: Any, purl: Any, cpe: Any) -> Part | None:
    """A part of cleaned words, cut to the room they have; None for one without a name."""
    named = words(name, 200)
    if not named:
        return None
    return Part(named, words(vendor, 120), words(version, 60), words(purl, 500), words(cpe, 300))


def words(value: Any, most: int) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return " ".join(str(value).replace("\x00", "").split())[:most]


def bill(form: SbomFormat, found: Iterable[Part | None]) -> Bill:
    """The bill of these parts, each once, in their order; NoBill for none or too many."""
    parts = tuple(dict.fromkeys(each for each in found if each is not None))
    if not parts:
        raise NoBill(_("Deze SBOM noemt geen enkele component. Maak hem opnieuw, met componenten."))
    if len(parts) > MOST_PARTS:
        why = _("Deze SBOM noemt %(n)s componenten. Meer dan %(most)s kunnen we niet inlezen.")
        raise NoBill(why % {"n": len(parts), "most": MOST_PARTS})
    return Bill(form, parts)
