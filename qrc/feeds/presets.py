"""The ready-made sources of our own fact table, laid after every migrate and switched off."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection

from qrc.feeds.models import Source

FILE = Path(__file__).parent / "data" / "presets.toml"


@cache
def presets() -> Mapping[str, Mapping[str, Any]]:
    """Every ready-made source by its name in the fact table, as fields of a `Source`."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def load_presets() -> int:
    """Make the ready-made sources that are absent; what is there stays as editors made it.

    A source of somebody's own that bears the name or the address already takes the place.
    """
    taken = set(Source.objects.values_list("preset", flat=True))
    names = set(Source.objects.values_list("name", flat=True))
    addresses = set(Source.objects.values_list("url", flat=True))
    rows = [
        Source(preset=key, enabled=False, **fields)
        for key, fields in presets().items()
        if key not in taken and fields["name"] not in names and fields["url"] not in addresses
    ]
    return len(Source.objects.bulk_create(rows, ignore_conflicts=True))


def load_after_migrate(*, apps: Any = None, **kwargs: Any) -> None:
    """Fill every migrated database, the tests' after each flush too.

    Runs on Django's post_migrate; while migrating there and back the columns may not be there.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = %s AND column_name = 'preset'",
            (Source._meta.db_table,),
        )
        is_there = cursor.fetchone() is not None
    if is_there:
        load_presets()
