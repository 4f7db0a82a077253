"""Pages to read: an article, and a section that gathers what stands under it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.search import index

from content.pages.blocks.text import HeadingBlock, QuestionBlock
from content.pages.house_page import PARENTS, HousePage
from content.pages.listing import below


class LandingPage(HousePage):
    """The beginning of a section: the pages under it as cards."""

    parent_page_types = ["content.HomePage", "content.LandingPage"]
    template = "content/pages/landing.html"

    class Meta:
        verbose_name = _("rubriek")
        verbose_name_plural = _("rubrieken")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        children = below(self).specific()
        return super().get_context(request, *args, **kwargs) | {"children": children}


class ArticlePage(HousePage):
    """A longer text with a date and a maker."""

    written_on = models.DateField(_("datum"), default=timezone.localdate)
    byline = models.CharField(
        _("van wie"), max_length=120, blank=True, help_text=_("Een dienst of organisatie.")
    )

    content_panels = [
        *HousePage.content_panels[:2], FieldPanel("written_on"), FieldPanel("byline"),
        *HousePage.content_panels[2:],
    ]  # fmt: skip
    parent_page_types = PARENTS
    template = "content/pages/article.html"

    class Meta:
        verbose_name = _("artikel")
        verbose_name_plural = _("artikels")


class FaqPage(HousePage):
    """Questions with their answers, which fold out without any script."""

    questions = StreamField(
        StreamBlock([("heading", HeadingBlock()), ("question", QuestionBlock())]),
        verbose_name=_("vragen"), blank=True,
    )  # fmt: skip

    search_fields = [*HousePage.search_fields, index.SearchField("questions")]
    content_panels = [*HousePage.content_panels, FieldPanel("questions")]
    parent_page_types = PARENTS
    template = "content/pages/faq.html"

    class Meta:
        verbose_name = _("veelgestelde vragen")
        verbose_name_plural = _("veelgestelde vragen")
