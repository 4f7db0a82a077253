from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.trust.enums import Level


class Standing(models.Model):
    """The level that a person has now. Who has no row is at the level his organisation gives him.

    `is_assigned`: an editor said so, with a reason; no rule moves it then.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="standing", primary_key=True
    )
    level = models.PositiveSmallIntegerField(_("niveau"), choices=Level, default=Level.NEW)
    since = models.DateTimeField(_("sinds"), default=timezone.now)
    is_assigned = models.BooleanField(_("toegekend door de redactie"), default=False)
    reason = models.CharField(_("reden"), max_length=300, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    # Since when less is found than keeps this level; after a while it falls.
    below_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "community"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_assigned=False) | ~models.Q(reason=""),
                name="standing_assigned_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(level=Level.EXPERT) | models.Q(is_assigned=True),
                name="standing_expert_is_assigned",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.level}"


class RulesRead(models.Model):
    """That somebody said he read the house rules, and which ones."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="rules_read", primary_key=True
    )
    version = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "community"

    def __str__(self) -> str:
        return f"{self.user_id} {self.version}"
