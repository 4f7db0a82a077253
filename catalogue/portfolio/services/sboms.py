"""The bill of materials that hangs under an item."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.db import transaction

from catalogue.portfolio.models import Component, PortfolioItem, Sbom
from catalogue.portfolio.sboms.parts import Part
from catalogue.portfolio.sboms.reading import read_bill
from catalogue.portfolio.services.locking import lock
from catalogue.suppliers.names import cpe_pair, pair_of, purl_key
from catalogue.verbs import PORTFOLIO_CHANGED
from community.accounts.models import User
from community.activity.services import record

AT_ONCE = 2000


def read_sbom(*, item: PortfolioItem, content: bytes, file_name: str, actor: User | None) -> Sbom:
    """Hang the components of a file under an item, in the place of those it had.

    The same file again changes nothing. Raises NoBill, a ValidationError in Dutch, for what is
    no CycloneDX or SPDX; then the old components stay.
    """
    bill = read_bill(content)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        lock(item.organisation)
        old = Sbom.objects.filter(item=item).first()
        if old is not None and old.sha256 == digest:
            return old
        Sbom.objects.filter(item=item).delete()
        sbom: Sbom = Sbom.objects.create(
            organisation=item.organisation, item=item, format=bill.format, sha256=digest,
            file_name=PurePath(file_name.replace("\\", "/")).name[:200] or "sbom", read_by=actor,
        )  # fmt: skip
        Component.objects.bulk_create(
            (component_of(part, sbom) for part in bill.parts), batch_size=AT_ONCE
        )
        _record(item, actor)
    return sbom


def remove_sbom(*, item: PortfolioItem, actor: User | None) -> None:
    """Forget the components of an item."""
    with transaction.atomic():
        lock(item.organisation)
        gone, _by_model = Sbom.objects.filter(item=item).delete()
        if gone:
            _record(item, actor)


def component_of(part: Part, sbom: Sbom) -> Component:
    """A part as row, with the keys by which warnings find it."""
    pair = cpe_pair(part.cpe)
    vendor_key, product_key = pair if all(pair) else pair_of(part.vendor, part.name)
    return Component(
        sbom=sbom, name=part.name, vendor=part.vendor, version=part.version, purl=part.purl,
        cpe=part.cpe, purl_key=purl_key(part.purl), vendor_key=vendor_key, product_key=product_key,
    )  # fmt: skip


def _record(item: PortfolioItem, actor: User | None) -> None:
    record(
        PORTFOLIO_CHANGED, organisation=item.organisation, actor=actor, subject=item, added=[],
        changed=[item.pk], ended=[], fields=["sbom"],
    )  # fmt: skip
