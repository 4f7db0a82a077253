"""How many SMS an organisation's people may be sent in a month, with a reserve for what is critical."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import models, transaction
from django.utils import timezone

from community.activity.services import record
from community.messaging.budgets import refund, spend
from community.messaging.jobs import Job
from community.messaging.models import Budget, Delivery, SmsAllowance
from community.messaging.verbs import ALLOWANCE_CHANGED, SMS_CAPPED

PAYER = "payer"
"""The name, in a recipient's `parts`, of the key of the organisation whose allowance pays."""
CRITICAL = 1
"""Messages of this priority, or a graver one, may use the reserve."""
CODE = "organisation-budget"


def allowed_organisations() -> set[int]:
    """The keys of the organisations that have an allowance of their own."""
    return set(SmsAllowance.objects.values_list("organisation_id", flat=True))


def allowances() -> Mapping[int, SmsAllowance]:
    """By organisation's key, as they stand now."""
    rows = SmsAllowance.objects.select_related("organisation")
    return {each.organisation_id: each for each in rows}


def payer_of(job: Job) -> int | None:
    named = job.parts.get(PAYER, "")
    return int(named) if named.isdigit() else None


def take(allowance: SmsAllowance, *, amount: int, priority: int) -> bool:
    """Count so many segments; False when that would pass what this message may use.

    One statement in the database: senders at the same time never pass the cap together.
    """
    cap = allowance.monthly_cap if priority <= CRITICAL else allowance.open_cap
    return spend(scope=_scope(allowance.organisation_id), period=month(), amount=amount, cap=cap)


def give_back(allowance: SmsAllowance, *, amount: int) -> None:
    refund(scope=_scope(allowance.organisation_id), period=month(), amount=amount)


def refund_payer(delivery: Delivery, *, period: str) -> None:
    """For an SMS that proved never to have been taken."""
    named = str(delivery.parts.get(PAYER, ""))
    if named.isdigit():
        refund(scope=_scope(int(named)), period=period, amount=delivery.segments)


def used_by_each(organisation_ids: Collection[int]) -> Mapping[int, int]:
    """Segments this month, by organisation's key."""
    scopes = {_scope(each): each for each in organisation_ids}
    rows = Budget.objects.filter(scope__in=scopes, period=month()).values_list("scope", "used")
    return {scopes[scope]: number for scope, number in rows}


def note_capped(allowance: SmsAllowance, *, delivery_id: int) -> None:
    """Record that an SMS stayed behind; reactions send it by mail and tell who should know."""
    record(
        SMS_CAPPED, organisation=allowance.organisation, subject=allowance,
        delivery=delivery_id, period=month(),
    )  # fmt: skip


def set_allowance(
    *, organisation: models.Model, monthly_cap: int, reserve: int, actor: models.Model
) -> SmsAllowance:
    with transaction.atomic():
        allowance, _is_new = SmsAllowance.objects.update_or_create(
            organisation_id=organisation.pk,
            defaults={"monthly_cap": monthly_cap, "reserve": reserve},
        )
        record(
            ALLOWANCE_CHANGED, organisation=organisation, actor=actor, subject=allowance,
            cap=monthly_cap, reserve=reserve,
        )  # fmt: skip
    return allowance


def drop_allowance(*, allowance: SmsAllowance, actor: models.Model) -> None:
    """No limit of its own any more; that of the whole house holds as before."""
    with transaction.atomic():
        record(
            ALLOWANCE_CHANGED, organisation=allowance.organisation, actor=actor,
            subject=allowance, cap=None, reserve=None,
        )  # fmt: skip
        allowance.delete()


def month() -> str:
    return timezone.localdate().strftime("%Y-%m")


def _scope(organisation_id: int) -> str:
    return f"sms:organisation:{organisation_id}"
