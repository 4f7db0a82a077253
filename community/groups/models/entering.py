from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.groups.models.groups import Group
from community.organisations.enums import RequestState


class GroupRequest(models.Model):
    """A person's question to be let into a group; its leaders decide."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    message = models.CharField(_("toelichting"), max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reden"), max_length=500, blank=True)

    class Meta:
        app_label = "community"
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "user"), condition=Q(state=RequestState.OPEN),
                name="group_request_open_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_id} → {self.group_id}"


class GroupInvitationQuerySet(models.QuerySet["GroupInvitation"]):
    def open(self) -> Self:
        return self.filter(state=RequestState.OPEN, group__ended_at=None)


class GroupInvitation(models.Model):
    """A leader's question to somebody to come in; who was asked decides."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # REFUSED by who was asked, WITHDRAWN by a leader.
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = GroupInvitationQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "user"), condition=Q(state=RequestState.OPEN),
                name="group_invitation_open_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.group_id} → {self.user_id}"
