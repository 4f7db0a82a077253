from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.groups.enums import Entrance, GroupKind, GroupRole
from community.organisations.enums import Audience


class GroupQuerySet(models.QuerySet["Group"]):
    def running(self) -> Self:
        return self.filter(ended_at=None)

    def with_member(self, user: Any) -> Self:
        """Those that this person is in now."""
        inside = GroupMembership.objects.current().filter(user=user.pk)
        return self.filter(pk__in=inside.values("group"))


class Group(models.Model):
    """People of several organisations who work on one thing: its talk, files and dates are theirs."""

    kind = models.CharField(_("soort"), max_length=20, choices=GroupKind)
    name = models.CharField(_("naam"), max_length=80)
    summary = models.CharField(_("in één zin"), max_length=200)
    description = models.TextField(_("uitleg"), max_length=4000, blank=True)
    entrance = models.CharField(_("toegang"), max_length=12, choices=Entrance, default=Entrance.ASK)
    # Who may come in at all: an open group of governments is no place for suppliers.
    audience = models.CharField(
        _("voor wie"), max_length=10, default=Audience.GOVERNMENTS,
        choices=[(each.value, each.label) for each in (Audience.MEMBERS, Audience.GOVERNMENTS)],
    )  # fmt: skip
    region = models.CharField(_("provincie"), max_length=40, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(_("beëindigd op"), null=True, blank=True)
    # A moderator took what it says of itself out of sight; its name and its talk stay.
    words_hidden_at = models.DateTimeField(_("verborgen op"), null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[Any] = GroupQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("name", "pk")
        verbose_name = _("groep")
        verbose_name_plural = _("groepen")
        constraints = (
            models.CheckConstraint(
                condition=Q(audience__in=(Audience.MEMBERS, Audience.GOVERNMENTS)),
                name="group_audience_is_members_or_governments",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None

    @property
    def is_hidden(self) -> bool:
        return self.entrance == Entrance.HIDDEN

    @property
    def told_summary(self) -> str:
        """The one sentence, as everybody but moderators and who edits it may read it."""
        return "" if self.words_hidden_at else self.summary

    @property
    def told_description(self) -> str:
        return "" if self.words_hidden_at else self.description


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    def current(self) -> Self:
        return self.filter(left_at=None, user__is_active=True)

    def leaders(self) -> Self:
        return self.filter(role=GroupRole.LEADER)


class GroupMembership(models.Model):
    """That a person is in a group. Leaving keeps the row."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="group_memberships"
    )
    role = models.CharField(_("rol"), max_length=10, choices=GroupRole, default=GroupRole.MEMBER)
    joined_at = models.DateTimeField(_("lid sinds"), default=timezone.now)
    left_at = models.DateTimeField(_("vertrokken op"), null=True, blank=True)
    # This visit's last page, and the end of the visit before it: what is new stands between.
    visited_at = models.DateTimeField(null=True, blank=True)
    previous_visit_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = GroupMembershipQuerySet.as_manager()

    class Meta:
        app_label = "community"
        constraints = (
            models.UniqueConstraint(
                fields=("group", "user"), condition=Q(left_at=None),
                name="group_membership_current_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.user_id} · {self.group_id}"

    @property
    def is_leader(self) -> bool:
        return self.role == GroupRole.LEADER
