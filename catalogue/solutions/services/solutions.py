from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalogue.solutions.enums import SolutionKind
from catalogue.solutions.models import Solution
from catalogue.solutions.services.identifiers import claim_own_name
from catalogue.suppliers.enums import Origin
from catalogue.suppliers.models import Supplier
from catalogue.suppliers.names import product_key
from catalogue.verbs import SOLUTION_CHANGED, VOCABULARY_CHANGED
from community.activity.services import record

if TYPE_CHECKING:
    from community.accounts.models import User


@transaction.atomic
def add_solution(
    *, name: str, supplier: Supplier | None = None, kind: str = SolutionKind.APPLICATION,
    summary: str = "", origin: str = Origin.EDITOR, by: User | None,
) -> Solution:  # fmt: skip
    """A solution that is recognised by its own name from the start.

    ValidationError when it is there already, or its name means another solution.
    """
    made = Solution(origin=origin)
    _write(made, name, supplier, kind, summary)
    record(SOLUTION_CHANGED, actor=by, subject=made, fields=["name"])
    record(VOCABULARY_CHANGED, actor=by, solutions=[made.pk])
    return made


@transaction.atomic
def change_solution(
    *, solution: Solution, name: str, supplier: Supplier | None, kind: str, summary: str = "",
    by: User | None,
) -> None:  # fmt: skip
    """It stays recognised by its former name; ValidationError as above."""
    if _write(solution, name, supplier, kind, summary):
        record(VOCABULARY_CHANGED, actor=by, solutions=[solution.pk])
    fields = ["name", "supplier", "kind", "summary"]
    record(SOLUTION_CHANGED, actor=by, subject=solution, fields=fields)


def _write(
    solution: Solution, name: str, supplier: Supplier | None, kind: str, summary: str
) -> bool:
    """Whether it is recognised by a name it was not recognised by before."""
    solution.name, solution.supplier = name.strip(), supplier
    solution.kind, solution.summary = kind, summary.strip()
    solution.key = product_key(name, supplier.name if supplier else "")
    if not solution.key:
        raise ValidationError({"name": _("Geef een naam met minstens één letter of cijfer.")})
    try:
        with transaction.atomic():
            solution.save()
    except IntegrityError:
        text = _("Deze oplossing bestaat al bij deze leverancier.")
        raise ValidationError({"name": text}) from None
    try:
        return claim_own_name(solution)
    except ValidationError as error:
        raise ValidationError({"name": error.messages}) from None
