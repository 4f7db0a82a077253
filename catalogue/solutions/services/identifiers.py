from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.solutions.enums import IdentifierKind
from catalogue.solutions.keys import keys_of, written
from catalogue.solutions.models import Identifier, Solution
from catalogue.suppliers.enums import Origin
from catalogue.verbs import VOCABULARY_CHANGED
from community.activity.services import record

if TYPE_CHECKING:
    from community.accounts.models import User


@transaction.atomic
def add_identifier(
    *, solution: Solution, kind: str, value: str, vendor: str = "", by: User | None
) -> Identifier:
    """Recognise a solution by one more name; again without harm.

    ValidationError when nothing of the name can be compared, or it means another solution.
    """
    row, is_new = claim(solution, kind, value, vendor)
    if is_new:
        record(VOCABULARY_CHANGED, actor=by, solutions=[solution.pk])
    return row


@transaction.atomic
def remove_identifier(*, identifier: Identifier, by: User | None) -> None:
    record(VOCABULARY_CHANGED, actor=by, solutions=[identifier.solution_id])
    identifier.delete()


@transaction.atomic
def learn_name(
    *, solution: Solution, vendor: str, product: str, learnt_from: str
) -> Identifier | None:
    """Keep the name by which a source turned out to speak of a solution, with that source.

    None when the name says nothing or means another solution: what was learnt never overrules.
    """
    kind = IdentifierKind.NAME if vendor.strip() else IdentifierKind.ALIAS
    try:
        row, is_new = claim(
            solution, kind, product, vendor, origin=Origin.LEARNT, learnt_from=learnt_from[:200]
        )
    except ValidationError:
        return None
    if is_new:
        record(VOCABULARY_CHANGED, solutions=[solution.pk])
    return row


def claim(
    solution: Solution, kind: str, value: str, vendor: str = "", **fields: str
) -> tuple[Identifier, bool]:
    """The identifier of this pair and whether it is new; nothing is recorded."""
    value, vendor = value.strip(), vendor.strip()
    vendor_key, product_key = keys_of(kind, value, vendor)
    row, is_new = Identifier.objects.select_related("solution__supplier").get_or_create(
        vendor_key=vendor_key, product_key=product_key,
        defaults={"solution": solution, "kind": kind, "value": written(value, vendor), **fields},
    )  # fmt: skip
    if row.solution_id != solution.pk:
        text = _("“%(name)s” betekent al iets anders: %(other)s.")
        raise ValidationError(text % {"name": row.value, "other": row.solution.full_name})
    return row, is_new


def claim_own_name(solution: Solution) -> bool:
    """Recognise it by its name, with and without its maker's; whether one of them is new."""
    maker = solution.supplier.name if solution.supplier else ""
    new = [claim(solution, IdentifierKind.ALIAS, solution.full_name)[1]]
    if maker:
        new.append(claim(solution, IdentifierKind.NAME, solution.name, maker)[1])
    return any(new)
