"""Pages whose moment has come: those that go online, and those that go off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import structlog
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

log = structlog.get_logger(__name__)

LOCK = "content.publish_scheduled"


def publish_due() -> int:
    """Take offline and publish what is due; returns how many pages changed.

    What the command publish_scheduled does, but a page at a time: each is one transaction that
    forgets its moment, so a round that was killed is finished by the next and a second finds
    nothing to do; and a page that fails holds up no other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            return sum(map(_take, _steps()))
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [LOCK])


def _steps() -> Iterable[Callable[[], object]]:
    now = timezone.now()
    for page in list(Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")):
        yield partial(page.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for revision in list(due):
        yield partial(revision.publish, log_action="wagtail.publish.scheduled")


def _take(step: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            step()
    except Exception:
        log.exception("publishing_failed")
        return False
    return True
