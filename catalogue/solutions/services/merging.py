"""Two that turned out to be one. Nothing is lost, and the one that goes keeps its row."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.solutions.models import Solution, UnknownName
from catalogue.solutions.services.identifiers import claim_own_name
from catalogue.suppliers.models import Supplier
from catalogue.verbs import SOLUTIONS_MERGED, SUPPLIERS_MERGED, VOCABULARY_CHANGED
from community.activity.services import record

if TYPE_CHECKING:
    from community.accounts.models import User

NOTE_ROOM = 500


@dataclass(frozen=True, slots=True)
class Moving:
    """What a merge would move. Of who uses the solution it says nothing."""

    identifiers: int
    unknown: int
    solutions: int = 0


def moves_of_solution(gone: Solution) -> Moving:
    unknown = UnknownName.objects.filter(solution=gone).count()
    return Moving(gone.identifiers.count(), unknown)


def moves_of_supplier(gone: Supplier) -> Moving:
    return Moving(0, 0, gone.solutions.standing().count())


@transaction.atomic
def merge_solutions(*, kept: Solution, gone: Solution, by: User | None) -> None:
    """Every name and every use of `gone` becomes one of `kept`.

    ValidationError when they are one, or one of them was merged in the meantime.
    """
    _lock(Solution, kept, gone)
    _join(kept, gone)
    record(SOLUTIONS_MERGED, actor=by, subject=kept, kept=kept.pk, gone=gone.pk)
    record(VOCABULARY_CHANGED, actor=by, solutions=[kept.pk])


@transaction.atomic
def merge_suppliers(*, kept: Supplier, gone: Supplier, by: User | None) -> None:
    """Every solution of `gone` becomes one of `kept`; those that both have become one."""
    _lock(Supplier, kept, gone)
    twins = {each.key: each for each in kept.solutions.standing()}
    for solution in gone.solutions.standing().order_by("pk").select_for_update(of=("self",)):
        solution.supplier = kept
        if solution.key in twins:
            merge_solutions(kept=twins[solution.key], gone=solution, by=by)
        else:
            _take_along(solution, by)
    if gone.organisation_id and not kept.organisation_id:
        kept.organisation_id, gone.organisation_id = gone.organisation_id, None
    gone.merged_into = kept
    gone.save(update_fields=("merged_into", "organisation"))
    kept.save(update_fields=("organisation",))
    Supplier.objects.filter(merged_into=gone).update(merged_into=kept)
    record(SUPPLIERS_MERGED, actor=by, subject=kept, kept=kept.pk, gone=gone.pk)


def _take_along(solution: Solution, by: User | None) -> None:
    """Under its new maker's name too, unless that means another solution already."""
    solution.save(update_fields=("supplier",))
    with suppress(ValidationError):
        if claim_own_name(solution):
            record(VOCABULARY_CHANGED, actor=by, solutions=[solution.pk])


def _lock(model: type[Any], kept: Any, gone: Any) -> None:
    rows = model.objects.standing().filter(pk__in=(kept.pk, gone.pk)).order_by("pk")
    if len(rows.select_for_update(of=("self",))) < 2:
        raise ValidationError(_("Kies twee verschillende die nog niet samengevoegd zijn."))


def _join(kept: Solution, gone: Solution) -> None:
    _move_uses(kept, gone)
    gone.identifiers.update(solution=kept)
    UnknownName.objects.filter(solution=gone).update(solution=kept)
    Solution.objects.filter(merged_into=gone).update(merged_into=kept)
    gone.merged_into = kept
    gone.save(update_fields=("merged_into",))


def _move_uses(kept: Solution, gone: Solution) -> None:
    """What an organisation had of both in one version becomes one row with both notes.

    The uses hang on the solution from the room above, which this one does not know by name.
    """
    moving = gone.uses.in_use().order_by("pk").select_for_update(of=("self",))
    theirs: dict[tuple[int, str], list[Any]] = {}
    if moving:
        for use in kept.uses.in_use().order_by("pk").select_for_update(of=("self",)):
            theirs.setdefault((use.organisation_id, use.version), []).append(use)
    for use in moving:
        twin = _twin(use, theirs.get((use.organisation_id, use.version), []))
        if twin is not None:
            _fold(twin, use)
    gone.uses.update(solution=kept)


def _twin(use: Any, others: list[Any]) -> Any | None:
    """The same own name first; a row without a name of its own is anybody's twin."""
    same = [each for each in others if each.product_key == use.product_key]
    nameless = [each for each in others if not each.name or not use.name]
    return next(iter(same + nameless), None)


def _fold(twin: Any, use: Any) -> None:
    """Take over what the other row says, and take it out of use.

    A note for which there is no room stays on the row that ended.
    """
    both = " · ".join(filter(None, (twin.note, use.note)))
    if use.note != twin.note and len(both) <= NOTE_ROOM:
        twin.note = both
    if not twin.name and use.name:
        twin.name, twin.vendor = use.name, use.vendor
        twin.vendor_key, twin.product_key = use.vendor_key, use.product_key
    _fold_sboms(twin, use)
    use.ended_at = timezone.now()
    use.save(update_fields=("ended_at", "updated_at"))
    twin.save()


def _fold_sboms(twin: Any, use: Any) -> None:
    theirs, mine = twin.sboms.first(), use.sboms.first()
    if mine is None:
        return
    if theirs is None:
        use.sboms.update(item=twin)
    else:
        mine.components.update(sbom=theirs)
        mine.delete()
