"""An app's screen as a place in the page tree: the editors choose where it hangs and its name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from content.pages.screens import screen_choices


class AppPage(Page):
    url_name = models.CharField(_("scherm"), max_length=100, choices=screen_choices, unique=True)
    lead = models.CharField(_("inleiding"), max_length=300, blank=True)

    search_fields = [*Page.search_fields, index.SearchField("lead")]
    content_panels = [*Page.content_panels, FieldPanel("url_name"), FieldPanel("lead")]
    parent_page_types = ["content.HomePage", "content.LandingPage"]
    subpage_types: list[str] = []
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = _("scherm van een toepassing")
        verbose_name_plural = _("schermen van toepassingen")

    @property
    def address(self) -> str:
        """Where the screen is; the front door when it is there no more."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return "/"

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        parts = super().get_url_parts(request)
        return parts and (parts[0], parts[1], self.address)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.address)
