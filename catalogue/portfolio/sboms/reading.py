"""Bytes that somebody uploads as SBOM, as a bill of parts."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from catalogue.portfolio.sboms import cyclonedx, spdx
from catalogue.portfolio.sboms.parts import MOST_BYTES, Bill, NoBill


def read_bill(content: bytes) -> Bill:
    """The parts in a CycloneDX 1.x or SPDX 2.x file; NoBill, with the reason, for anything else."""
    if len(content) > MOST_BYTES:
        raise NoBill(_("Dit bestand is groter dan 20 MB. Zo groot kunnen we het niet inlezen."))
    text = _text(content)
    start = text.lstrip()[:1]
    if start == "{":
        return _from_json(text)
    if start == "<":
        return cyclonedx.read_xml(text)
    if spdx.is_tags(text):
        return spdx.read_tags(text)
    raise NoBill(
        _("Dit is geen SBOM die we herkennen. Kies een CycloneDX-bestand (JSON of XML) of een "
          "SPDX-bestand (JSON of tag-value).")
    )  # fmt: skip


def _text(content: bytes) -> str:
    if not content.strip():
        raise NoBill(_("Dit bestand is leeg."))
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NoBill(
            _("Dit bestand is geen tekst in UTF-8, zoals een SBOM hoort te zijn.")
        ) from error


def _from_json(text: str) -> Bill:
    document = _loaded(text)
    if cyclonedx.is_json(document):
        return cyclonedx.read_json(document)
    if spdx.is_json(document):
        return spdx.read_json(document)
    raise NoBill(
        _("Dit JSON-bestand is geen SBOM: het zegt niet dat het CycloneDX (bomFormat) of SPDX "
          "(spdxVersion) is.")
    )  # fmt: skip


def _loaded(text: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(text)
    except json.JSONDecodeError as error:
        why = _("Dit is geen geldige JSON: ze gaat mis op regel %(line)s, teken %(column)s.")
        raise NoBill(why % {"line": error.lineno, "column": error.colno}) from error
    except RecursionError as error:
        raise NoBill(_("Deze JSON is te diep genest om te lezen.")) from error
    except ValueError as error:
        raise NoBill(_("In deze JSON staat een getal dat te lang is om te lezen.")) from error
    return found
