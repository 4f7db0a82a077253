"""Verdicts become hits in one statement that writes what differs and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from qrc.advisories.models import Advisory
from qrc.matching.judging import Verdict

# A hit that stood keeps the moment and the revision since which it asks for something; one that
# had ended, or asked for nothing, begins anew.
KEEP = """
WITH advisory AS (
  SELECT * FROM unnest(%(advisories)s::bigint[], %(numbers)s::bigint[]) AS a(id, number)
), general AS (
  SELECT * FROM unnest(%(g_advisory)s::bigint[], %(g_subject)s::bigint[], %(g_version)s::text[],
    %(g_signal)s::text[], %(g_said)s::text[], %(g_confidence)s::text[], %(g_state)s::text[])
    AS g(advisory, solution, version, signal, said, confidence, state)
), apart AS (
  SELECT * FROM unnest(%(i_advisory)s::bigint[], %(i_subject)s::bigint[], %(i_component)s::text[],
    %(i_version)s::text[], %(i_signal)s::text[], %(i_said)s::text[], %(i_confidence)s::text[],
    %(i_state)s::text[])
    AS i(advisory, item, component, version, signal, said, confidence, state)
), wanted AS MATERIALIZED (
  SELECT g.advisory, item.id AS item, item.organisation_id AS organisation, '' AS component,
         g.version, g.signal, g.said, g.confidence, g.state
  FROM general g
  JOIN catalogue_portfolioitem item ON item.solution_id = g.solution AND item.version = g.version
   AND item.ended_at IS NULL
  WHERE (%(items)s::bigint[] IS NULL OR item.id = ANY(%(items)s::bigint[]))
   AND NOT EXISTS (SELECT 1 FROM apart i WHERE i.advisory = g.advisory AND i.item = item.id)
 UNION ALL
  SELECT i.advisory, i.item, item.organisation_id, i.component, i.version, i.signal, i.said,
         i.confidence, i.state
  FROM apart i JOIN catalogue_portfolioitem item ON item.id = i.item
), differing AS MATERIALIZED (
  SELECT w.*, known.id AS known, known.advisory_id, known.item_id
  FROM wanted w
  FULL JOIN (
    SELECT * FROM qrc_hit hit WHERE hit.advisory_id = ANY(%(advisories)s::bigint[])
     AND (%(items)s::bigint[] IS NULL OR hit.item_id = ANY(%(items)s::bigint[]))
  ) known ON known.advisory_id = w.advisory AND known.item_id = w.item
  WHERE known.id IS NULL OR (w.item IS NULL) <> (known.ended_at IS NOT NULL)
   OR (known.component, known.version, known.signal, known.said, known.confidence,
       known.version_state)
     <> (w.component, w.version, w.signal, w.said, w.confidence, w.state)
), kept AS (
  INSERT INTO qrc_hit AS hit (organisation_id, advisory_id, item_id, component, version, signal,
    said, confidence, version_state, since_number, found_at)
  SELECT w.organisation, w.advisory, w.item, w.component, w.version, w.signal, w.said,
         w.confidence, w.state, a.number, %(now)s
  FROM differing w JOIN advisory a ON a.id = w.advisory
  ORDER BY w.advisory, w.item
  ON CONFLICT (advisory_id, item_id) DO UPDATE SET
    component = excluded.component, version = excluded.version, signal = excluded.signal,
    said = excluded.said, confidence = excluded.confidence,
    version_state = excluded.version_state, ended_at = NULL,
    found_at = CASE WHEN hit.ended_at IS NULL THEN hit.found_at ELSE excluded.found_at END,
    since_number = CASE
      WHEN excluded.version_state = 'not_affected'
        OR (hit.ended_at IS NULL AND hit.version_state <> 'not_affected')
      THEN hit.since_number ELSE excluded.since_number END
)
UPDATE qrc_hit hit SET ended_at = %(now)s
FROM differing gone
WHERE hit.id = gone.known AND gone.item IS NULL AND hit.ended_at IS NULL AND NOT EXISTS (
  -- Its version was changed a moment ago: whoever changed it asks again.
  SELECT 1 FROM general g
  JOIN catalogue_portfolioitem item ON item.solution_id = g.solution AND item.ended_at IS NULL
  WHERE g.advisory = gone.advisory_id AND item.id = gone.item_id)
"""


def keep(
    advisories: Sequence[Advisory],
    of_solutions: Sequence[Verdict],
    of_items: Sequence[Verdict],
    items: Collection[int] | None,
) -> None:
    """Let exactly these hits stand of these advisories; only those of `items` when given."""
    values = {
        "advisories": [each.pk for each in advisories],
        "numbers": [each.number for each in advisories],
        "items": None if items is None else sorted(items),
        "now": timezone.now(),
        **_columns("g", of_solutions),
        **_columns("i", of_items),
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, values)


def _columns(letter: str, verdicts: Iterable[Verdict]) -> dict[str, list[Any]]:
    rows = list(verdicts)
    return {
        f"{letter}_{name}": [getattr(each, name) for each in rows]
        for name in Verdict.__dataclass_fields__
    }
