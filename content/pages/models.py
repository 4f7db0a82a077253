from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from content.pages.blocks.promise import PromiseBlock
from content.pages.blocks.text import FEATURES
from content.pages.house_page import PARENTS, HousePage
from content.pages.listing import below

__all__ = ["FEATURES", "HomePage", "StandardPage"]


class HomePage(HousePage):
    """The front door: what VlaVirGem is for, in the editors' words."""

    lead = models.CharField(_("openingszin"), max_length=240, blank=True)
    promises = StreamField(
        [("promise", PromiseBlock())], verbose_name=_("beloften"), blank=True, max_num=6
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("promises"),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "content/pages/home.html"

    class Meta:
        verbose_name = _("startpagina")
        verbose_name_plural = _("startpagina’s")


class StandardPage(HousePage):
    """A plain page, with the pages under it."""

    parent_page_types = PARENTS
    template = "content/pages/standard.html"

    class Meta:
        verbose_name = _("pagina")
        verbose_name_plural = _("pagina’s")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"children": below(self)}
