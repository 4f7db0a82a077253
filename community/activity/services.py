"""Recording what happened and paying the reactions the house owes to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from celery import current_app
from django.db import models, transaction
from django.utils import timezone

from community.activity.models import Activity, Owed
from community.activity.reactions import reactions, reactions_to
from community.activity.verbs import Verb, verbs

log = structlog.get_logger(__name__)

LONGEST_WAIT = timedelta(hours=1)


def record(
    verb: Verb,
    *,
    organisation: models.Model | None = None,
    actor: models.Model | None = None,
    subject: models.Model | None = None,
    **data: Any,
) -> Activity:
    """Write one activity, and one owed row per reaction, in the caller's transaction.

    `data` holds keys and plain values only: no personal data, it stays for ever.
    """
    item = {"organisation": organisation, "actor": actor, "subject": subject, "data": data}
    return record_many(verb, [item])[0]


def record_many(verb: Verb, items: Iterable[Mapping[str, Any]]) -> list[Activity]:
    """`record` for many at once: each item may name organisation, actor, subject and data."""
    if verb.key not in verbs:
        raise LookupError(f"verb {verb.key} is not registered")
    with transaction.atomic():
        rows = Activity.objects.bulk_create([_row(verb, item) for item in items], batch_size=500)
        owed = [
            Owed(activity=row, reaction=each.key) for row in rows for each in reactions_to(verb.key)
        ]
        if owed:
            Owed.objects.bulk_create(owed, batch_size=500)
            transaction.on_commit(wake_payer, robust=True)
    return rows


def _row(verb: Verb, item: Mapping[str, Any]) -> Activity:
    subject = item.get("subject")
    actor = item.get("actor")
    return Activity(
        verb=verb.key,
        organisation=item.get("organisation"),
        actor=actor if actor is not None and actor.pk else None,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        data=item.get("data") or {},
    )


def wake_payer() -> None:
    """Ring the worker; a lost ring costs one sweep, never a reaction."""
    ring("community.activity.tasks.pay")


def ring(task: str, *args: Any) -> None:
    """Queue a task by name. It carries no truth: a broker that is down may not stop the caller."""
    try:
        current_app.send_task(task, args, ignore_result=True, retry=False)
    except Exception as error:  # noqa: BLE001 - whatever the broker throws, the sweep will come
        log.warning("bell_not_rung", task=task, error=str(error))


def pay_owed(limit: int | None = None) -> int:
    """Pay reactions that are due, each in its own transaction; returns how many were tried.

    A killed payer leaves its reaction owed. A failing one stays owed and waits twice as
    long after each try, an hour at most.
    """
    tried = 0
    while (limit is None or tried < limit) and _pay_one():
        tried += 1
    return tried


def _pay_one() -> bool:
    with transaction.atomic():
        owed = (
            Owed.objects.due()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("activity")
            .order_by("not_before", "pk")
            .first()
        )
        if owed is None:
            return False
        try:
            with transaction.atomic():
                reactions.get(owed.reaction).run(owed.activity)
        except Exception as error:
            log.exception("reaction_failed", reaction=owed.reaction, activity=owed.activity_id)
            _put_off(owed, error)
        else:
            owed.paid_at = timezone.now()
            owed.save(update_fields=("paid_at",))
        return True


def retry_now(owed: models.QuerySet[Owed]) -> int:
    """Let these reactions be paid at once, whatever their back-off says; returns how many."""
    changed = owed.filter(paid_at=None).update(not_before=timezone.now())
    if changed:
        transaction.on_commit(wake_payer, robust=True)
    return changed


def _put_off(owed: Owed, error: Exception) -> None:
    owed.attempts += 1
    wait = min(timedelta(seconds=5 * 2 ** min(owed.attempts, 12)), LONGEST_WAIT)
    owed.not_before = timezone.now() + wait
    owed.error = f"{type(error).__name__}: {error}"[:2000]
    owed.save(update_fields=("attempts", "not_before", "error"))
