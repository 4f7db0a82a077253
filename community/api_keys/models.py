from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.api_keys.enums import Scope
from community.organisations.models import Organisation


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def of(self, organisation: Organisation | None) -> Self:
        return self.filter(organisation=organisation) if organisation else self.none()

    def standing(self) -> Self:
        """Those that were not withdrawn; they may have expired."""
        return self.filter(revoked_at=None)


class ApiKey(models.Model):
    """What a program shows to read in the name of a person or of an organisation; a hash only."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="api_keys"
    )
    organisation = models.ForeignKey(
        "community.Organisation", models.CASCADE, null=True, blank=True, related_name="api_keys"
    )
    name = models.CharField(_("naam"), max_length=80)
    scopes = ArrayField(models.CharField(max_length=40, choices=Scope), verbose_name=_("rechten"))
    token_hash = models.CharField(max_length=64, unique=True)
    # The beginning, so that its owner recognises it.
    hint = models.CharField(max_length=12)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    expires_at = models.DateTimeField(_("geldig tot"))
    last_used_at = models.DateTimeField(_("laatst gebruikt"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        app_label = "community"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(organisation=None), name="api_key_has_one_owner"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def scope_labels(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes if scope in Scope.values]
