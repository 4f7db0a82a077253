"""News: a page with a date, and the index that lists them with a feed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from community.kit.pagination import paginate
from content.pages.house_page import HousePage
from content.pages.listing import news

PER_PAGE = 12


class NewsIndexPage(HousePage):
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.NewsPage"]
    max_count = 1
    template = "content/pages/news_index.html"

    class Meta:
        verbose_name = _("nieuwsoverzicht")
        verbose_name_plural = _("nieuwsoverzichten")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"pages": paginate(news(), request.GET.get("page"), PER_PAGE)}


class NewsPage(HousePage):
    published_on = models.DateField(_("datum"), default=timezone.localdate, db_index=True)

    content_panels = [
        *HousePage.content_panels[:2], FieldPanel("published_on"), *HousePage.content_panels[2:],
    ]  # fmt: skip
    parent_page_types = ["content.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "content/pages/article.html"

    class Meta:
        verbose_name = _("nieuwsbericht")
        verbose_name_plural = _("nieuwsberichten")

    @property
    def written_on(self) -> Any:
        """The date above the text, as articles have one."""
        return self.published_on
