"""Lists in pages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator


def paginate(rows: Any, page: str | int | None, per_page: int = 25) -> Page[Any]:
    """A page of rows (a queryset or a list); a wrong number gives the nearest that exists."""
    return Paginator(rows, per_page).get_page(page)
