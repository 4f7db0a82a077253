"""What organisations use, as rows."""

from __future__ import annotations

from typing import Any

from catalogue.portfolio.models import Component, PortfolioItem, Sbom
from catalogue.solutions.models import Solution
from catalogue.suppliers.names import product_key, vendor_key
from community.organisations.models import Organisation
from tests.factories import catalogue


def item(
    organisation: Organisation, solution: Solution | None = None, version: str = "", **fields: Any
) -> PortfolioItem:
    """In use at an organisation; without a solution by its own `name` and `vendor`."""
    vendor, name = fields.get("vendor", ""), fields.get("name", "")
    keys = (
        {} if solution else {
            "vendor_key": vendor_key(vendor), "product_key": product_key(name, vendor),
        }
    )  # fmt: skip
    made: PortfolioItem = PortfolioItem.objects.create(
        organisation=organisation, solution=solution, version=version, **keys | fields
    )
    return made


def known(organisation: Organisation, version: str = "", **fields: Any) -> PortfolioItem:
    """PoortWacht VPN of PoortWacht: what the advisory of the qrc factory speaks of."""
    found = Solution.objects.filter(name="PoortWacht VPN").first()
    solution = found or catalogue.solution("PoortWacht VPN", "PoortWacht")
    return item(organisation, solution, version, **fields)


def component(of: PortfolioItem, **fields: Any) -> Component:
    sbom, _made = Sbom.objects.get_or_create(
        item=of, organisation=of.organisation,
        defaults={"file_name": "bom.json", "format": "cyclonedx", "sha256": "0" * 64},
    )  # fmt: skip
    return Component.objects.create(sbom=sbom, **fields)
