from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.pages.blocks import PromiseBlock

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "hr", "link", "document-link", "image"]
"""What the text editor offers: everything the style sheet knows how to show well."""


class HomePage(Page):
    """The front door: what VlaVirGem is for, in the editors' words."""

    lead = models.CharField(_("openingszin"), max_length=240, blank=True)
    promises = StreamField(
        [("promise", PromiseBlock())], verbose_name=_("beloften"), blank=True, max_num=6
    )
    body = RichTextField(_("tekst"), blank=True, features=FEATURES)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("promises"),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["content.EventPage", "content.StandardPage"]
    max_count = 1
    template = "content/pages/home.html"

    class Meta:
        verbose_name = _("startpagina")
        verbose_name_plural = _("startpagina’s")


class StandardPage(Page):
    """A plain page of text."""

    lead = models.CharField(_("inleiding"), max_length=300, blank=True)
    body = RichTextField(_("tekst"), blank=True, features=FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    parent_page_types = ["content.HomePage", "content.StandardPage"]
    subpage_types = ["content.EventPage", "content.StandardPage"]
    template = "content/pages/standard.html"

    class Meta:
        verbose_name = _("pagina")
        verbose_name_plural = _("pagina’s")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        children = self.get_children().live().public()
        return context | {"children": children.order_by("path"), "parent": self.get_parent()}
