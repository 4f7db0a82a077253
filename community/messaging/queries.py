"""What the screens of messaging read."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from notifications.models import Notification

from community.messaging.enums import SYSTEMS, Channel
from community.messaging.models import Address, Body, Confirmation, Delivery, QuietHours


def addresses_of(user: models.Model) -> models.QuerySet[Address]:
    """A person's own mail addresses and phones."""
    mine = Address.objects.filter(user_id=user.pk, channel__in=(Channel.EMAIL, Channel.SMS))
    return mine.order_by("channel", "value")


def quiet_hours_of(user: models.Model) -> QuietHours | None:
    return QuietHours.objects.filter(user_id=user.pk).first()


def waiting_for(user: models.Model) -> models.QuerySet[Confirmation]:
    """Codes that are out for phones that are not this person's yet.

    Never mail: the link to its page is the proof, and only its mailbox may know it.
    """
    now = timezone.now()
    out = Confirmation.objects.filter(user_id=user.pk, used_at=None, expires_at__gt=now)
    out = out.filter(address__channel=Channel.SMS)
    return out.exclude(address__user_id=user.pk).select_related("address").order_by("-created_at")


def notifications_of(user: models.Model) -> models.QuerySet[Any]:
    """What hung on a person's bell, the newest first."""
    mine = Notification.objects.filter(recipient_id=user.pk)
    return mine.order_by("-timestamp", "-pk")  # type: ignore[no-any-return]


def webhooks_of(organisation: models.Model) -> models.QuerySet[Address]:
    """An organisation's webhooks and Teams channels, each with what became of the last message."""
    last = Delivery.objects.filter(address=OuterRef("pk")).order_by("-pk")
    return (
        Address.objects.filter(channel__in=SYSTEMS, organisation_id=organisation.pk)
        .annotate(
            last_state=Subquery(last.values("state")[:1]),
            last_at=Subquery(last.values("queued_at")[:1]),
            last_error=Subquery(last.values("error")[:1]),
            last_code=Subquery(last.values("error_code")[:1]),
        )
        .order_by("value", "channel", "pk")
    )


def stayed_in_house() -> models.QuerySet[Delivery]:
    """Mails and SMS that were shown here instead of being handed to a provider."""
    kept = Delivery.objects.filter(
        provider_id="outbox", channel__in=(Channel.EMAIL, Channel.SMS), address__isnull=False
    )
    words = Body.objects.filter(message=OuterRef("message"), channel=OuterRef("channel"))
    own, dutch = (
        Subquery(words.filter(language=each).values("subject")[:1])
        for each in (OuterRef("language"), "nl")
    )
    kept = kept.annotate(subject=Coalesce(own, dutch))
    return kept.select_related("message", "address").order_by("-pk")
