"""SPDX 2.2 and 2.3, as JSON and as tag-value (https://spdx.github.io/spdx-spec/v2.3/)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from catalogue.portfolio.enums import SbomFormat
from catalogue.portfolio.sboms.parts import Bill, NoBill, bill, part

TAG = re.compile(r"^([A-Za-z]+):\s*(.*)$")
MAIL = re.compile(r"\s*\([^()]*\)\s*$")
Package = dict[str, Any]


def is_json(document: dict[str, Any]) -> bool:
    return "spdxVersion" in document or "spdx.org" in str(document.get("@context", ""))


def read_json(document: dict[str, Any]) -> Bill:
    _check(str(document.get("spdxVersion", "SPDX-3")))
    listed = document.get("packages")
    packages = (
        [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    )
    described = document.get("documentDescribes")
    roots = {str(each) for each in described} if isinstance(described, list) else set()
    relations = document.get("relationships")
    for each in relations if isinstance(relations, list) else ():
        if isinstance(each, dict) and each.get("relationshipType") == "DESCRIBES":
            roots.add(str(each.get("relatedSpdxElement")))
    return _bill(packages, roots)


def is_tags(text: str) -> bool:
    return text.lstrip().startswith("SPDXVersion:") or "\nSPDXVersion:" in text[:5000]


def read_tags(text: str) -> Bill:
    packages: list[Package] = []
    roots: set[str] = set()
    version = ""
    for tag, value in _tags(text):
        if tag == "SPDXVersion":
            version = value
        elif tag == "PackageName":
            packages.append({"name": value, "externalRefs": []})
        elif tag == "Relationship" and " DESCRIBES " in value:
            roots.add(value.split()[-1])
        elif packages:
            _fill(packages[-1], tag, value)
    _check(version)
    return _bill(packages, roots)


def _tags(text: str) -> Iterator[tuple[str, str]]:
    """Each tag with its value; what stands in `<text>` over several lines is nobody's tag."""
    inside = False
    for line in text.splitlines():
        if not inside and (found := TAG.match(line)):
            yield found[1], found[2].strip()
        opened, closed = line.rfind("<text>"), line.rfind("</text>")
        inside = closed < opened if max(opened, closed) >= 0 else inside


FIELDS = {"PackageVersion": "versionInfo", "PackageSupplier": "supplier", "SPDXID": "SPDXID",
          "PackageOriginator": "originator"}  # fmt: skip


def _fill(package: Package, tag: str, value: str) -> None:
    if tag in FIELDS:
        # A file or a snippet that follows the package has an SPDXID of its own.
        package.setdefault(FIELDS[tag], value)
    elif tag == "ExternalRef" and len(words := value.split(maxsplit=2)) == 3:
        package["externalRefs"].append({"referenceType": words[1], "referenceLocator": words[2]})


def _check(version: str) -> None:
    if not version.startswith("SPDX-2."):
        why = _("Dit is %(version)s. We lezen SPDX 2.2 en 2.3 en CycloneDX: bewaar het zo opnieuw.")
        raise NoBill(why % {"version": version[:20] or "SPDX"})


def _bill(packages: list[Package], roots: set[str]) -> Bill:
    """The one package that the document describes is the product itself, not a part of it."""
    if len(roots) == 1:
        others = [each for each in packages if str(each.get("SPDXID")) not in roots]
        packages = others or packages
    return bill(SbomFormat.SPDX, map(_part, packages))


def _part(package: Package) -> Any:
    vendor = _organisation(package.get("supplier")) or _organisation(package.get("originator"))
    listed = package.get("externalRefs")
    references = (
        [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    )
    purl, cpe = (
        _reference(references, ("purl",)),
        _reference(references, ("cpe23Type", "cpe22Type")),
    )
    version = package.get("versionInfo")
    known = "" if version in ("NOASSERTION", "NONE") else version
    return part(package.get("name"), vendor, known, purl, cpe)


def _organisation(maker: Any) -> str:
    """ "Organization: Acme (info@acme.example)" → "Acme"; persons stay out of the house."""
    kind, _colon, name = str(maker or "").partition(":")
    return MAIL.sub("", name.strip()) if kind.strip() == "Organization" else ""


def _reference(references: Iterable[dict[str, Any]], kinds: tuple[str, ...]) -> Any:
    found = {str(each.get("referenceType")): each.get("referenceLocator") for each in references}
    return next((found[kind] for kind in kinds if kind in found), "")
