"""Everything that changes a portfolio. Each is one transaction under a lock of its organisation."""

from catalogue.portfolio.services.drafts import choose_for_row, drop_draft, make_draft, take_draft
from catalogue.portfolio.services.imports import Imported, Line, import_rows
from catalogue.portfolio.services.items import add_item, change_item, end_item, restore_item
from catalogue.portfolio.services.linking import link_own_names
from catalogue.portfolio.services.sboms import read_sbom, remove_sbom

__all__ = [
    "Imported",
    "Line",
    "add_item",
    "change_item",
    "choose_for_row",
    "drop_draft",
    "end_item",
    "import_rows",
    "link_own_names",
    "make_draft",
    "read_sbom",
    "remove_sbom",
    "restore_item",
    "take_draft",
]
