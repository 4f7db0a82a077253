"""Telling statements on to a learning record store (LRS), as xAPI 1.0.3 asks of who sends.

A statement goes under its own id, so one that is sent twice (an answer that was lost, a worker that
was killed) is one statement there. What was claimed and not answered is due again after LEASE.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.kit.http import FetchError, parse_allowed, post
from content.learning.models import Statement
from content.learning.queries.coordination import as_xapi

log = structlog.get_logger(__name__)
VERSION = "1.0.3"
BATCH = 50
ROUND = 1_000
"""Statements told in one round at most: other work of the worker waits no longer than that."""
LEASE = timedelta(minutes=5)
PAUSE = timedelta(hours=6)
"""Before a statement that was refused is offered again."""
TAKEN, REFUSED = (200, 204), (400, 409, 413)


class Away(Exception):
    """The store did not answer, or not as a store: nothing is wrong with what we said."""


def forward_due() -> int:
    """Tell all that waits; returns how many statements the store took. Does nothing without one."""
    taken = 0
    while settings.XAPI_ENDPOINT and taken < ROUND and (keys := _claim()):
        try:
            taken += _tell(keys)
        except Away as away:
            log.warning("xapi_store_away", why=str(away))
            break
    return taken


def _claim() -> list[UUID]:
    """The oldest that are due, held for LEASE; another worker takes others."""
    with transaction.atomic():
        due = Statement.objects.to_forward().order_by("at", "pk")
        keys = [row.pk for row in due.select_for_update(skip_locked=True, of=("self",))[:BATCH]]
        Statement.objects.filter(pk__in=keys).update(forward_after=timezone.now() + LEASE)
    return keys


def _tell(keys: Sequence[UUID]) -> int:
    """All at once; one by one when the store refuses the whole for one of them."""
    said = list(as_xapi(Statement.objects.filter(pk__in=keys).order_by("at", "pk")))
    if _ask(said) in TAKEN:
        return _taken(keys)
    return sum(_tell_one(each) for each in said)


def _tell_one(said: dict[str, Any]) -> int:
    status = _ask([said])
    # 409: a statement of this id is there.
    if status in TAKEN or status == 409:
        return _taken([UUID(said["id"])])
    log.error("xapi_statement_refused", statement=said["id"], status=status)
    Statement.objects.filter(pk=said["id"]).update(
        forward_refusals=F("forward_refusals") + 1, forward_after=timezone.now() + PAUSE
    )
    return 0


def _taken(keys: Sequence[UUID]) -> int:
    rows = Statement.objects.filter(pk__in=keys)
    return rows.update(forwarded_at=timezone.now(), forward_after=None)


def _ask(said: Sequence[dict[str, Any]]) -> int:
    """What the store answered: one of TAKEN or REFUSED, Away for all else."""
    body = json.dumps(said, ensure_ascii=False).encode()
    address = f"{settings.XAPI_ENDPOINT.rstrip('/')}/statements"
    allowed = parse_allowed(settings.XAPI_ALLOWED_PRIVATE_HOSTS)
    try:
        reply = post(address, body, headers=_headers(), allowed_private=allowed)
    except FetchError as error:
        raise Away(str(error)) from error
    if reply.status not in (*TAKEN, *REFUSED):
        raise Away(str(reply.status))
    return reply.status


def _headers() -> dict[str, str]:
    pair = f"{settings.XAPI_KEY}:{settings.XAPI_SECRET}".encode()
    return {
        "Content-Type": "application/json",
        "X-Experience-API-Version": VERSION,
        "Authorization": f"Basic {base64.b64encode(pair).decode()}",
    }
