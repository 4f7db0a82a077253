"""The page that announces an event, in the editors' words; places are taken in the agenda."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from community.events.queries import agenda_of
from content.pages.house_page import PARENTS, HousePage


class EventPage(HousePage):
    """What an editor tells about one event, with how it stands beside it."""

    event = models.ForeignKey(
        "community.Event", models.PROTECT, related_name="+", verbose_name=_("activiteit")
    )

    content_panels = [
        *HousePage.content_panels[:1], FieldPanel("event"), *HousePage.content_panels[1:],
    ]  # fmt: skip
    parent_page_types = PARENTS
    subpage_types: list[str] = []
    template = "content/pages/event.html"

    class Meta:
        verbose_name = _("aankondiging van een activiteit")
        verbose_name_plural = _("aankondigingen van activiteiten")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the event as this visitor may read of it; None when it is not for him."""
        context = super().get_context(request, *args, **kwargs)
        shown = agenda_of(request.user).filter(pk=self.event_id).first()
        return context | {"event": shown}
