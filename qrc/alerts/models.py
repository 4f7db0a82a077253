from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qrc.advisories.models import AdvisoryRevision


class Alert(models.Model):
    """That a revision of an advisory was told to its audience."""

    revision = models.OneToOneField(AdvisoryRevision, models.CASCADE, related_name="alert")
    message = models.OneToOneField(
        "community.Message", models.PROTECT, null=True, blank=True, related_name="alert"
    )
    recipients = models.PositiveIntegerField(_("ontvangers"), default=0)
    raised_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "qrc"
        verbose_name = _("melding")
        verbose_name_plural = _("meldingen")

    def __str__(self) -> str:
        return f"{self.revision}"
