"""What every page of the editors has: an opening sentence, a picture, a body, a card to share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from content.images.models import HouseImage
from content.pages.blocks.body import body_field
from content.pages.sharing import card_of

PARENTS = [
    "content.HomePage", "content.LandingPage", "content.StandardPage", "content.ArticlePage",
    "content.CampaignPage",
]  # fmt: skip
"""Under which a page of text may stand."""


class HousePage(Page):
    lead = models.CharField(_("inleiding"), max_length=300, blank=True)
    picture = models.ForeignKey(
        HouseImage, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("beeld"),
        help_text=_("Boven de pagina, op kaarten en wanneer iemand de pagina deelt."),
    )  # fmt: skip
    body = body_field()

    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    content_panels = [
        *Page.content_panels, FieldPanel("lead"), FieldPanel("picture"), FieldPanel("body"),
    ]  # fmt: skip

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"parent": self.get_parent(), "card": card_of(self)}
