"""CycloneDX 1.x, as JSON and as XML (https://cyclonedx.org/specification/overview/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from catalogue.portfolio.enums import SbomFormat
from catalogue.portfolio.sboms.parts import Bill, NoBill, Part, bill, part

NAMESPACE = "http://cyclonedx.org/schema/bom/"


def is_json(document: dict[str, Any]) -> bool:
    return document.get("bomFormat") == "CycloneDX"


def read_json(document: dict[str, Any]) -> Bill:
    return bill(SbomFormat.CYCLONEDX, _parts(document))


def _parts(document: dict[str, Any]) -> Iterator[Part | None]:
    """Every component, however deep it hangs; the product itself stands in the metadata."""
    waiting = _listed(document)
    while waiting:
        each = waiting.pop()
        waiting += _listed(each)
        makers = (each.get("supplier"), each.get("publisher"), each.get("manufacturer"))
        vendor = next((name for maker in makers if (name := _name(maker))), "")
        yield part(each.get("name"), vendor, each.get("version"), each.get("purl"), each.get("cpe"))


def _listed(holder: dict[str, Any]) -> list[dict[str, Any]]:
    found = holder.get("components")
    if not isinstance(found, list):
        return []
    return [each for each in reversed(found) if isinstance(each, dict)]


def _name(maker: Any) -> Any:
    return maker.get("name") if isinstance(maker, dict) else maker


def read_xml(text: str) -> Bill:
    """From XML without a document type: entities of its own are what bombs are made of."""
    if "<!doctype" in text.lower():
        raise NoBill(
            _("Dit XML-bestand heeft een DOCTYPE. Om veiligheidsredenen lezen we het niet.")
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        why = _("Dit is geen geldige XML: ze gaat mis op regel %(line)s.")
        raise NoBill(why % {"line": error.lineno or 1}) from error
    space, _bracket, tag = str(root.tag).rpartition("}")
    if tag != "bom" or not space.startswith(f"{{{NAMESPACE}"):
        raise NoBill(_("Dit XML-bestand is geen CycloneDX: het begint niet met een element bom."))
    return bill(SbomFormat.CYCLONEDX, _elements(root, f"{space}}}"))


def _elements(root: etree._Element, space: str) -> Iterator[Part | None]:
    within = f"{space}components/{space}component"
    for each in [*root.iterfind(within), *root.iterfind(f"{space}components//{within}")]:
        makers = (
            f"{space}supplier/{space}name",
            f"{space}publisher",
            f"{space}manufacturer/{space}name",
        )
        vendor = next((name for path in makers if (name := each.findtext(path))), "")
        said = [each.findtext(f"{space}{name}") for name in ("version", "purl", "cpe")]
        yield part(each.findtext(f"{space}name"), vendor, *said)
