"""The difference between two states of an advisory, as a reader sees it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.formats import get_format
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from qrc.advisories.enums import Severity, Tlp
from qrc.advisories.values import SHOWN, read_products

LABELS = {
    "title": _("Titel"), "summary": _("Samenvatting"), "action": _("Wat u doet"),
    "severity": _("Ernst"), "scores": _("CVSS"), "cves": _("CVE"), "products": _("Producten"),
    "references": _("Verwijzingen"), "link": _("Link"), "exploited": _("Misbruik vastgesteld"),
    "ransomware": _("Gebruikt door ransomware"), "due_on": _("Uiterste datum"), "tlp": _("TLP"),
}  # fmt: skip


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """What differs between two states, in words: [{"field", "label", "before", "after"}]."""
    return [
        {
            "field": name,
            "label": LABELS[name],
            "before": in_words(name, before[name]),
            "after": in_words(name, after[name]),
        }
        for name in SHOWN
        if _seen(name, before[name]) != _seen(name, after[name])
    ]


def _seen(name: str, value: Any) -> Any:
    return read_products(value) if name == "products" else value


def in_words(name: str, value: Any) -> str:
    """A field's value as one short line for the history of an advisory."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if name == "scores":
        return ", ".join(f"{each['score']} (v{each['version']})" for each in value[:5])
    if name == "products":
        return ", ".join(f"{each['vendor']} {each['product']}".strip() for each in value[:8])
    if name == "references":
        return ", ".join(each["url"] for each in value[:5])
    if isinstance(value, list):
        return ", ".join(map(str, value[:20]))
    return str(value or "")[:500]


def spoken(changes: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Kept differences as a reader is told them, in his language:
    [{"field", "label", "before", "after"}]."""
    return [
        {
            "field": change["field"],
            "label": gettext(change["label"]),
            "before": _spoken(change["field"], change["before"]),
            "after": _spoken(change["field"], change["after"]),
        }
        for change in changes
    ]


YES_NO = {"ja": _("ja"), "nee": _("nee")}


def _spoken(field: str, value: str) -> str:
    if field == "severity" and value in Severity.values:
        return str(Severity(value).label)
    if field == "tlp" and value in Tlp.values:
        return str(Tlp(value).label)
    if field == "scores":
        return re.sub(r"(?<=\d)\.(?=\d+ \(v)", get_format("DECIMAL_SEPARATOR"), value)
    if field in ("exploited", "ransomware"):
        return gettext(YES_NO.get(value, value))
    return value


def plain(value: Any) -> Any:
    """A field's value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value
