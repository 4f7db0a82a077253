"""Lists as people keep them: CSV in whatever dress, as rows with their line numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalogue.suppliers.names import words_of
from community.kit.csv_safe import DANGEROUS

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5000
HEADERS = {
    "product": ("product", "software", "toepassing", "applicatie", "oplossing", "solution",
                "application", "naam", "name", "productnaam", "pakket", "systeem"),
    "name": ("eigen naam", "own name", "roepnaam"),
    "vendor": ("leverancier", "vendor", "supplier", "fabrikant", "manufacturer", "producent",
               "maker", "merk"),
    "version": ("versie", "version", "versienummer", "release"),
    "note": ("opmerking", "opmerkingen", "note", "notes", "notitie", "comment", "toelichting"),
    "key": ("kenmerk", "key", "id"),
}  # fmt: skip
LONGEST = {"product": 160, "name": 160, "vendor": 120, "version": 60, "note": 500, "key": 20}


@dataclass(frozen=True, slots=True)
class Row:
    """One line, cleaned; `error` says in Dutch what is wrong with it."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    error: str = ""

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


def read_table(content: bytes) -> list[Row]:
    """The rows of a list, empty lines left out; ValidationError when it is none or too long.

    Delimiter and encoding are found out. Columns are known by their header, in Dutch or English
    and in any order; without a header the first column is the product.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Deze lijst is groter dan 2 MB. Deel ze op in kleinere lijsten."))
    text = _decoded(content)
    lines = [(number, cells) for number, cells in _lines(text) if any(c.strip() for c in cells)]
    if not lines:
        raise ValidationError(_("Deze lijst is leeg. Zet op elke regel één product."))
    columns = _columns(lines[0][1])
    body = lines[1:] if columns else lines
    if not body:
        raise ValidationError(
            _("Deze lijst heeft alleen een kop. Zet er een regel per product bij.")
        )
    if len(body) > MOST_ROWS:
        most = {"n": len(body), "most": MOST_ROWS}
        raise ValidationError(
            _("Deze lijst telt %(n)s regels. Meer dan %(most)s tegelijk kan niet: deel ze op.")
            % most
        )
    return [_row(number, cells, columns or {"product": 0}) for number, cells in body]


def _decoded(content: bytes) -> str:
    if b"\x00" in content and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise ValidationError(
            _("Dit is geen CSV-bestand. Bewaar uw lijst in Excel als CSV en kies dat bestand.")
        )
    for encoding in ("utf-16",) if b"\x00" in content else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("De tekens in dit bestand zijn niet te lezen. Bewaar het als UTF-8."))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        before = 0
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        why = _(
            "Regel %(line)s is niet te lezen: een veld is te lang of een aanhalingsteken ontbreekt."
        )
        raise ValidationError(why % {"line": reader.line_num}) from error


def _delimiter(text: str) -> str:
    """The sign that cuts the first line into known headers, or into most cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def worth(sign: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=sign), [])
        return len(_columns(cells)), len(cells)

    return max((";", "\t", ","), key=worth)


def _columns(cells: list[str]) -> dict[str, int]:
    """Where each column stands, by its header; {} when the line is no header."""
    found: dict[str, int] = {}
    said = [" ".join(words_of(cell)) for cell in cells]
    for name, headers in HEADERS.items():
        place = next((said.index(header) for header in headers if header in said), None)
        if place is not None:
            found[name] = place
    named = "product" in found or "name" in found
    return found if named else {}


def _row(number: int, cells: list[str], columns: dict[str, int]) -> Row:
    found = {
        name: _clean(cells[place]) if place < len(cells) else "" for name, place in columns.items()
    }
    if not found.get("product") and not found.get("name"):
        return Row(number, _cut(found), _("Er staat geen naam op deze regel."))
    long = next((name for name, text in found.items() if len(text) > LONGEST[name]), None)
    if long is not None:
        why = _("“%(start)s…” is te lang: hoogstens %(most)s tekens.")
        return Row(number, _cut(found), why % {"start": found[long][:30], "most": LONGEST[long]})
    return Row(number, found)


def _cut(found: dict[str, str]) -> dict[str, str]:
    return {name: text[: LONGEST[name]] for name, text in found.items()}


def _clean(cell: str) -> str:
    """As it was before a spreadsheet's guard: see `csv_safe.cell`."""
    text = " ".join(cell.replace("\x00", "").split())
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS) else text
