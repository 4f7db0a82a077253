"""Taking a person's name and addresses out of texts that stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils import translation
from django.utils.translation import gettext as _

from community.search.models import SearchEntry
from community.search.services import refresh

SHORTEST_NAME = 5
"""Signs of a full name: "An Li" could be any two words, and is looked for all the same; less is not."""


@dataclass(frozen=True, slots=True)
class Traces:
    """By what a person is known in texts: his addresses, and his name in full."""

    user_id: int
    addresses: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return self.addresses + self.names

    @property
    def pattern(self) -> str:
        """Finds any of them whatever their case, as PostgreSQL reads it; not inside a longer word."""
        longest_first = sorted(self.words, key=len, reverse=True)
        return r"(?<![\w@])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w@])"


def nobody() -> str:
    """What stands where a name stood."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("een vroeger lid")


def scrub(rows: models.QuerySet[Any], *fields: str, traces: Traces) -> int:
    """Put "een vroeger lid" where these texts name the person; returns how many rows changed.

    `fields` are text or JSON columns of the rows' own table.
    """
    if not traces.words:
        return 0
    return sum(_scrub(rows, each, traces) for each in fields)


def _scrub(rows: models.QuerySet[Any], field: str, traces: Traces) -> int:
    model = rows.model
    column = model._meta.get_field(field)
    name, table = connection.ops.quote_name(column.column), model._meta.db_table
    is_json = column.get_internal_type() == "JSONField"
    read, cast = (f"{name}::text", "::jsonb") if is_json else (name, "")
    written = f"regexp_replace({read}, %s, %s, 'gi'){cast}"
    if column.get_internal_type() == "CharField":
        # What stands instead may be longer than a short name: a full box would hold up all of it.
        written = f"left({written}, {int(column.max_length)})"
    chosen, wanted = rows.order_by().values("pk").query.sql_with_params()
    key = connection.ops.quote_name(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {connection.ops.quote_name(table)} "  # noqa: S608 - names of our own columns
            f"SET {name} = {written} "
            f"WHERE {read} ~* %s AND {key} IN ({chosen})",
            [traces.pattern, nobody(), traces.pattern, *wanted],
        )
        return int(cursor.rowcount)


def forget_in_search(traces: Traces) -> int:
    """Have the search box read anew whatever names the person; returns how many entries did.

    Called once the things themselves were wiped.
    """
    named = models.Q()
    for field in ("title", "summary", "body"):
        named |= models.Q(**{f"{field}__iregex": traces.pattern})
    found: dict[str, list[str]] = {}
    for kind, key in SearchEntry.objects.filter(named).values_list("kind", "object_id"):
        found.setdefault(kind, []).append(key)
    for kind, keys in found.items():
        refresh(kind, keys)
    return sum(map(len, found.values()))
