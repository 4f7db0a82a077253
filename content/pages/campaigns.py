"""A campaign: it begins, it ends, and it asks for one thing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from content.pages.house_page import HousePage


class CampaignState(models.TextChoices):
    COMING = "komt", _("Begint binnenkort")
    RUNNING = "loopt", _("Loopt nu")
    OVER = "voorbij", _("Voorbij")


class CampaignPage(HousePage):
    begins_on = models.DateField(_("begint op"))
    ends_on = models.DateField(_("eindigt op"))
    action_label = models.CharField(_("opschrift van de knop"), max_length=60, blank=True)
    action_url = models.CharField(
        _("adres van de knop"), max_length=500, blank=True,
        help_text=_("Een adres dat met https:// begint, of met / voor een scherm van deze site."),
    )  # fmt: skip

    content_panels = [
        *HousePage.content_panels[:2],
        FieldRowPanel([FieldPanel("begins_on"), FieldPanel("ends_on")], heading=_("Wanneer")),
        MultiFieldPanel(
            [FieldPanel("action_label"), FieldPanel("action_url")], heading=_("Wat u vraagt")
        ),
        *HousePage.content_panels[2:],
    ]
    parent_page_types = ["content.HomePage", "content.LandingPage"]
    template = "content/pages/campaign.html"

    class Meta:
        verbose_name = _("campagne")
        verbose_name_plural = _("campagnes")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="campaign_ends_after_it_begins"
            ),
        )

    @property
    def state(self) -> CampaignState:
        today = timezone.localdate()
        if today < self.begins_on:
            return CampaignState.COMING
        return CampaignState.RUNNING if today <= self.ends_on else CampaignState.OVER

    def clean(self) -> None:
        super().clean()
        faults: dict[str, Any] = {}
        if self.begins_on and self.ends_on and self.ends_on < self.begins_on:
            faults["ends_on"] = _("De campagne kan niet eindigen voor ze begint.")
        if bool(self.action_label) != bool(self.action_url):
            missing = "action_url" if self.action_label else "action_label"
            faults[missing] = _("Een knop heeft een opschrift en een adres nodig.")
        elif self.action_url and not _leads(self.action_url):
            faults["action_url"] = _("Begin met https:// of met /.")
        if faults:
            raise ValidationError(faults)


def _leads(address: str) -> bool:
    """Elsewhere by https, or here; `//` would be elsewhere in disguise."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return inside or address.startswith("https://")
