"""A list that was brought in: looked at first, taken over when its owner says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from catalogue.portfolio.enums import RowState
from catalogue.portfolio.models import ImportDraft, ImportRow
from catalogue.portfolio.services.imports import Imported, Line, import_rows
from catalogue.portfolio.sorting import sort_out, wanted_of
from catalogue.portfolio.tables import read_table
from catalogue.solutions.models import Solution
from community.accounts.models import User
from community.organisations.models import Organisation

AT_ONCE = 1000


def make_draft(
    *, organisation: Organisation, user: User, content: bytes, file_name: str = ""
) -> ImportDraft:
    """Read a list and keep what it seems to mean for a week; the portfolio does not change.

    Raises ValidationError (Dutch) when it is no list. Drafts that expired are cleared here.
    """
    found = sort_out(organisation, read_table(content))
    with transaction.atomic():
        ImportDraft.objects.filter(expires_at__lte=timezone.now()).delete()
        draft: ImportDraft = ImportDraft.objects.create(
            organisation=organisation, user=user, file_name=file_name[:200]
        )
        for row in found:
            row.draft = draft
        ImportRow.objects.bulk_create(found, batch_size=AT_ONCE)
    return draft


def choose_for_row(*, row: ImportRow, solution: Solution | None) -> None:
    """What a row of a draft shall be taken for: this solution, or its own words."""
    row.solution = solution
    row.save(update_fields=("solution",))


def take_draft(*, draft: ImportDraft, actor: User) -> Imported:
    """Take a list over, once: whoever comes second finds it gone and nothing is added."""
    with transaction.atomic():
        held = ImportDraft.objects.select_for_update().filter(pk=draft.pk).first()
        if held is None:
            return Imported()
        rows = held.rows.select_related("solution__supplier")
        done = import_rows(organisation=held.organisation, actor=actor, rows=_lines(rows))
        held.delete()
    return done


def _lines(rows: Iterable[ImportRow]) -> Iterator[Line]:
    for row in rows:
        if row.state not in (RowState.DOUBLE, RowState.ERROR):
            yield Line(wanted_of(row), row.item_id)


def drop_draft(*, draft: ImportDraft) -> None:
    draft.delete()
