"""Reads `imsmanifest.xml` of SCORM 1.2 and 2004, by local names, whatever the prefixes.

Sources: SCORM 1.2 Content Aggregation Model §2.3; SCORM 2004 4th Edition CAM §3 and §5.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _
from lxml import etree

from content.packages.archive import MANIFEST
from content.packages.enums import Standard
from content.packages.refusal import PackageRefused

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
NAMESPACES = {"adlcp_rootv1p2": Standard.SCORM_12, "adlcp_v1p3": Standard.SCORM_2004}
MOST_ITEMS = 500
Element = Any


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be started: a SCO, or an asset that only has to be opened."""

    id: str
    title: str
    path: str
    """Of the file, inside the package."""
    launch: str
    """The same with its query and fragment, as the frame gets it."""
    kind: str = "sco"
    mastery: float | None = None
    """1.2: a raw score from 0 to 100; 2004: a scaled one from -1 to 1."""
    completion_threshold: float | None = None
    launch_data: str = ""
    max_time: str = ""
    time_limit_action: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Manifest:
    standard: Standard
    edition: str
    identifier: str
    title: str
    items: tuple[Item, ...] = field(default=())


def read_manifest(content: bytes, names: Collection[str]) -> Manifest:
    """What the manifest says; `names` are the files of the archive, which it must speak of."""
    root = _parse(content)
    standard, edition = _edition(root)
    organization = _organization(root)
    resources = {
        each.get("identifier", ""): each
        for each in _all(root, "resource")
        if each.get("identifier")
    }
    items = tuple(_items(root, organization, resources, standard, set(names)))
    if not items:
        raise PackageRefused(
            _("Het manifest noemt niets dat gestart kan worden (geen SCO met een startpagina)."),
            MANIFEST,
        )
    title = _text(organization, "title") or items[0].title
    return Manifest(standard, edition, root.get("identifier", "")[:255], title[:200], items)


def _parse(content: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise PackageRefused(
            _("Het manifest is geen geldige XML (regel %(line)d).") % {"line": line}, MANIFEST
        ) from None
    if root.getroottree().docinfo.doctype:
        raise PackageRefused(_("Het manifest bevat een DOCTYPE. Dat mag niet."), MANIFEST)
    if _name(root) != "manifest":
        raise PackageRefused(_("Het manifest begint niet met <manifest>."), MANIFEST)
    return root


def _name(element: Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _all(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if _name(each) == name)


def _children(element: Element, name: str) -> list[Element]:
    return [each for each in element if _name(each) == name]


def _text(element: Element, name: str) -> str:
    """The words in the first child of this name; "" when there is none."""
    found = _children(element, name)
    return " ".join("".join(found[0].itertext()).split()) if found else ""


def _attribute(element: Element, name: str) -> str:
    """By local name: `adlcp:scormtype` (1.2) and `adlcp:scormType` (2004) alike."""
    for key, value in element.attrib.items():
        if etree.QName(key).localname.lower() == name:
            return str(value).strip()
    return ""


def _edition(root: Element) -> tuple[Standard, str]:
    said = next((_text(each, "schemaversion") for each in _children(root, "metadata")), "")
    if said == "1.2" or said.startswith("1.2 "):
        return Standard.SCORM_12, said
    if "2004" in said or said.upper().startswith("CAM 1.3"):
        return Standard.SCORM_2004, said[:40]
    spaces = " ".join(uri for each in root.iter() for uri in each.nsmap.values() if uri)
    for mark, standard in NAMESPACES.items():
        if mark in spaces:
            return standard, said[:40]
    raise PackageRefused(
        _("Dit is geen SCORM 1.2 of 2004: het manifest noemt geen van beide."), MANIFEST
    )


def _organization(root: Element) -> Element:
    """The default one; without one that exists, the first."""
    for holder in _children(root, "organizations"):
        found = _children(holder, "organization")
        wanted = holder.get("default", "")
        chosen = [each for each in found if each.get("identifier") == wanted] or found
        if chosen:
            return chosen[0]
    raise PackageRefused(_("Het manifest heeft geen inhoudstafel (organization)."), MANIFEST)


def _items(
    root: Element, organization: Element, resources: dict[str, Element], standard: Standard,
    names: set[str],
) -> Iterator[Item]:  # fmt: skip
    seen: set[str] = set()
    for element in _all(organization, "item"):
        resource = resources.get(element.get("identifierref", ""))
        if resource is None or not resource.get("href"):
            continue
        key = element.get("identifier", "")[:255] or f"item-{len(seen) + 1}"
        if key in seen:
            raise PackageRefused(_("Twee onderdelen hebben hetzelfde kenmerk."), key)
        seen.add(key)
        if len(seen) > MOST_ITEMS:
            raise PackageRefused(_("Het manifest noemt te veel onderdelen."), MANIFEST)
        yield _item(root, element, resource, standard, key, names)


def _item(
    root: Element, element: Element, resource: Element, standard: Standard, key: str,
    names: set[str],
) -> Item:  # fmt: skip
    path, launch = _launch(root, element, resource, names)
    kind = "asset" if _attribute(resource, "scormtype") == "asset" else "sco"
    title = _text(element, "title")[:200] or path
    limit = _text(element, "maxtimeallowed")
    if standard == Standard.SCORM_12:
        mastery, threshold = _number(_text(element, "masteryscore"), 0, 100), None
    else:
        mastery, threshold = _passing_score(element), _threshold(element)
        limit = next((each.get("attemptAbsoluteDurationLimit", "") for each in _all(element, "limitconditions")), "")  # fmt: skip
    return Item(
        key, title, path, launch, kind, mastery, threshold,
        _text(element, "datafromlms")[:4096], limit[:40], _text(element, "timelimitaction")[:40],
    )  # fmt: skip


def _launch(root: Element, element: Element, resource: Element, names: set[str]) -> tuple[str, str]:
    """Path and address of what is started, by the rules of CAM 3.4.1.1 for parameters."""
    holder = resource.getparent()
    base = "".join(each.get(XML_BASE, "") for each in (root, holder, resource) if each is not None)
    address = urlsplit((base + resource.get("href", "")).strip().replace("\\", "/"))
    path = unquote(address.path).removeprefix("./")
    if address.scheme or address.netloc or path.startswith("/") or path not in names:
        raise PackageRefused(
            _("Het manifest start een bestand dat niet in het pakket zit."), path or address.netloc
        )
    query, fragment = address.query, address.fragment
    given = element.get("parameters", "").strip()
    if given.startswith("#"):
        fragment = fragment or given.lstrip("#")
    elif given:
        query = "&".join(filter(None, (query, given.lstrip("?&"))))
    quoted = "/".join(_quote(part) for part in path.split("/"))
    launch = quoted + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    return path, launch[:2000]


def _quote(part: str) -> str:
    return re.sub(r"[%?#]", lambda found: f"%{ord(found[0]):02X}", part)


def _number(text: str, low: float, high: float) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if low <= value <= high else None


def _passing_score(element: Element) -> float | None:
    """`imsss:minNormalizedMeasure` of the primary objective, when it is satisfied by measure."""
    for sequencing in _children(element, "sequencing"):
        for primary in _all(sequencing, "primaryobjective"):
            if primary.get("satisfiedByMeasure", "").lower() in ("true", "1"):
                # Its default is 1.0 (SN 3.10.1).
                return _number(_text(primary, "minnormalizedmeasure") or "1.0", -1, 1)
    return None


def _threshold(element: Element) -> float | None:
    """3rd edition: the words of the element; 4th edition: its attributes."""
    for found in _children(element, "completionthreshold"):
        if found.get("completedByMeasure", "").lower() in ("true", "1"):
            return _number(found.get("minProgressMeasure", "1.0"), 0, 1)
        return _number("".join(found.itertext()).strip(), 0, 1)
    return None
