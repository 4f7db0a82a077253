"""What the rows of a list turn out to be: known, like something known, new, there already or wrong."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.portfolio.enums import RowState
from catalogue.portfolio.guessing import TRUSTED, Guess, Guesser
from catalogue.portfolio.models import ImportRow, PortfolioItem
from catalogue.portfolio.recognising import Named, recognise, split_version
from catalogue.portfolio.tables import Row
from catalogue.portfolio.wanted import Wanted, said_of, tidy, without_echo
from catalogue.solutions.models import Solution
from community.organisations.models import Organisation

Items = dict[int, PortfolioItem]


def sort_out(organisation: Organisation, rows: Iterable[Row]) -> list[ImportRow]:
    """The rows as they would be taken over, not kept yet; the number of queries is constant."""
    rows = list(rows)
    found = PortfolioItem.objects.of(organisation).in_use().select_related("solution__supplier")
    items: Items = {item.pk: item for item in found}
    made = [_as_it_stands(row, items) for row in rows]
    _recognise([each for each in made if not each.error and each.solution_id is None])
    _fetch_solutions(made)
    seen = _Seen(items)
    for each in made:
        each.state, each.item = seen.judge(each)
    return made


def wanted_of(row: ImportRow) -> Wanted:
    """What taking a row over would say."""
    said = Wanted(row.solution, row.name or row.product, row.vendor, row.version, row.note)
    return without_echo(tidy(said))


def _as_it_stands(row: Row, items: Items) -> ImportRow:
    """A line of the list; what an exported list leaves out is as the item has it."""
    key = row["key"]
    item = items.get(int(key)) if key.isdecimal() and len(key) < 18 and not row.error else None
    cells = {name: row[name] for name in ("product", "name", "vendor", "version", "note")}
    made = ImportRow(line=row.line, error=row.error, item=item, **cells)
    if item is not None:
        for name in ("name", "vendor", "version", "note"):
            if name not in row.cells:
                setattr(made, name, getattr(item, name))
        if item.solution and row["product"] == item.solution.full_name[:160]:
            made.solution = item.solution
    return made


def _recognise(rows: list[ImportRow]) -> None:
    """Give each row its solution, or guesses at it."""
    found = recognise(map(_named, rows))
    strange = [row for row in rows if _named(row) not in found]
    for row in rows:
        known = found.get(_named(row))
        if known is not None:
            row.solution_id = known.solution
            row.version = row.version or known.version
    guessed = _guesses(strange)
    for row in strange:
        likely = guessed[_named(row)]
        row.guesses = [each.solution for each in likely]
        if likely and likely[0].likeness >= TRUSTED:
            row.solution_id = likely[0].solution
            row.version = row.version or split_version(row.said)[1]


def _named(row: ImportRow) -> Named:
    return row.vendor, row.said


def _guesses(rows: list[ImportRow]) -> dict[Named, list[Guess]]:
    if not rows:
        return {}
    guesser = Guesser.of_all_solutions()
    names = {_named(row) for row in rows}
    return {each: guesser.guesses(each[0], split_version(each[1])[0]) for each in names}


def _fetch_solutions(rows: list[ImportRow]) -> None:
    keys = {row.solution_id for row in rows if row.solution_id}
    solutions = Solution.objects.select_related("supplier").in_bulk(keys)
    for row in rows:
        if row.solution_id:
            row.solution = solutions[row.solution_id]


class _Seen:
    """What stands in the portfolio, and what the rows above would add to it."""

    def __init__(self, items: Items) -> None:
        said = [(item, said_of(item)) for item in items.values()]
        self.by_identity: dict[object, PortfolioItem | None] = {
            wanted.identity: item for item, wanted in said
        }
        self.names = {wanted.identity[:2] for _item, wanted in said}
        self.claimed: set[int] = set()

    def judge(self, row: ImportRow) -> tuple[str, PortfolioItem | None]:
        """The state of a row and the item that it changes."""
        if row.error:
            return RowState.ERROR, None
        wanted = wanted_of(row)
        item = row.item or self._waiting_for_version(wanted)
        if item is not None and item.pk not in self.claimed:
            return self._change(item, wanted)
        is_double = wanted.identity in self.by_identity or (
            not wanted.version and wanted.identity[:2] in self.names
        )
        if is_double:
            return RowState.DOUBLE, None
        self.by_identity[wanted.identity] = None
        if row.guesses:
            return RowState.LIKELY, None
        return (RowState.SURE if row.solution else RowState.UNKNOWN), None

    def _waiting_for_version(self, wanted: Wanted) -> PortfolioItem | None:
        """The same without a version: the row tells it."""
        if not wanted.version or wanted.identity in self.by_identity:
            return None
        return self.by_identity.get((*wanted.identity[:2], ""))

    def _change(self, item: PortfolioItem, wanted: Wanted) -> tuple[str, PortfolioItem | None]:
        before = said_of(item)
        other = self.by_identity.get(wanted.identity, item)
        if wanted == before or other is not item:
            return RowState.DOUBLE, None
        self.claimed.add(item.pk)
        self.by_identity[wanted.identity] = item
        return RowState.CHANGED, item
