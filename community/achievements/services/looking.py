"""Looks that the house owes: an event says whose figures moved, and they are weighed once."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from community.achievements.enums import SubjectKind
from community.achievements.models import Look
from community.achievements.queries import running_rules
from community.achievements.services.weighing import evaluate

AT_ONCE = 100


def owe_look(*, kind: str, subjects: Collection[int]) -> None:
    """These must be weighed (anew). Who is being weighed at this moment is weighed once more: the
    insert waits for that to end."""
    column = "user_id" if kind == SubjectKind.PERSON else "organisation_id"
    now = timezone.now()
    rows = [Look(**{column: key}, asked_at=now) for key in sorted(set(subjects))]
    Look.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["asked_at"],
        unique_fields=["user", "organisation"],
    )  # fmt: skip


def pay_looks() -> int:
    """Weigh everybody whose figures moved; returns how many. Killed halfway a look stays owed."""
    number = 0
    while done := _pay_some():
        number += done
    return number


def _pay_some() -> int:
    with transaction.atomic():
        rows = Look.objects.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE]
        looks = list(rows)
        people = [each.user_id for each in looks if each.user_id is not None]
        governments = [each.organisation_id for each in looks if each.organisation_id is not None]
        for kind, subjects in (
            (SubjectKind.PERSON, people), (SubjectKind.ORGANISATION, governments),
        ):  # fmt: skip
            if subjects:
                for rule in running_rules(kind):
                    evaluate(rule=rule, subjects=subjects)
        Look.objects.filter(pk__in=[each.pk for each in looks]).delete()
    return len(looks)
