from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.organisations.owned import Owned


class OrganisationFeed(Owned):
    """The secret address at which an organisation reads its own warnings; only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now)
    last_used_at = models.DateTimeField(_("laatst gelezen"), null=True, blank=True)

    class Meta:
        app_label = "qrc"
        verbose_name = _("feed van een organisatie")
        verbose_name_plural = _("feeds van organisaties")
        constraints = (
            models.UniqueConstraint(fields=("organisation",), name="feed_once_per_organisation"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}"
