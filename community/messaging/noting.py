"""Writing down a result: beside the hand-over itself, what a message costs.

The statement is planned once a connection and its values go as they are to libpq, psycopg's own
lower floor; by way of a cursor the same note takes more than twice the processor.
"""

from __future__ import annotations

import uuid
from weakref import WeakSet

from django.db import connection
from psycopg import Connection
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult

from community.messaging.enums import State

NAME = b"messaging_note"
# A lease is there exactly as long as the state is 'sending'. Naming the state would lead the
# planner, while it knows no better, to the index of all leased rows.
NOTE = b"""
UPDATE community_delivery
SET state = $1, provider_id = $2, provider_status = $3, error_code = $4, error = $5,
    segments = $6, not_before = clock_timestamp() + make_interval(secs => $7::int),
    lease_until = NULL,
    sent_at = CASE WHEN $8::bool THEN clock_timestamp() ELSE sent_at END,
    delivered_at = CASE WHEN $9::bool THEN clock_timestamp() ELSE delivered_at END
WHERE id = $10 AND claim = $11 AND lease_until IS NOT NULL
"""
_ready: WeakSet[Connection] = WeakSet()


def note(
    *, delivery_id: int, claim: uuid.UUID, state: State, provider_id: str, provider_status: str,
    error_code: str, error: str, segments: int, wait: int,
) -> None:  # fmt: skip
    """The result of one delivery of this claim, committed at once; nothing when it was taken back."""
    texts = (
        str(state), provider_id, provider_status, error_code, error[:500], str(segments),
        str(wait), "t" if state in (State.SENT, State.DELIVERED) else "f",
        "t" if state == State.DELIVERED else "f", str(delivery_id), claim.hex,
    )  # fmt: skip
    connection.ensure_connection()
    line: Connection = connection.connection
    with connection.wrap_database_errors:
        if line not in _ready:
            _must_be_well(line, line.pgconn.prepare(NAME, NOTE))
            _ready.add(line)
        values = [each.replace("\0", "").encode() for each in texts]
        _must_be_well(line, line.pgconn.exec_prepared(NAME, values))


def _must_be_well(line: Connection, result: PGresult) -> None:
    if result.status != ExecStatus.COMMAND_OK:
        raise error_from_result(result, encoding=line.info.encoding)
