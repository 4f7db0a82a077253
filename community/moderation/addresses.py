"""Where one flags and moderates a thing; put together here, as a page may name a hundred."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=8)
def stem_of(name: str) -> str:
    """The address without its end "<kind>/<pk>/"."""
    return reverse(f"community:{name}", args=("x", 0)).removesuffix("x/0/")
