"""What leaves the house only after one person, or two, said yes to what they read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

UNAPPROVED: dict[str, Any] = {
    "first_by": None, "first_at": None, "second_by": None, "second_at": None,
}  # fmt: skip


class TwoPeople(models.Model):
    """Whom it reaches and what that costs, and who approved it."""

    # {"email": 12, "sms": 3, "web": 10}: whom it would reach, as last counted.
    audience = models.JSONField(default=dict, blank=True)
    # Parts of one SMS.
    segments = models.PositiveIntegerField(default=0)
    # Rises with every change of what leaves: one approves what one read.
    version = models.PositiveIntegerField(default=1)
    needs_two = models.BooleanField(default=False)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    first_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    second_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_approved(self) -> bool:
        return self.first_at is not None and (self.second_at is not None or not self.needs_two)

    @property
    def reach(self) -> int:
        """How many messages would leave, on all channels."""
        return sum(self.audience.values())

    @property
    def cost(self) -> float:
        """What the SMS would cost, in euro."""
        parts = int(self.audience.get("sms", 0)) * self.segments
        return parts * settings.QRC_SMS_CENTS / 100

    @property
    def is_costly(self) -> bool:
        """More SMS than one person may send alone."""
        return int(self.audience.get("sms", 0)) > settings.QRC_SMS_ALONE


def sign(row: TwoPeople, actor: Any) -> bool:
    """Put down one name; returns whether it is the second. The caller keeps the row.

    ValidationError (Dutch) when the first would be the second too.
    """
    if row.first_at is None:
        row.first_by, row.first_at = actor, timezone.now()
        return False
    if row.first_by_id == actor.pk:
        if row.needs_two:
            raise ValidationError(_("U was de eerste. Een andere redacteur moet dit goedkeuren."))
        return False
    row.second_by, row.second_at = actor, timezone.now()
    return True
