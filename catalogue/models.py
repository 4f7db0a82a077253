"""Every table of this floor, for Django and the tests; inside the house import from the room."""

from catalogue.portfolio.models import Component, ImportDraft, ImportRow, PortfolioItem, Sbom
from catalogue.solutions.models import Identifier, LaidFact, Solution, UnknownName
from catalogue.suppliers.models import Supplier

__all__ = [
    "Component",
    "Identifier",
    "ImportDraft",
    "ImportRow",
    "LaidFact",
    "PortfolioItem",
    "Sbom",
    "Solution",
    "Supplier",
    "UnknownName",
]
