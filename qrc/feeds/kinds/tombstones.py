"""Atom tombstones (RFC 6721): a feed says itself that an entry was taken back."""

from __future__ import annotations

from django.db.models import Q
from lxml import etree

from qrc.advisories.models import Advisory
from qrc.advisories.values import Report
from qrc.feeds.kinds.times import moment
from qrc.feeds.models import Source

NAMESPACE = "http://purl.org/atompub/tombstones/1.0"
DELETED = f"{{{NAMESPACE}}}deleted-entry"


def buried(source: Source, body: bytes) -> list[Report]:
    """The withdrawals of entries that we know; the body was looked at for entities before.

    An entry that stands in the same feed and is newer than its tombstone is alive again, which the
    dates of both decide.
    """
    if NAMESPACE.encode() not in body:
        return []
    graves = _graves(body)
    rows = Advisory.objects.filter(source=source, withdrawn_at=None)
    known = rows.filter(Q(identity__in=list(graves)) | Q(link__in=list(graves)))
    return [
        Report(
            identity=each.identity, title=each.title, tlp=each.tlp, withdrawn=True,
            updated_at=moment(graves.get(each.identity) or graves.get(each.link, "")),
        )
        for each in known
    ]  # fmt: skip


def _graves(body: bytes) -> dict[str, str]:
    """When each entry was deleted, by the name (`ref`) it had."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    if root is None:
        return {}
    found = {str(each.get("ref") or ""): str(each.get("when") or "") for each in root.iter(DELETED)}
    return {ref: when for ref, when in found.items() if ref}
