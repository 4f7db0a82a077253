"""CSV that Dutch Excel opens well, and that cannot run a formula on the reader's machine."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First signs that make a spreadsheet run the rest, their full-width twins included."""
MARK = "\ufeff"


def cell(value: Any) -> str:
    """One value as text: moments in local time, numbers with a comma, and an apostrophe before
    text that a spreadsheet would take for a formula."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, int | float | Decimal):
        # A number of ours is no formula, and with a point Dutch Excel reads a date.
        return f"{value}".replace(".", ",")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Line by line, with `;` between cells and a byte order mark in front."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield MARK
    for row in chain((head,), rows):
        yield writer.writerow([cell(value) for value in row])


def csv_response(
    name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """A download named `name`; the rows are read while they are sent."""
    response = StreamingHttpResponse(csv_lines(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
