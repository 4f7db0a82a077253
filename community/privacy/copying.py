"""Writing somebody's copy: one zip with a page to read, the same for programs, and his files."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format

from community.files.names import clean_name
from community.privacy.holdings import Sheet, holdings

if TYPE_CHECKING:
    from community.accounts.models import User

PAGE, DATA, STYLE, FILES = "gegevens.html", "gegevens.json", "gegevens.css", "bestanden"
LOOK = """\
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; font: 17px/1.5 system-ui, sans-serif; color: #1d2b36; }
table { border-collapse: collapse; width: 100%; font-size: 15px; }
th, td { border-bottom: 1px solid #d8d3c8; padding: 6px 10px 6px 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
h2 { margin-top: 2.5rem; }
"""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as it is read."""

    title: str
    columns: list[str]
    rows: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Part:
    label: str
    why: str
    tables: list[Table]


def parts_of(user: User) -> list[Part]:
    """Everything the house holds about this person, by part; parts without a row are there too."""
    return [
        Part(
            str(each.label), str(each.why),
            [_table(sheet) for sheet in each.sheets(user)],
        )
        for each in holdings
    ]  # fmt: skip


def _table(sheet: Sheet) -> Table:
    return Table(
        str(sheet.title), [str(name) for name, _path in sheet.columns],
        [list(row) for row in sheet.values()],
    )  # fmt: skip


def write_copy(*, user: User, path: Path) -> int:
    """Write the copy at this path, whole or not at all; returns its size in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        with translation.override(user.language):
            parts = parts_of(user)
            page = render_to_string(
                "community/privacy/copy.html",
                {
                    "made": timezone.now(), "parts": parts, "person": str(user),
                    "language": user.language,
                },
            )  # fmt: skip
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as pack:
            pack.writestr(DATA, _as_json(parts))
            pack.writestr(PAGE, page)
            pack.writestr(STYLE, LOOK)
            for name, source in _own_files(user):
                pack.write(source, f"{FILES}/{name}")
        size = part.stat().st_size
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return size


def _own_files(user: User) -> Iterator[tuple[str, Path]]:
    """Under names that are his own and never twice the same."""
    number = 0
    for holding in holdings:
        for each in holding.files(user):
            if each.path.exists():
                number += 1
                yield f"{number:04d} {clean_name(each.name)}", each.path


def _as_json(parts: list[Part]) -> str:
    said = [
        {
            "deel": part.label, "waarvoor": part.why,
            "tabellen": [
                {
                    "titel": table.title,
                    "rijen": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
                }
                for table in part.tables
            ],
        }
        for part in parts
    ]  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def in_words(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, bool):
        return translation.gettext("ja") if value else translation.gettext("nee")
    if isinstance(value, list | tuple):
        return ", ".join(in_words(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {in_words(each)}" for key, each in value.items())
    return "" if value is None else str(value)


def drop_copy(path: Path) -> None:
    path.unlink(missing_ok=True)
