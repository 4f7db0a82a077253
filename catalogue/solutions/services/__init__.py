"""Everything that changes the vocabulary. Each is one transaction and says what happened."""

from catalogue.solutions.services.identifiers import add_identifier, learn_name, remove_identifier
from catalogue.solutions.services.merging import merge_solutions, merge_suppliers
from catalogue.solutions.services.solutions import add_solution, change_solution
from catalogue.solutions.services.unknown import ignore_unknown, note_unknown, settle_unknown

__all__ = [
    "add_identifier",
    "add_solution",
    "change_solution",
    "ignore_unknown",
    "learn_name",
    "merge_solutions",
    "merge_suppliers",
    "note_unknown",
    "remove_identifier",
    "settle_unknown",
]
