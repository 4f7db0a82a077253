"""Wat is VlaVirGem: 18 strategic, 12 information-and-technology and 6 supporting principles.

Each is a numbered slot that the editors fill in; plans point at the slot, never at its words.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import RichTextField

from content.pages.blocks.text import PLAIN
from content.pages.house_page import HousePage


class PrincipleGroup(models.TextChoices):
    STRATEGIC = "strategisch", _("Strategische beleidsprincipes")
    TECHNOLOGY = "technologie", _("Informatie- en technologieprincipes")
    SUPPORTING = "ondersteunend", _("Ondersteunende principes")


SLOTS = {
    PrincipleGroup.STRATEGIC: 18, PrincipleGroup.TECHNOLOGY: 12, PrincipleGroup.SUPPORTING: 6,
}  # fmt: skip
ORDER = {each.value: at for at, each in enumerate(SLOTS)}


class PrincipleQuerySet(models.QuerySet["Principle"]):
    def filled(self) -> PrincipleQuerySet:
        return self.exclude(name="")

    def in_order(self) -> PrincipleQuerySet:
        whens = [models.When(group=group, then=at) for group, at in ORDER.items()]
        return self.order_by(models.Case(*whens), "number")


class Principle(models.Model):
    """One slot. Its group and number are for ever; its words are the editors'."""

    group = models.CharField(_("groep"), max_length=14, choices=PrincipleGroup, editable=False)
    number = models.PositiveSmallIntegerField(_("nummer"), editable=False)
    name = models.CharField(_("naam"), max_length=160, blank=True)
    meaning = RichTextField(_("betekenis"), blank=True, features=PLAIN)

    objects = PrincipleQuerySet.as_manager()
    panels = [
        HelpPanel(content=_("Een leeg principe ziet de bezoeker niet.")),
        FieldPanel("name"),
        FieldPanel("meaning"),
    ]

    class Meta:
        verbose_name = _("principe")
        verbose_name_plural = _("principes")
        ordering = ("group", "number")
        constraints = (
            models.UniqueConstraint(fields=("group", "number"), name="principle_slot_once"),
            models.CheckConstraint(
                condition=Q(
                    *(Q(group=group, number__gte=1, number__lte=count)
                      for group, count in SLOTS.items()),
                    _connector=Q.OR,
                ),
                name="principle_in_its_slots",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_group_display()} {self.number}: {self.name or _('nog in te vullen')}"

    @property
    def anchor(self) -> str:
        return f"{self.group}-{self.number}"


class PrinciplesPage(HousePage):
    parent_page_types = ["content.HomePage", "content.LandingPage"]
    max_count = 1
    template = "content/pages/principles.html"

    class Meta:
        verbose_name = _("Wat is VlaVirGem (principes)")
        verbose_name_plural = _("Wat is VlaVirGem (principes)")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        user = getattr(request, "user", None)
        edits = bool(user and user.has_perm("content.change_principle"))
        rows = list(
            Principle.objects.in_order() if edits else Principle.objects.in_order().filled()
        )
        groups = [(each, [row for row in rows if row.group == each]) for each in PrincipleGroup]
        context = super().get_context(request, *args, **kwargs)
        return context | {"groups": [pair for pair in groups if pair[1]], "edits": edits}
